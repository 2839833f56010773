import type { Range, State } from './conditions.ts';
import { localTime } from './localTime.ts';

/** What a charge has used: the form in which the station, an estimate and a CDR tell it. */

/** One stretch of a session in which nothing changed that a price hangs on. Epoch milliseconds, end exclusive. */
export type Period = {
  readonly startMs: number;
  readonly endMs: number;
  /** Energy of this period alone. */
  readonly energyWh: number;
  /** `idle` is priced as PARKING_TIME; `free` is the grace before it: no time of any kind is priced. */
  readonly kind: 'charging' | 'idle' | 'free';
  /** Only tariffs with power or current restrictions need them. A is the sum of the phases. */
  readonly powerW?: number | Range | undefined;
  readonly currentA?: number | Range | undefined;
};

export type Reservation = {
  readonly outcome: 'used' | 'expired';
  readonly periods: readonly { readonly startMs: number; readonly endMs: number }[];
};

export type Usage = {
  /** IANA zone of the place: a tariff speaks of the clock on its wall. */
  readonly timeZone: string;
  /** In any order. */
  readonly periods: readonly Period[];
  readonly reservation?: Reservation | undefined;
};

/** A period as it is priced: counted in whole mWh and seconds. A CDR's may hold both kinds of time. */
export type Volumes = {
  readonly startMs: number;
  readonly endMs: number;
  readonly milliWh: number;
  readonly chargingSeconds: number;
  readonly parkingSeconds: number;
  readonly charging: boolean;
  readonly power: Range | null;
  readonly current: Range | null;
};

/** A session as it is priced; each list sorted by start. */
export type Session = {
  readonly timeZone: string;
  readonly periods: readonly Volumes[];
  readonly reservation: {
    readonly outcome: Reservation['outcome'];
    readonly periods: readonly { readonly startMs: number; readonly endMs: number; readonly seconds: number }[];
  } | null;
};

const byStart = (a: { startMs: number; endMs: number }, b: { startMs: number; endMs: number }): number =>
  a.startMs - b.startMs || a.endMs - b.endMs;

/** @throws RangeError on usage that cannot be: less than nothing, or an end before its start. */
export function sessionOf({ timeZone, periods, reservation }: Usage): Session {
  const sorted = periods.toSorted(byStart);
  const sinceMs = sorted[0]?.startMs ?? 0;
  const reserved = reservation?.periods.toSorted(byStart) ?? [];
  return {
    timeZone,
    periods: sorted.map((period) => volumesOf(period, sinceMs)),
    reservation: reservation
      ? {
          outcome: reservation.outcome,
          periods: reserved.map((span) => ({ ...span, seconds: secondsOf(span, reserved[0]?.startMs ?? 0) })),
        }
      : null,
  };
}

function volumesOf(period: Period, sinceMs: number): Volumes {
  const { startMs, endMs, energyWh, kind, powerW, currentA } = period;
  if (!Number.isFinite(energyWh) || energyWh < 0) throw new RangeError(`usage cannot be ${energyWh} Wh`);
  const seconds = secondsOf(period, sinceMs);
  return {
    startMs,
    endMs,
    // A meter's register is exact to the mWh at best; what is finer is an artefact of subtracting floats.
    milliWh: Math.round(energyWh * 1000),
    chargingSeconds: kind === 'charging' ? seconds : 0,
    parkingSeconds: kind === 'idle' ? seconds : 0,
    charging: kind === 'charging',
    ...flowOf(kind === 'charging' ? powerW : (powerW ?? 0), currentA),
  };
}

/** Power and current where they are known; without power there is no current. */
export function flowOf(
  powerW: number | Range | undefined,
  currentA: number | Range | undefined,
): Pick<State, 'power' | 'current'> {
  const power = rangeOf(powerW);
  return { power, current: rangeOf(currentA) ?? (power?.max === 0 ? power : null) };
}

const rangeOf = (value: number | Range | undefined): Range | null =>
  value === undefined ? null : typeof value === 'number' ? { min: value, max: value } : value;

/** Whole seconds, counted from the start of the session: then cutting a period in two loses none of them. */
function secondsOf({ startMs, endMs }: { startMs: number; endMs: number }, sinceMs: number): number {
  if (!(endMs >= startMs)) throw new RangeError(`a period cannot last from ${startMs} to ${endMs}`);
  return Math.floor((endMs - sinceMs) / 1000) - Math.floor((startMs - sinceMs) / 1000);
}

/** What a tariff looks at, at the start of a period. */
export const stateAt = (
  { startMs, power, current }: Pick<Volumes, 'startMs' | 'power' | 'current'>,
  timeZone: string,
  sinceMs: number,
  milliWh: number,
): State => ({
  ...localTime(startMs, timeZone),
  milliWh,
  sessionSeconds: Math.floor((startMs - sinceMs) / 1000),
  power,
  current,
});
