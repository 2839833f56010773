import { useTranslation } from 'react-i18next';
import type { SettingPath, SettingsView } from '../../../electron/maintenance/settingViews.ts';
import { useMaintenance } from '../page.ts';
import { useDoing } from '../parts/useDoing.tsx';

const troubles = [
  'tooLarge',
  'notJson',
  'notOneTariff',
  'otherCurrency',
  'busy',
  'invalid',
  'outOfBounds',
  'nothingToUndo',
  'tariffErrors',
  'noFile',
  'unreadable',
] as const;
const ASK_AGAIN_MS = 1_000;

/** Why a setting was not taken, in a sentence; what the station's check says in detail is in English, as the file is. */
export function useSettingTrouble(currency: string) {
  const { t } = useTranslation('settings');
  const { format } = useMaintenance();
  return (error: { readonly code: string }) => {
    const { code } = error;
    if (code === 'holdTooSmall' && 'leastMinor' in error && typeof error.leastMinor === 'number')
      return t('trouble.holdTooSmall', { amount: format.money({ minor: error.leastMinor, currency }) });
    const known = troubles.find((trouble) => trouble === code);
    if (!known) return null;
    const problems = 'problems' in error && Array.isArray(error.problems) ? error.problems.map(String) : [];
    return (
      <div className="setting-trouble">
        <p>{t(`trouble.${known}`)}</p>
        {problems.length > 0 && (
          <ul lang="en" dir="ltr">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        )}
      </div>
    );
  };
}

/** Sets a setting or takes the newest change of it back, and says how it went. */
export function useChange(path: SettingPath, { settings, hold }: Pick<SettingsView, 'settings' | 'hold'>) {
  const { t } = useTranslation('settings');
  const { desk } = useMaintenance();
  const { run, doing, outcome } = useDoing(useSettingTrouble(hold.least.currency));
  const { word, applies } = settings[path];

  const ask = async (json: string) => {
    for (;;) {
      const answer = await desk.ask('setting.change', { path, json, seen: word?.seq ?? null });
      if (answer.ok || answer.error.code !== 'working') return answer;
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    }
  };
  const well = () => (applies === 'atStart' ? t('savedForStart') : t('saved'));
  return {
    doing,
    outcome,
    change: (value: unknown) => run(() => ask(JSON.stringify(value)), well),
    changeText: (json: string) => run(() => ask(json), well),
    undo: () =>
      run(
        () => desk.ask('setting.undo', { path, seen: word?.seq ?? 1 }),
        () => t('saved'),
      ),
  };
}
