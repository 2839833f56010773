import { useTranslation } from 'react-i18next';
import type { SettingPath, SettingsView } from '../../../electron/maintenance/settingViews.ts';
import { useMaintenance } from '../page.ts';
import { Key } from '../parts/Key.tsx';
import { useChange } from './useChange.tsx';
import { isVerbatim, useSettingText } from './useSettingText.ts';

/** One setting: what holds, what will, who set it, and the two things to be done about it. */
export function SettingCard(props: {
  path: SettingPath;
  views: SettingsView;
  onChange: () => void;
  again: () => void;
}) {
  const { path, views, onChange, again } = props;
  const { t } = useTranslation('settings');
  const { format } = useMaintenance();
  const text = useSettingText(views);
  const { undo, change, doing, outcome } = useChange(path, views);
  const { now, next, file, mayChange, word, broken } = views.settings[path];
  const waits = text(path, now) !== text(path, next);
  const before = text(path, word?.before ?? file);
  // What still holds need not be said twice.
  const was = word?.isFiles ? t('asFile') : before === text(path, now) ? null : t('before', { value: before });
  const canUndo = word !== null && !(word.isFiles && word.before === null);
  const done = (what: Promise<boolean>) => void what.then(again);
  return (
    <li className="setting" data-path={path}>
      <div className="setting-words">
        <h3>{t(`name.${path}`)}</h3>
        <p className="setting-value" dir={isVerbatim(path) ? 'ltr' : undefined}>
          {text(path, now)}
        </p>
        {waits && <p className="setting-next">{t('fromStart', { value: text(path, next) })}</p>}
        {word && (
          <p className="soft small">
            {t('setBy', { person: word.person, when: format.dateTime(word.atMs) })}
            {was && ` · ${was}`}
          </p>
        )}
        {broken && (
          <div className="setting-broken" role="alert">
            <p>{t('broken')}</p>
            <p className="small" lang="en" dir="ltr">
              {broken.join('; ')}
            </p>
          </div>
        )}
        {outcome}
      </div>
      {mayChange && (
        <div className="card-keys">
          {broken ? (
            <Key waiting={doing} onPress={() => done(change(null))}>
              {t('useFile')}
            </Key>
          ) : (
            canUndo && (
              <Key label={`${t('undo')}: ${t(`name.${path}`)}`} waiting={doing} onPress={() => done(undo())}>
                {t('undo')}
              </Key>
            )
          )}
          <Key label={`${t('change')}: ${t(`name.${path}`)}`} onPress={onChange}>
            {t('change')}
          </Key>
        </div>
      )}
    </li>
  );
}
