import { useTranslation } from 'react-i18next';
import { useLook, useMaintenance } from '../page.ts';
import { Key } from '../parts/Key.tsx';
import { useDoing } from '../parts/useDoing.tsx';
import { useSettingTrouble } from './useChange.tsx';

const LOOK_EVERY_MS = 3_000;

/** Tariffs somebody brought: JSON files at the top of the sticks that are in. */
export function TariffSticks({ onRead }: { onRead: (text: string) => void }) {
  const { t } = useTranslation('settings');
  const { desk } = useMaintenance();
  const { value } = useLook('tariff.files', undefined, LOOK_EVERY_MS);
  const { run, doing, outcome } = useDoing(useSettingTrouble(''));
  const fetch = (stick: string, name: string) =>
    run(
      async () => {
        const answer = await desk.ask('tariff.fetch', { stick, name });
        if (answer.ok) onRead(answer.value.json);
        return answer;
      },
      () => t('tariff.read', { name }),
    );
  if (!value) return null;
  return (
    <>
      {value.length === 0 ? (
        <p className="soft">{t('tariff.noFiles')}</p>
      ) : (
        <div className="card-keys">
          {value.map(({ stick, stickName, name }) => (
            <Key key={`${stick}/${name}`} waiting={doing} onPress={() => void fetch(stick, name)}>
              {t('tariff.fromStick', { name, stick: stickName })}
            </Key>
          ))}
        </div>
      )}
      {outcome}
    </>
  );
}
