import { useTranslation } from 'react-i18next';
import type { SettingsView } from '../../../electron/maintenance/settingViews.ts';
import { useLook, useMaintenance } from '../page.ts';
import { Looking, Panel } from '../parts/Page.tsx';
import { useSettingText } from './useSettingText.ts';

/** Every change there was, newest first. */
export function History({ views }: { views: SettingsView }) {
  const { t } = useTranslation(['settings', 'audit']);
  const { format } = useMaintenance();
  const text = useSettingText(views);
  const { value, trouble, again } = useLook('setting.history', undefined);
  return (
    <Panel title={t('settings:history')}>
      {!value ? (
        <Looking trouble={trouble} again={again} />
      ) : value.length === 0 ? (
        <p className="soft">{t('settings:noHistory')}</p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('audit:when')}</th>
              <th scope="col">{t('audit:who')}</th>
              <th scope="col">{t('audit:what')}</th>
              <th scope="col">{t('settings:value')}</th>
            </tr>
          </thead>
          <tbody>
            {value.map((word) => (
              <tr key={word.seq}>
                <td className="figures">{format.dateTime(word.atMs)}</td>
                <td>{word.person}</td>
                <td>{t(`settings:name.${word.path}`)}</td>
                <td className="wrap">{word.value === null ? t('settings:asFile') : text(word.path, word.value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
