import { useTranslation } from 'react-i18next';
import { useLook, useMaintenance } from '../page.ts';
import { Key } from '../parts/Key.tsx';
import { Looking, Panel } from '../parts/Page.tsx';
import { useDoing } from '../parts/useDoing.tsx';

const LOOK_EVERY_MS = 5_000;
const effects = ['program', 'books', 'settings', 'drivers'] as const;

/** What runs here, what an update would do, and whether it may come now. */
export function UpdateNotes() {
  const { t } = useTranslation(['settings', 'actions']);
  const { desk, format } = useMaintenance();
  const { run, doing, outcome } = useDoing();
  // A stick, where one is in: the copy should outlive the disk.
  const place = useLook('upkeep.look', undefined).value?.places.at(-1) ?? null;
  const { value, trouble, again } = useLook('update.look', undefined, LOOK_EVERY_MS);
  if (!value)
    return (
      <Panel title={t('settings:update.title')}>
        <Looking trouble={trouble} again={again} />
      </Panel>
    );
  const { version, runtime, schema, dataDir, isFree, openHolds, backup, isSafe } = value;
  const copied = t(`settings:update.backup.${backup.state}`, {
    when: backup.atMs === null ? '' : format.dateTime(backup.atMs),
  });
  async function backUp(path: string): Promise<void> {
    await run(
      () => desk.ask('upkeep.backUp', { place: path }),
      (answer) => (answer.ok ? t('actions:saved', { path: answer.value.path }) : ''),
    );
    again();
  }
  const conditions = [
    { isMet: isFree, text: isFree ? t('settings:update.free') : t('settings:update.inUse') },
    {
      isMet: openHolds === 0,
      text: openHolds === 0 ? t('settings:update.noHolds') : t('settings:update.holds', { count: openHolds }),
    },
    { isMet: backup.state === 'whole', text: copied },
  ];
  return (
    <Panel title={t('settings:update.title')}>
      <dl className="facts">
        <div>
          <dt>{t('settings:update.version')}</dt>
          <dd className="figures">
            <bdi dir="ltr">
              Surtidor {version} · {runtime.name} {runtime.version}
            </bdi>
          </dd>
        </div>
        <div>
          <dt>{t('settings:update.schema')}</dt>
          <dd className="figures">{schema}</dd>
        </div>
        <div>
          <dt>{t('settings:update.folder')}</dt>
          <dd className="verbatim" dir="ltr">
            {dataDir}
          </dd>
        </div>
      </dl>
      <p className="verdict" data-tone={isSafe ? 'good' : 'attention'} role="status">
        {isSafe ? t('settings:update.safe') : t('settings:update.notSafe')}
      </p>
      <ul className="conditions">
        {conditions.map(({ isMet, text }) => (
          <li key={text} className="state" data-state={isMet ? 'up' : 'down'}>
            {text}
          </li>
        ))}
      </ul>
      {place && backup.state !== 'whole' && (
        <div className="card-keys">
          <Key waiting={doing} onPress={() => void backUp(place.path)}>
            {t('actions:backUp')}
          </Key>
        </div>
      )}
      {outcome}
      <h3>{t('settings:update.does')}</h3>
      <ul className="bullets">
        {effects.map((effect) => (
          <li key={effect}>{t(`settings:update.effect.${effect}`)}</li>
        ))}
      </ul>
    </Panel>
  );
}
