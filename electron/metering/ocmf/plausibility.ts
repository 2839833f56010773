import {
  billedEnergy,
  byRegister,
  isBegin,
  isEnd,
  isNegativeQuantity,
  type NoBilledEnergy,
  sameQuantity,
} from './billedEnergy.ts';
import type { OcmfPayload, OcmfReading, OcmfRecord } from './record.ts';
import { clockStates, readTime } from './time.ts';

/** A reason not to bill what a record shows, however good its signature. Values are as the record writes them. */
export type Finding =
  | { readonly code: 'sourceMissing' }
  | { readonly code: 'sourceDiffers'; readonly serials: readonly string[] }
  | { readonly code: 'paginationUnreadable'; readonly pagination: string | null }
  | { readonly code: 'paginationGap'; readonly expected: string; readonly found: string }
  | { readonly code: 'beginTwice' | 'endTwice' | 'beginNotFirst' | 'endNotLast'; readonly obis: string }
  | { readonly code: NoBilledEnergy['code'] }
  | { readonly code: 'registerBackwards'; readonly begin: string; readonly end: string }
  | { readonly code: 'quantityDiffers'; readonly signed: string; readonly billed: string }
  | { readonly code: 'timeUnreadable'; readonly time: string | null }
  | { readonly code: 'timeBackwards'; readonly before: string; readonly after: string }
  | { readonly code: 'clockNotSet'; readonly state: string }
  | { readonly code: 'meterNotGood'; readonly status: string | null }
  | { readonly code: 'unusable'; readonly flags: string }
  | { readonly code: 'identificationFailed'; readonly level: string };

const failedLevels = ['MISMATCH', 'INVALID', 'OUTDATED', 'UNKNOWN'];

/**
 * What speaks against billing one transaction, by its records in their order: one with begin and end, or one for each.
 *
 * @param asked.billedKwh the receipt's quantity, which must be the signed one to the last digit
 * @param asked.timeIsBilled some of the price counts minutes: then the clock must have been set
 */
export function implausible(
  records: readonly OcmfRecord[],
  asked: { readonly billedKwh?: string; readonly timeIsBilled?: boolean } = {},
): Finding[] {
  const payloads = records.map(({ payload }) => payload);
  const readings = payloads.flatMap((payload) => payload.readings);
  const found = [
    ...payloads.flatMap(source),
    ...oneSource(payloads),
    ...pagination(payloads),
    ...byRegister(readings).flatMap(({ obis, own }) => order(obis, own)),
    ...quantity(records, asked.billedKwh),
    ...times(readings, asked.timeIsBilled ?? false),
    ...readings.flatMap(state),
    ...payloads.flatMap(identification),
  ];
  // A broken meter says so with each reading.
  return [...new Map(found.map((finding) => [JSON.stringify(finding), finding])).values()];
}

function source({ meterSerial, gatewaySerial, chargePointType, chargePoint }: OcmfPayload): Finding[] {
  return meterSerial || gatewaySerial || (chargePointType && chargePoint) ? [] : [{ code: 'sourceMissing' }];
}

function oneSource(payloads: readonly OcmfPayload[]): Finding[] {
  const serials = [...new Set(payloads.map(({ meterSerial, gatewaySerial }) => meterSerial ?? gatewaySerial ?? ''))];
  return serials.length > 1 ? [{ code: 'sourceDiffers', serials }] : [];
}

/** Each counter, T of transactions and F of fiscal readings, rises by one: a gap is a record that is missing. */
function pagination(payloads: readonly OcmfPayload[]): Finding[] {
  const next = new Map<string, bigint>();
  return payloads.flatMap(({ pagination }): Finding[] => {
    const [, kind, number] = /^([TF])(0|[1-9]\d*)$/.exec(pagination ?? '') ?? [];
    if (kind === undefined || number === undefined) return [{ code: 'paginationUnreadable', pagination }];
    const expected = next.get(kind);
    next.set(kind, BigInt(number) + 1n);
    if (expected === undefined || expected === BigInt(number)) return [];
    return [{ code: 'paginationGap', expected: `${kind}${expected}`, found: `${kind}${number}` }];
  });
}

function order(obis: string, readings: readonly OcmfReading[]): Finding[] {
  const begin = readings.findIndex(isBegin);
  const end = readings.findLastIndex(isEnd);
  const codes = [
    readings.filter(isBegin).length > 1 && 'beginTwice',
    readings.filter(isEnd).length > 1 && 'endTwice',
    begin > 0 && 'beginNotFirst',
    end >= 0 && end < readings.length - 1 && 'endNotLast',
  ] as const;
  return codes.flatMap((code) => (code ? [{ code, obis }] : []));
}

function quantity(records: readonly OcmfRecord[], billedKwh: string | undefined): Finding[] {
  const energy = billedEnergy(records);
  if (!energy.ok) return [energy.error];
  const { kWh, begin, end } = energy.value;
  return [
    ...(isNegativeQuantity(kWh)
      ? [{ code: 'registerBackwards', begin: begin.value ?? '', end: end.value ?? '' } as const]
      : []),
    ...(billedKwh !== undefined && sameQuantity(kWh, billedKwh) !== true
      ? [{ code: 'quantityDiffers', signed: kWh, billed: billedKwh } as const]
      : []),
  ];
}

function times(readings: readonly OcmfReading[], timeIsBilled: boolean): Finding[] {
  const read = readings.map(({ time }) => ({ time: time ?? '', is: readTime(time ?? '') }));
  const unreadable = read.filter(({ is }) => is === null).map(({ time }) => time);
  const known = read.flatMap(({ time, is }) => (is ? [{ time, ...is }] : []));
  const backwards = known.flatMap((at, index) => {
    const before = known[index - 1];
    return before && at.atMs < before.atMs ? [{ before: before.time, after: at.time }] : [];
  });
  const worst = clockStates.find((clock) => known.some(({ state }) => state === clock));
  return [
    ...unreadable.map((time): Finding => ({ code: 'timeUnreadable', time })),
    ...backwards.map((pair): Finding => ({ code: 'timeBackwards', ...pair })),
    ...(timeIsBilled && (worst === 'U' || worst === 'I') ? [{ code: 'clockNotSet', state: worst } as const] : []),
  ];
}

function state({ status, errorFlags }: OcmfReading): Finding[] {
  return [
    ...(status === 'G' ? [] : [{ code: 'meterNotGood', status } as const]),
    ...(errorFlags === null ? [] : [{ code: 'unusable', flags: errorFlags } as const]),
  ];
}

function identification({ identificationLevel: level }: OcmfPayload): Finding[] {
  return level !== null && failedLevels.includes(level) ? [{ code: 'identificationFailed', level }] : [];
}
