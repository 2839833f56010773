import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingPath, SettingsView, Told } from '../../../electron/maintenance/settingViews.ts';
import { useMaintenance } from '../page.ts';
import { Key } from '../parts/Key.tsx';
import { Page } from '../parts/Page.tsx';
import { Choice, Time } from './choices.tsx';
import { Hours } from './Hours.tsx';
import { Languages } from './Languages.tsx';
import { MoneyField, NumberField, TextField } from './typed.tsx';
import { useChange } from './useChange.tsx';
import { isVerbatim, useSettingText } from './useSettingText.ts';

export type SimplePath = Exclude<SettingPath, 'tariff'>;

/** What is being chosen: undefined while it cannot be right yet. */
export type Draft = { readonly value: unknown };
type Set = (value: unknown) => void;

const brightness = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100];
const MINUTE_MS = 60_000;
const MOST_MINUTES = 24 * 60;

/** Another value for one setting. Who saves it sees what it was. */
export function SettingForm(props: { path: SimplePath; views: SettingsView; onEnd: () => void }) {
  const { path, onEnd } = props;
  // What another person sets meanwhile must not be overwritten unseen.
  const [views] = useState(props.views);
  const { t } = useTranslation(['settings', 'shell']);
  const text = useSettingText(views);
  const { change, doing, outcome } = useChange(path, views);
  const [draft, setDraft] = useState<Draft>({ value: undefined });
  /** As it was saved, in words. */
  const [saved, setSaved] = useState<string | null>(null);
  const { format } = useMaintenance();
  const { applies, next } = views.settings[path];
  const { least, most } = views.hold;
  const bounds =
    path === 'payment.holdMinor' && t('settings:bounds', { least: format.money(least), most: format.money(most) });
  async function save(): Promise<void> {
    // The editor of this path has told it.
    if (await change(draft.value)) setSaved(text(path, draft.value as Told<typeof path>));
  }
  const actions =
    saved !== null ? (
      <Key onPress={onEnd}>{t('shell:close')}</Key>
    ) : (
      <>
        <Key onPress={onEnd}>{t('shell:cancel')}</Key>
        <Key tone="primary" disabled={draft.value === undefined} waiting={doing} onPress={() => void save()}>
          {t('settings:save')}
        </Key>
      </>
    );
  return (
    <Page
      title={t(`settings:name.${path}`)}
      hint={applies === 'atStart' ? t('settings:holdsFromStart') : t('settings:holdsAtOnce')}
      actions={actions}
    >
      {outcome}
      {saved !== null && (
        <p className="setting-value" dir={isVerbatim(path) ? 'ltr' : undefined}>
          {saved}
        </p>
      )}
      {saved === null && (
        <>
          <p>{[t('settings:present', { value: text(path, next) }), bounds].filter(Boolean).join(' · ')}</p>
          <Editor path={path} views={views} set={(value) => setDraft({ value })} />
        </>
      )}
    </Page>
  );
}

/** By which hand a value is chosen. */
function Editor({ path, views, set }: { path: SimplePath; views: SettingsView; set: Set }) {
  const { t } = useTranslation('settings');
  const { format } = useMaintenance();
  const { settings, hold } = views;
  const percent = (now: number | null) => (
    <Choice options={brightness} now={now} wordOf={(value) => format.percent(value)} set={set} />
  );
  const minutes = (now: number | null, label: string) => (
    <NumberField
      label={label}
      now={now === null ? 0 : now / MINUTE_MS}
      least={0}
      most={MOST_MINUTES}
      set={(count) => set(count === undefined ? undefined : count * MINUTE_MS)}
    />
  );
  switch (path) {
    case 'payment.holdMinor':
      return <MoneyField now={settings[path].next ?? 0} least={hold.least} most={hold.most} set={set} />;
    case 'payment.idleGraceMs':
      return minutes(settings[path].next, t('minutes'));
    case 'screen.restAfterMs':
      return minutes(settings[path].next, t('minutesOrNever'));
    case 'station.languages':
      return <Languages now={settings[path].next ?? []} set={set} />;
    case 'station.helpLine':
      return <TextField kind="phone" now={settings[path].next ?? ''} atMost={40} extras={[' ', '-', '/']} set={set} />;
    case 'support.chat':
      return <TextField kind="email" now={settings[path].next ?? ''} atMost={400} extras={addressParts} set={set} />;
    case 'support.hours':
      return <Hours now={settings[path].next} set={set} />;
    case 'screen.theme':
      return <Choice options={themes} now={settings[path].next} wordOf={(theme) => t(`theme.${theme}`)} set={set} />;
    case 'screen.nightFrom':
    case 'screen.nightUntil':
      return <Time now={settings[path].next} set={set} />;
    case 'screen.dayBrightnessPercent':
    case 'screen.nightBrightnessPercent':
    case 'screen.restBrightnessPercent':
      return percent(settings[path].next);
  }
}

const themes = ['clock', 'day', 'night', 'system'] as const satisfies readonly Told<'screen.theme'>[];
/** What an address is made of and the keyboard lacks; in braces what the station fills in. */
const addressParts = [
  ...['https://', '/', ':', '#', '?', '=', '&'],
  ...['{evse}', '{session}', '{reference}', '{code}', '{screen}', '{station}', '{language}'],
];
