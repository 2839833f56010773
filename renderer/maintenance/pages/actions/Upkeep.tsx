import { useTranslation } from 'react-i18next';
import { askMachine, machine } from '../../machine.ts';
import { useLook, useMaintenance } from '../../page.ts';
import { Key } from '../../parts/Key.tsx';
import { Looking, Panel } from '../../parts/Page.tsx';
import { useDoing } from '../../parts/useDoing.tsx';

const LOOK_EVERY_MS = 2_000;

/** The terminal's day, links, page and process begun anew, and copies of books and logs. */
export function Upkeep() {
  const { t } = useTranslation('actions');
  const { desk, format } = useMaintenance();
  const { value, trouble, again } = useLook('upkeep.look', undefined, LOOK_EVERY_MS);
  const day = useDoing();
  const links = useDoing();
  const copies = useDoing();
  if (!value)
    return (
      <Panel title={t('upkeep')}>
        <Looking trouble={trouble} again={again} />
      </Panel>
    );
  const { isFree, restart, reloadPage, places } = value;

  const closeDay = () =>
    day.run(
      () => desk.ask('upkeep.closeDay', undefined),
      (answer) =>
        answer.ok && answer.value
          ? t('dayClosed', { count: answer.value.count, amount: format.money(answer.value.total) })
          : t('dayClosedUntold'),
    );
  const reconnect = (device: 'cardTerminal' | 'powerController') =>
    links.run(
      () => desk.ask('upkeep.reconnect', { device }),
      () => t('reconnected'),
    );
  async function begin(when: 'now' | 'whenFree' | null): Promise<void> {
    await links.run(
      () => {
        if (!when) return desk.ask('upkeep.keepRunning', undefined);
        // Electron's window begins its own program anew; elsewhere, and whenever it has to wait, the station sees to it.
        if (machine && when === 'now') return askMachine(desk, (ask, token) => ask.relaunch(token));
        return desk.ask('upkeep.restart', { when });
      },
      () => (when ? t('restarting') : t('keptRunning')),
    );
    again();
  }
  const save = (what: 'upkeep.backUp' | 'upkeep.saveLogs', place: string) =>
    copies.run(
      () => desk.ask(what, { place }),
      (answer) => (answer.ok ? t('saved', { path: answer.value.path }) : ''),
    );
  return (
    <>
      <Panel title={t('day')}>
        <p className="soft">{t('dayHint')}</p>
        <div className="card-keys">
          <Key waiting={day.doing} onPress={() => void closeDay()}>
            {t('closeDay')}
          </Key>
        </div>
        {day.outcome}
      </Panel>
      <Panel title={t('upkeep')}>
        <p className="soft">{isFree ? t('free') : t('busy')}</p>
        <div className="card-keys">
          <Key disabled={!isFree} waiting={links.doing} onPress={() => void reconnect('cardTerminal')}>
            {t('reconnect.cardTerminal')}
          </Key>
          <Key disabled={!isFree} waiting={links.doing} onPress={() => void reconnect('powerController')}>
            {t('reconnect.powerController')}
          </Key>
          <Key
            disabled={!reloadPage}
            waiting={links.doing}
            onPress={() =>
              void links.run(
                () => desk.ask('upkeep.reloadPage', undefined),
                () => t('reloaded'),
              )
            }
          >
            {t('reloadPage')}
          </Key>
          {restart === 'waiting' ? (
            <Key onPress={() => void begin(null)}>{t('keepRunning')}</Key>
          ) : (
            <Key disabled={!restart} waiting={links.doing} onPress={() => void begin(isFree ? 'now' : 'whenFree')}>
              {isFree ? t('restartNow') : t('restartWhenFree')}
            </Key>
          )}
        </div>
        {restart === 'waiting' && <p role="status">{t('restartWaits')}</p>}
        {(!restart || !reloadPage) && <p className="soft">{t('notHere')}</p>}
        {links.outcome}
      </Panel>
      <Panel title={t('copies')}>
        {places.length === 1 && <p className="soft">{t('noStick')}</p>}
        <ul className="cards">
          {places.map(({ name, path }) => (
            <li key={path} className="card">
              <p className="card-words">
                {name ?? t('ownFolder')}{' '}
                <bdi className="soft small" dir="ltr">
                  {path}
                </bdi>
              </p>
              <div className="card-keys">
                <Key waiting={copies.doing} onPress={() => void save('upkeep.backUp', path)}>
                  {t('backUp')}
                </Key>
                <Key waiting={copies.doing} onPress={() => void save('upkeep.saveLogs', path)}>
                  {t('saveLogs')}
                </Key>
              </div>
            </li>
          ))}
        </ul>
        {copies.outcome}
      </Panel>
    </>
  );
}
