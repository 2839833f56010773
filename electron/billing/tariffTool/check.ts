import type { OcpiTariff } from '../ocpiTariff.ts';
import { isValidAt } from '../tariff/chooseTariff.ts';
import { limitsAtOdds } from '../tariff/obstacles.ts';
import { coverage } from './coverage.ts';
import { plausible } from './plausible.ts';
import { inOrder, type Remark } from './remark.ts';

/** All there is to say of a tariff at an instant, the gravest first. */
export const check = (tariff: OcpiTariff, nowMs: number): Remark[] =>
  inOrder([
    ...validity(tariff, nowMs),
    ...coverage(tariff),
    ...plausible(tariff),
    ...limitsAtOdds(tariff).map((obstacle): Remark => ({ severity: 'error', ...obstacle })),
    ...tariff.elements.flatMap(pitfalls),
  ]);

function validity(tariff: OcpiTariff, nowMs: number): Remark[] {
  const { start_date_time: start, end_date_time: end } = tariff;
  if (start !== undefined && end !== undefined && Date.parse(start) >= Date.parse(end))
    return [{ severity: 'error', path: 'end_date_time', text: `it ends before it begins, at ${start}` }];
  if (isValidAt(tariff, nowMs)) return [];
  return end !== undefined && Date.parse(end) <= nowMs
    ? [{ severity: 'error', path: 'end_date_time', text: `it has ended at ${end}` }]
    : [{ severity: 'warning', path: 'start_date_time', text: `it is not valid before ${start}` }];
}

/** What is right by the letter and often meant otherwise. */
function pitfalls({ price_components, restrictions = {} }: OcpiTariff['elements'][number], i: number): Remark[] {
  const path = `elements.${i}.restrictions`;
  const { start_time, end_time, day_of_week = [], min_duration, max_duration, reservation } = restrictions;
  const isWrapping =
    start_time !== undefined && end_time !== undefined && end_time !== '00:00' && end_time < start_time;
  const types = price_components.map(({ type }) => type);
  const remarks: (Remark | false)[] = [
    isWrapping &&
      day_of_week.length > 0 &&
      day_of_week.length < 7 && {
        severity: 'note',
        path: `${path}.day_of_week`,
        text: `past midnight it is the next day: the hours until ${end_time} count where that day is listed too`,
      },
    types.includes('PARKING_TIME') &&
      (min_duration !== undefined || max_duration !== undefined) && {
        severity: 'note',
        path,
        text: 'durations count from the start of the session, not from the end of charging',
      },
    reservation !== undefined &&
      types.some((type) => type === 'ENERGY' || type === 'PARKING_TIME') && {
        severity: 'error',
        path: `elements.${i}`,
        text: 'a reservation knows only TIME and FLAT: the other prices of this element are never used',
      },
  ];
  return remarks.filter((remark) => remark !== false);
}
