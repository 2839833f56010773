import { err, ok, type Result } from '../../../machines/result.ts';
import { type Decimal, equals, isNegative, minus, readDecimal, shifted, writeDecimal } from './decimal.ts';
import { billingRank, normalObis } from './obis.ts';
import type { OcmfReading, OcmfRecord } from './record.ts';

/** Ends of a transaction: at the car or charger, by the driver here, remotely, aborted, by a power failure. */
const endings: ReadonlySet<string | null> = new Set(['E', 'L', 'R', 'A', 'P']);
export const isBegin = ({ transaction }: OcmfReading): boolean => transaction === 'B';
export const isEnd = ({ transaction }: OcmfReading): boolean => endings.has(transaction);

/** The quantity a signed record shows, with the decimals of its readings. */
export type BilledEnergy = {
  /** The register it was read from, in one spelling. */
  readonly obis: string;
  readonly begin: OcmfReading;
  readonly end: OcmfReading;
  readonly kWh: string;
};

export type NoBilledEnergy = {
  readonly code: 'noBillingRegister' | 'beginMissing' | 'endMissing' | 'valueUnreadable' | 'unitUnknown';
};

/**
 * What one transaction took: the end of the billing register less its begin. Begin and end are paired register by register,
 * as a meter may give several in turn; they stand in one record or in two.
 */
export function billedEnergy(records: readonly OcmfRecord[]): Result<BilledEnergy, NoBilledEnergy> {
  const readings = records.flatMap(({ payload }) => payload.readings);
  const registers = byRegister(readings)
    .filter(({ obis }) => billingRank(obis) !== null)
    .map(({ obis, own }) => ({ obis, begin: own.find(isBegin), end: own.findLast(isEnd) }));
  if (registers.length === 0) return err({ code: 'noBillingRegister' });

  // One with both ends first.
  const score = ({ obis, begin, end }: (typeof registers)[number]): number =>
    (begin && end ? 10 : 0) + (billingRank(obis) ?? 0);
  const { obis, begin, end } = registers.reduce((left, right) => (score(right) > score(left) ? right : left));
  if (!begin) return err({ code: 'beginMissing' });
  if (!end) return err({ code: 'endMissing' });

  const from = readKwh(begin);
  const to = readKwh(end);
  if (!from.ok) return from;
  if (!to.ok) return to;
  return ok({ obis, begin, end, kWh: writeDecimal(minus(to.value, from.value)) });
}

/** The readings of each register in their order. (`Map.groupBy` is not in every phone's browser yet.) */
export function byRegister(readings: readonly OcmfReading[]) {
  const obisOf = ({ obis }: OcmfReading): string => normalObis(obis ?? '');
  const codes = new Set(readings.map(obisOf));
  return [...codes].map((obis) => ({ obis, own: readings.filter((reading) => obisOf(reading) === obis) }));
}

/** Whether two quantities are the same number; null when one is none. "1.10" is "1.1". */
export function sameQuantity(left: string, right: string): boolean | null {
  const [a, b] = [readDecimal(left), readDecimal(right)];
  return a && b && equals(a, b);
}

export function isNegativeQuantity(quantity: string): boolean {
  const value = readDecimal(quantity);
  return value !== null && isNegative(value);
}

function readKwh({ value, unit }: OcmfReading): Result<Decimal, NoBilledEnergy> {
  const number = readDecimal(value ?? '');
  if (!number) return err({ code: 'valueUnreadable' });
  if (unit === 'kWh') return ok(number);
  return unit === 'Wh' ? ok(shifted(number, -3)) : err({ code: 'unitUnknown' });
}
