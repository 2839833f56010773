import { useTranslation } from 'react-i18next';
import type { SettingPath, SettingsView, Told } from '../../../electron/maintenance/settingViews.ts';
import { factsOf } from '../../../locales/languages.ts';
import { useMaintenance } from '../page.ts';

/** A Monday. */
const MONDAY_MS = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** Weekdays as the language of whoever works here calls them. */
export function useWeekday(style: 'short' | 'long'): (day: Weekday) => string {
  const { format } = useMaintenance();
  const named = new Intl.DateTimeFormat(format.tag, { weekday: style, timeZone: 'UTC' });
  return (day) => named.format(MONDAY_MS + weekdays.indexOf(day) * DAY_MS);
}

/** A setting's value in words; of a tariff what drivers read of it. Null: the file has none. */
export function useSettingText(views: SettingsView) {
  const { t } = useTranslation('settings');
  const { format } = useMaintenance();
  const weekday = useWeekday('short');

  function hours(value: Told<'support.hours'>): string {
    if (value === 'always') return t('always');
    const rows = value.map(({ from, to, opens, closes }) => {
      const days = from === to ? weekday(from) : `${weekday(from)}–${weekday(to)}`;
      return t('hours', { days, opens, closes });
    });
    return rows.join(' · ');
  }
  function tariff({ price }: Told<'tariff'>): string {
    const said = price.parts.map((part) => {
      const amount =
        part.kind === 'energy' ? format.priceOfEnergy(part.amount, price) : format.price(part.amount, price.currency);
      return t(`part.${part.kind}`, { amount, after: part.kind === 'idle' ? format.span(part.afterMs) : '' });
    });
    return said.join(' · ');
  }
  const span = (ms: number) => (ms === 0 ? t('never') : format.span(ms));

  /** By the path, which says of which kind its value is. */
  const written: { readonly [P in SettingPath]: (value: Told<P>) => string } = {
    tariff,
    'payment.holdMinor': (minor) => format.money({ minor, currency: views.hold.least.currency }),
    'payment.idleGraceMs': (ms) => (ms === 0 ? t('noGrace') : format.span(ms)),
    'station.languages': (tags) => tags.map((tag) => factsOf(tag).name).join(' · '),
    'station.helpLine': (number) => number,
    'support.hours': hours,
    'support.chat': (address) => address,
    'screen.theme': (theme) => t(`theme.${theme}`),
    'screen.nightFrom': (time) => time,
    'screen.nightUntil': (time) => time,
    'screen.dayBrightnessPercent': format.percent,
    'screen.nightBrightnessPercent': format.percent,
    'screen.restAfterMs': span,
    'screen.restBrightnessPercent': format.percent,
  };
  return <P extends SettingPath>(path: P, value: Told<P> | null | undefined): string =>
    value === null || value === undefined ? t('notSet') : written[path](value);
}

/** What is written as it is, whatever the language around it. */
export const isVerbatim = (path: SettingPath): boolean => path === 'station.helpLine' || path === 'support.chat';
