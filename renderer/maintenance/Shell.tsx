import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoorView } from '../../electron/ipc/maintenance.ts';
import type { Person } from '../../electron/maintenance/roles.ts';
import { LanguageChoice } from './LanguageChoice.tsx';
import { useLook, useMaintenance, useSecond } from './page.ts';
import { type PageEntry, pages } from './pages.ts';
import { Key } from './parts/Key.tsx';
import { SignOutMark } from './parts/marks.tsx';

/** A touch is told the station at most this often. */
const STAY_EVERY_MS = 20_000;
const LOOK_EVERY_MS = 5_000;
const WARN_MS = 60_000;
const signsOfLife = ['pointerdown', 'keydown', 'wheel'] as const;
let stayedAtMs = Number.NEGATIVE_INFINITY;

/** Everything behind the door: the pages of a role on one side, the open one beside them. */
export function Shell(props: { person: Person; door: DoorView; recoveryCodesLeft: number | null }) {
  const { person, door, recoveryCodesLeft } = props;
  const { t } = useTranslation(['shell', 'signIn']);
  const { desk } = useMaintenance();
  const own = pages.filter(({ roles }) => roles.includes(person.role));
  const [open, setOpen] = useState<PageEntry | undefined>(own[0]);
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
        <IdleLine />
        <Suspense fallback={<p className="looking soft">{t('shell:loading')}</p>}>
          {open && <open.Page key={open.name} />}
        </Suspense>
      </div>
    </div>
  );
}

/** Says when an untouched page will be signed out, in its last minute. */
function IdleLine() {
  const { t } = useTranslation('shell');
  const { desk, format } = useMaintenance();
  const { value, again } = useLook('session.look', undefined, LOOK_EVERY_MS);
  const nowMs = useSecond();
  if (!value || value.idleAtMs - nowMs > WARN_MS) return null;
  const stay = () => void desk.ask('session.stay', undefined).then(again);
  return (
    <div className="strip" data-tone="attention" role="alert">
      <p>{t('idle', { left: format.countdown(value.idleAtMs - nowMs) })}</p>
      <Key onPress={stay}>{t('stay')}</Key>
    </div>
  );
}
