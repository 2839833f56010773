import type { ChargeContext } from '../../machines/charge.model.ts';
import { energyWh, type PriceMark } from '../../machines/charge.model.ts';
import type { Money } from '../../machines/money.ts';
import type { BilledPeriod } from '../../machines/view.ts';
import { capAtHold } from '../billing/capAtHold.ts';
import { type Cost, priceOf } from '../billing/cost.ts';
import { OcpiTariff } from '../billing/ocpiTariff.ts';
import { energyBetween } from '../billing/receipt.ts';
import { dearest } from '../billing/tariff/dearest.ts';
import { cutFlow } from '../billing/tariff/flow.ts';
import type { Period, Usage } from '../billing/tariff/usage.ts';
import type { Config } from './config.ts';

/** What a session costs at an instant: one way for the live display, the limit and the receipt. */

const frozen = new WeakMap<object, OcpiTariff>();

/** The tariff frozen in the session, or the station's present one. */
export function tariffOf(context: ChargeContext, present: OcpiTariff): OcpiTariff {
  const kept = context.session?.tariff;
  if (typeof kept !== 'object' || kept === null) return present;
  const known = frozen.get(kept);
  if (known) return known;
  const parsed = OcpiTariff.parse(kept);
  frozen.set(kept, parsed);
  return parsed;
}

/** When the free time after the charge ends, of which an outage takes nothing; null while it still runs. Epoch ms. */
export function graceEndsAt(context: ChargeContext): number | null {
  if (context.finishedAtMs === null || isInTrouble(context)) return null;
  return context.finishedAtMs + context.unwatchedMs + context.settings.waits.grace;
}

/** A driver whose charge broke off is not asked to pay for standing there. */
const isInTrouble = ({ endReason }: ChargeContext): boolean =>
  endReason === 'emergencyStop' || endReason === 'fault' || endReason === 'controllerLost';

/**
 * Idle time is billed only while the cable is seen to be in: never for an outage, in which it may have been pulled and
 * the machine's clock may have been set.
 */
export function idleSeconds(context: ChargeContext, nowMs: number): number {
  const graceEnds = graceEndsAt(context);
  if (graceEnds === null) return 0;
  const pluggedUntil = context.unpluggedAtMs ?? context.outOfTouchSinceMs ?? nowMs;
  return Math.max(0, Math.floor((pluggedUntil - graceEnds) / 1000));
}

/**
 * What a session has used, cut where its price changed: the charge, the grace after it, and the time it stood longer.
 * Idle time is cut by the clock alone, so that each look at it finds the same.
 */
export function periodsAt(context: ChargeContext, config: Config, nowMs: number): BilledPeriod[] {
  const charging = chargingPeriods(context, nowMs);
  const startMs = charging[0]?.startMs ?? nowMs;
  const endMs = charging.at(-1)?.endMs ?? nowMs;
  const idleMs = 1000 * idleSeconds(context, nowMs);
  if (idleMs === 0) return charging;
  const idleFromMs = Math.max(endMs, graceEndsAt(context) ?? endMs);
  const stood = {
    startMs: idleFromMs,
    endMs: idleFromMs + idleMs,
    milliWh: 0,
    before: Math.round(energyWh(context) * 1000),
  };
  const session = { sinceMs: startMs, timeZone: config.station.timeZone };
  const idle = cutFlow(tariffOf(context, config.tariff), session, { kind: 'idle', powerW: 0 }, stood);
  return [
    ...charging,
    ...(idleFromMs > endMs ? [{ startMs: endMs, endMs: idleFromMs, energyWh: 0, kind: 'free' } as const] : []),
    ...idle.map(({ startMs, endMs }) => ({ startMs, endMs, energyWh: 0, kind: 'idle' }) as const),
  ];
}

function chargingPeriods(context: ChargeContext, nowMs: number): BilledPeriod[] {
  const untilMs = chargedUntil(context) ?? nowMs;
  // No time passes before energy flows.
  const startMs = context.energySinceMs ?? untilMs;
  const endMs = Math.max(startMs, untilMs);
  const totalWh = energyWh(context);
  const first = { atMs: startMs, energyWh: 0, powerW: context.meterStart?.powerW ?? null, watched: true };
  // The first one could not be written, and a restart found only the next.
  const marks = context.priceMarks[0]?.energyWh === 0 ? context.priceMarks : [first, ...context.priceMarks];
  const starts: PriceMark[] = [];
  for (const mark of marks) {
    const before = starts.at(-1) ?? { atMs: startMs, energyWh: 0 };
    // The final reading may lie a little below the last one that was shown, and so below a mark.
    const energyWh = Math.max(before.energyWh, Math.min(mark.energyWh, totalWh));
    starts.push({ ...mark, atMs: Math.max(before.atMs, Math.min(mark.atMs, endMs)), energyWh });
  }
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? { atMs: endMs, energyWh: totalWh };
    return {
      startMs: start.atMs,
      endMs: end.atMs,
      energyWh: energyBetween(start.energyWh, end.energyWh),
      kind: start.watched ? 'charging' : 'free',
      ...(start.powerW === null ? {} : { powerW: start.powerW }),
    };
  });
}

/** Until when it is known to have charged: while it charges, and when nobody told its end, until the last reading. */
function chargedUntil({ finishedAtMs, endReason, meterLast, meterEnd }: ChargeContext): number | null {
  const lastMs = (meterEnd ?? meterLast)?.atMs ?? null;
  // The clock may have been set back at a restart; what was read has been read.
  if (finishedAtMs !== null && endReason !== 'controllerLost') return Math.max(finishedAtMs, lastMs ?? 0);
  return lastMs;
}

const usageOf = (context: ChargeContext, config: Config, nowMs: number): Usage => ({
  timeZone: config.station.timeZone,
  periods: periodsAt(context, config, nowMs),
});

export function costAt(context: ChargeContext, config: Config, nowMs: number): Cost {
  const cost = priceOf(tariffOf(context, config.tariff), usageOf(context, config, nowMs));
  return context.hold ? capAtHold(cost, context.hold.amount) : cost;
}

/** How far ahead the energy is looked for that may still flow: `powerW` for so many seconds. */
export type Ahead = { readonly seconds: number; readonly powerW: number };

/** An idle fee ends with the next look at it: each second, or a little later. */
const IDLE_AHEAD_MS = 2_000;

/**
 * Whether the price will reach the hold before an end asked for now takes effect, be it by energy or by the idle fee.
 * A charging key holds nothing, so nothing limits it here.
 */
export function holdNearlySpent(context: ChargeContext, config: Config, nowMs: number, ahead: Ahead): boolean {
  if (!context.hold) return false;
  const tariff = tariffOf(context, config.tariff);
  const usage = usageOf(context, config, context.meterEnd ? nowMs + IDLE_AHEAD_MS : nowMs);
  const periods = context.meterEnd ? usage.periods : [...usage.periods, ...periodsAhead(context, config, nowMs, ahead)];
  return priceOf(tariff, { ...usage, periods }).total.minor >= context.hold.amount.minor;
}

/** What may still flow, at the prices it may then cost. */
function periodsAhead(context: ChargeContext, config: Config, nowMs: number, ahead: Ahead): readonly Period[] {
  const sinceMs = context.energySinceMs ?? nowMs;
  const flow = {
    startMs: Math.max(nowMs, sinceMs),
    endMs: Math.max(nowMs, sinceMs) + ahead.seconds * 1000,
    milliWh: Math.round(energyAheadWh(ahead) * 1000),
    before: Math.round(energyWh(context) * 1000),
  };
  const session = { sinceMs, timeZone: config.station.timeZone };
  return cutFlow(tariffOf(context, config.tariff), session, { kind: 'charging', powerW: ahead.powerW }, flow);
}

/**
 * What a stop takes to take effect. A car may ask for all the connector gives from one second to the next, so that is
 * reckoned with, not the power of the moment.
 */
export const untilStopped = (config: Config, { maxPowerW }: Config['evses'][number]): Ahead => ({
  seconds: config.payment.stopMarginSeconds,
  powerW: maxPowerW,
});

/** A hold of no more than this is nearly spent before any energy has flowed, whatever the hour. */
export function leastHold(tariff: OcpiTariff, ahead: Ahead): Money {
  const charge = { kind: 'charging', startMs: 0, endMs: ahead.seconds * 1000, energyWh: energyAheadWh(ahead) } as const;
  return priceOf(dearest(tariff), { timeZone: 'UTC', periods: [charge] }).total;
}

const energyAheadWh = ({ seconds, powerW }: Ahead): number => (Math.max(0, powerW) * seconds) / 3600;
