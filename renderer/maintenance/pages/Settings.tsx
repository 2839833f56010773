import '../settings/settings.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingPath } from '../../../electron/maintenance/settingViews.ts';
import { useLook, usePerson } from '../page.ts';
import { Looking, Page, Panel } from '../parts/Page.tsx';
import { History } from '../settings/History.tsx';
import { SettingCard } from '../settings/SettingCard.tsx';
import { SettingForm } from '../settings/SettingForm.tsx';
import { StartStrip } from '../settings/StartStrip.tsx';
import { TariffForm } from '../settings/TariffForm.tsx';
import { UpdateNotes } from '../settings/UpdateNotes.tsx';

const LOOK_EVERY_MS = 3_000;

const groups = {
  price: ['tariff', 'payment.holdMinor', 'payment.idleGraceMs'],
  words: ['station.languages', 'station.helpLine', 'support.hours', 'support.chat'],
  screen: [
    'screen.theme',
    'screen.nightFrom',
    'screen.nightUntil',
    'screen.dayBrightnessPercent',
    'screen.nightBrightnessPercent',
    'screen.restAfterMs',
    'screen.restBrightnessPercent',
  ],
} as const satisfies Record<string, readonly SettingPath[]>;
const operators = ['price', 'words', 'screen'] as const;
const menders = ['screen', 'price', 'words'] as const;

/** What staff set in place of the config file, and what an update asks for. What is one's own to set comes first. */
export default function Settings() {
  const { t } = useTranslation(['settings', 'shell']);
  const { role } = usePerson();
  const { value, trouble, again } = useLook('setting.look', undefined, LOOK_EVERY_MS);
  const [changing, setChanging] = useState<SettingPath | null>(null);
  const end = () => {
    setChanging(null);
    again();
  };
  if (value && changing !== null)
    return changing === 'tariff' ? (
      <TariffForm view={value.settings.tariff} onEnd={end} />
    ) : (
      <SettingForm key={changing} path={changing} views={value} onEnd={end} />
    );
  return (
    <Page title={t('shell:pages.settings')} hint={t('settings:hint')}>
      {!value ? (
        <Looking trouble={trouble} again={again} />
      ) : (
        <>
          {value.awaitsStart && <StartStrip />}
          {(role === 'administrator' ? operators : menders).map((group) => (
            <Panel key={group} title={t(`settings:group.${group}`)}>
              {groups[group].every((path) => !value.settings[path].mayChange) && (
                <p className="soft">{t('settings:notYours')}</p>
              )}
              <ul className="settings">
                {groups[group].map((path) => (
                  <SettingCard key={path} path={path} views={value} onChange={() => setChanging(path)} again={again} />
                ))}
              </ul>
            </Panel>
          ))}
          <UpdateNotes />
          <History key={JSON.stringify(Object.values(value.settings).map(({ word }) => word?.seq))} views={value} />
        </>
      )}
    </Page>
  );
}
