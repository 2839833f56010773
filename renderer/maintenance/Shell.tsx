import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoorView } from '../../electron/ipc/maintenance.ts';
import type { Person } from '../../electron/maintenance/roles.ts';
import { LanguageChoice } from './LanguageChoice.tsx';
import { useLook, useMaintenance, useSecond } from './page.ts';
import { type PageEntry, type PageName, pages } from './pages.ts';
import { Key } from './parts/Key.tsx';
import { SignOutMark } from './parts/marks.tsx';

/** A touch is told the station at most this often. */
const STAY_EVERY_MS = 20_000;
const LOOK_EVERY_MS = 5_000;
const WARN_MS = 60_000;
const list = (language: string) => new Intl.ListFormat(language, { type: 'conjunction' });
const signsOfLife = ['pointerdown', 'keydown', 'wheel'] as const;
let stayedAtMs = Number.NEGATIVE_INFINITY;

/** Everything behind the door: the pages of a role on one side, the open one beside them. */
export function Shell(props: {
  person: Person;
  door: DoorView;
  /** What is open at first, if the role sees it; else the first it sees. */
  first: PageName | undefined;
  recoveryCodesLeft: number | null;
}) {
  const { person, door, first, recoveryCodesLeft } = props;
  const { t } = useTranslation(['shell', 'signIn']);
  const { desk } = useMaintenance();
  const own = pages.filter(({ roles }) => roles.includes(person.role));
  const [open, setOpen] = useState<PageEntry | undefined>(own.find(({ name }) => name === first) ?? own[0]);
  useEffect(() => {
    const touched = () => {
      if (performance.now() - stayedAtMs < STAY_EVERY_MS) return;
      stayedAtMs = performance.now();
      void desk.ask('session.stay', undefined);
    };
    for (const sign of signsOfLife) addEventListener(sign, touched);
    return () => {
      for (const sign of signsOfLife) removeEventListener(sign, touched);
    };
  }, [desk]);
  return (
    <div className="shell">
      <nav className="rail" aria-label={t('shell:title')}>
        {own.map((entry) => (
          <Key key={entry.name} className="rail-key" current={entry.name === open?.name} onPress={() => setOpen(entry)}>
            <entry.mark />
            <span>{t(`shell:pages.${entry.name}`)}</span>
          </Key>
        ))}
        <Key className="rail-key sign-out" onPress={desk.signOut}>
          <SignOutMark />
          <span>{t('shell:signOut')}</span>
        </Key>
      </nav>
      <div className="beside">
        <header className="bar">
          <p className="station-name">{door.station.name}</p>
          {door.station.simulated && <p className="chip">{t('shell:simulated')}</p>}
          <p className="who">
            <strong>{person.name}</strong> <span className="soft">{t(`shell:role.${person.role}`)}</span>
          </p>
          <LanguageChoice />
        </header>
        {recoveryCodesLeft !== null && (
          <p className="strip" data-tone="attention">
            {t('signIn:recoveryLeft', { count: recoveryCodesLeft })}
          </p>
        )}
        <SessionLines />
        <Suspense fallback={<p className="looking soft">{t('shell:loading')}</p>}>
          {open && <open.Page key={open.name} />}
        </Suspense>
      </div>
    </div>
  );
}

/** Who waits for the screen, and when an untouched page will be signed out, in its last minute. */
function SessionLines() {
  const { t } = useTranslation('shell');
  const { desk, format, language } = useMaintenance();
  const { value, again } = useLook('session.look', undefined, LOOK_EVERY_MS);
  const nowMs = useSecond();
  if (!value) return null;
  const { drivers, idleAtMs } = value;
  const stay = () => void desk.ask('session.stay', undefined).then(again);
  return (
    <>
      {drivers.length > 0 && (
        <p className="strip" role="status">
          {t('driverWaits', { cables: list(language).format(drivers), count: drivers.length })}
        </p>
      )}
      {idleAtMs - nowMs <= WARN_MS && (
        <div className="strip" data-tone="attention" role="alert">
          <p>{t('idle', { left: format.countdown(idleAtMs - nowMs) })}</p>
          <Key onPress={stay}>{t('stay')}</Key>
        </div>
      )}
    </>
  );
}
