import { z } from 'zod';
import type { Range } from '../billing/tariff/conditions.ts';
import type { Session, Volumes } from '../billing/tariff/usage.ts';
import { instant } from '../billing/tariffFields.ts';

/** The part of an OCPI CDR that a price is made of: periods with their volumes (2.2.1, mod_cdrs; 2.1.1 and 2.3.0 alike). */
export const Cdr = z.looseObject({
  start_date_time: instant,
  end_date_time: instant,
  charging_periods: z
    .array(
      z.looseObject({
        start_date_time: instant,
        dimensions: z.array(z.looseObject({ type: z.string(), volume: z.coerce.number().min(0) })),
      }),
    )
    .min(1, 'expected at least one charging period'),
});
export type Cdr = z.infer<typeof Cdr>;

const SECONDS_PER_HOUR = 3600;
const NOTHING: Range = { min: 0, max: 0 };

/** A CDR as it is priced: its volumes are believed, not the time between its instants. */
export function sessionOfCdr(cdr: Cdr, timeZone: string, reservation: 'used' | 'expired' | undefined): Session {
  const sorted = cdr.charging_periods
    .map(({ start_date_time, dimensions }) => ({ startMs: Date.parse(start_date_time), dimensions }))
    .toSorted((a, b) => a.startMs - b.startMs);
  const told = sorted.map(({ startMs, dimensions }, i) => {
    const endMs = Math.max(startMs, sorted[i + 1]?.startMs ?? Date.parse(cdr.end_date_time));
    const volume = (type: string) => dimensions.find((dimension) => dimension.type === type)?.volume;
    return { startMs, endMs, volume };
  });
  const reserved = told.flatMap(({ startMs, endMs, volume }) => {
    const hours = volume('RESERVATION_TIME');
    return hours === undefined ? [] : [{ startMs, endMs, seconds: wholeSeconds(hours) }];
  });
  const periods = told.flatMap(({ startMs, endMs, volume }): Volumes[] => {
    const hours = { charging: volume('TIME'), parking: volume('PARKING_TIME') };
    const kwh = volume('ENERGY');
    if (volume('RESERVATION_TIME') !== undefined && !hours.charging && !hours.parking && !kwh) return [];
    const charging = !hours.parking || !!hours.charging || !!kwh;
    const idle = charging ? null : NOTHING;
    return [
      {
        startMs,
        endMs,
        milliWh: Math.round((kwh ?? 0) * 1_000_000),
        chargingSeconds: wholeSeconds(hours.charging ?? 0),
        parkingSeconds: wholeSeconds(hours.parking ?? 0),
        charging,
        power: rangeOf(volume('MIN_POWER'), volume('MAX_POWER'), 1000) ?? idle,
        current: rangeOf(volume('MIN_CURRENT'), volume('MAX_CURRENT'), 1) ?? idle,
      },
    ];
  });
  const outcome = reservation ?? (periods.length > 0 ? 'used' : 'expired');
  return { timeZone, periods, reservation: reserved.length > 0 ? { outcome, periods: reserved } : null };
}

/** OCPI writes hours with four decimals: 0.4167 h is meant to be 25 minutes, and must not be stepped as 25 and a bit. */
const wholeSeconds = (hours: number): number => Math.round(hours * SECONDS_PER_HOUR);

function rangeOf(min: number | undefined, max: number | undefined, scale: number): Range | null {
  const least = min ?? max;
  const most = max ?? min;
  const exact = (value: number) => Math.round(value * scale * 1000) / 1000;
  return least === undefined || most === undefined ? null : { min: exact(least), max: exact(most) };
}
