import { useTranslation } from 'react-i18next';
import { useLook, useMaintenance } from '../page.ts';
import { Key } from '../parts/Key.tsx';
import { useDoing } from '../parts/useDoing.tsx';

const LOOK_EVERY_MS = 3_000;

/** Something that was set waits for a start: begun when nobody is there, so that no driver's price changes. */
export function StartStrip() {
  const { t } = useTranslation(['settings', 'actions']);
  const { desk } = useMaintenance();
  const { value, again } = useLook('upkeep.look', undefined, LOOK_EVERY_MS);
  const { run, doing, outcome } = useDoing();
  const restart = value?.restart ?? null;
  async function press(): Promise<void> {
    await run(
      () =>
        restart === 'waiting'
          ? desk.ask('upkeep.keepRunning', undefined)
          : desk.ask('upkeep.restart', { when: 'whenFree' }),
      () => t(restart === 'waiting' ? 'actions:keptRunning' : 'actions:restartWaits'),
    );
    again();
  }
  return (
    <section className="panel start-strip">
      <div className="setting-words">
        <h2>{t('settings:awaits')}</h2>
        <p className="soft">{t(value && !restart ? 'settings:awaitsElsewhere' : 'settings:awaitsHint')}</p>
        {outcome}
      </div>
      {restart && (
        <Key tone="primary" waiting={doing} onPress={() => void press()}>
          {t(restart === 'waiting' ? 'actions:keepRunning' : 'actions:restartWhenFree')}
        </Key>
      )}
    </section>
  );
}
