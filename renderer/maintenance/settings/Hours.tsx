import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Told } from '../../../electron/maintenance/settingViews.ts';
import { Key } from '../parts/Key.tsx';
import { useWeekday, type Weekday, weekdays } from './useSettingText.ts';

type Row = Exclude<Told<'support.hours'>, 'always'>[number];

const MOST_ROWS = 4;
const usual: Row = { from: 'mon', to: 'fri', opens: '08:00', closes: '18:00' };
const times = Array.from({ length: 49 }, (_, half) => {
  const hour = String(Math.floor(half / 2)).padStart(2, '0');
  return `${hour}:${half % 2 === 0 ? '00' : '30'}`;
});

/** When somebody answers: day and night, or rows of days and times. */
export function Hours({
  now,
  set,
}: {
  now: Told<'support.hours'> | null;
  set: (hours: Told<'support.hours'>) => void;
}) {
  const { t } = useTranslation('settings');
  const [hours, setHours] = useState<Told<'support.hours'>>(now ?? 'always');
  function put(next: Told<'support.hours'>): void {
    setHours(next);
    set(next);
  }
  const rows = hours === 'always' ? [] : hours;
  const change = (place: number, part: Partial<Row>) =>
    put(rows.map((row, index) => (index === place ? { ...row, ...part } : row)));
  return (
    <>
      <div className="choice">
        <Key current={hours === 'always'} onPress={() => put('always')}>
          {t('always')}
        </Key>
        <Key current={hours !== 'always'} onPress={() => put(rows.length > 0 ? rows : [usual])}>
          {t('atTimes')}
        </Key>
      </div>
      {rows.map((row, index) => (
        <fieldset key={index} className="hours-row" aria-label={t('times', { number: index + 1 })}>
          <Days label={t('fromDay')} value={row.from} choose={(from) => change(index, { from })} />
          <Days label={t('toDay')} value={row.to} choose={(to) => change(index, { to })} />
          <Times label={t('opens')} value={row.opens} choose={(opens) => change(index, { opens })} />
          <Times label={t('closes')} value={row.closes} choose={(closes) => change(index, { closes })} />
          {rows.length > 1 && <Key onPress={() => put(rows.filter((_, place) => place !== index))}>{t('remove')}</Key>}
        </fieldset>
      ))}
      {hours !== 'always' && rows.length < MOST_ROWS && (
        <Key onPress={() => put([...rows, { ...usual, from: 'sat', to: 'sun' }])}>{t('addTimes')}</Key>
      )}
    </>
  );
}

function Days({ label, value, choose }: { label: string; value: Weekday; choose: (day: Weekday) => void }) {
  const weekday = useWeekday('long');
  const chosen = (tag: string) => weekdays.find((day) => day === tag);
  return (
    <label className="field">
      <span>{label}</span>
      <select className="touch" value={value} onChange={(event) => choose(chosen(event.target.value) ?? value)}>
        {weekdays.map((day) => (
          <option key={day} value={day}>
            {weekday(day)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Times({ label, value, choose }: { label: string; value: string; choose: (time: string) => void }) {
  const offered = times.includes(value) ? times : [value, ...times];
  return (
    <label className="field">
      <span>{label}</span>
      <select className="touch" value={value} onChange={(event) => choose(event.target.value)}>
        {offered.map((time) => (
          <option key={time}>{time}</option>
        ))}
      </select>
    </label>
  );
}
