import { explain } from '../cost.ts';
import type { OcpiTariff } from '../ocpiTariff.ts';
import type { RoundingPolicy } from '../rounding.ts';
import { cutFlow } from './flow.ts';
import type { Period } from './usage.ts';

/** A charge somebody thinks of. */
export type Plan = {
  readonly kwh: number;
  /** How long it charges; the energy flows evenly. */
  readonly minutes: number;
  readonly atMs: number;
  /** IANA zone of the place. */
  readonly timeZone: string;
  /** Absent: the mean of the charge. */
  readonly powerW?: number | undefined;
  readonly currentA?: number | undefined;
  /** How long it stands afterwards and pays for it: what a grace time leaves. */
  readonly idleMinutes?: number | undefined;
};

/**
 * What a charge will cost, cut where the tariff changes by the clock, the calendar, energy or duration.
 * @throws RangeError on a plan that cannot be, or an unknown time zone.
 */
export const estimate = (tariff: OcpiTariff, plan: Plan, policy?: RoundingPolicy): ReturnType<typeof explain> =>
  explain(tariff, { timeZone: plan.timeZone, periods: periodsOf(tariff, plan) }, policy);

export function periodsOf(tariff: OcpiTariff, plan: Plan): Period[] {
  const { kwh, minutes, atMs, powerW, currentA, idleMinutes = 0 } = plan;
  if (![kwh, minutes, idleMinutes].every((amount) => Number.isFinite(amount) && amount >= 0))
    throw new RangeError(`a charge cannot have ${kwh} kWh, ${minutes} min and ${idleMinutes} min idle`);
  const endMs = atMs + Math.round(minutes * 60_000);
  const milliWh = Math.round(kwh * 1_000_000);
  const mean = endMs > atMs ? (milliWh * 3600) / (endMs - atMs) : undefined;
  const charging = { kind: 'charging', powerW: powerW ?? mean, currentA } as const;
  const idle = { kind: 'idle', powerW: 0, currentA: 0 } as const;
  const session = { sinceMs: atMs, timeZone: plan.timeZone };
  return [
    ...cutFlow(tariff, session, charging, { startMs: atMs, endMs, milliWh, before: 0 }),
    ...(idleMinutes > 0
      ? cutFlow(tariff, session, idle, {
          startMs: endMs,
          endMs: endMs + Math.round(idleMinutes * 60_000),
          milliWh: 0,
          before: milliWh,
        })
      : []),
  ];
}
