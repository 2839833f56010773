import type { ChargeContext } from '../../machines/charge.model.ts';
import { energyWh } from '../../machines/charge.model.ts';
import type { Money } from '../../machines/money.ts';
import { capAtHold } from '../billing/capAtHold.ts';
import { type Cost, priceOf } from '../billing/cost.ts';
import { OcpiTariff } from '../billing/ocpiTariff.ts';
import { dearest } from '../billing/tariff/dearest.ts';
import type { Usage } from '../billing/tariff/usage.ts';
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

/** What a session has used, as the tariff looks at it: its charge, and the time it stood past the grace. */
function usageOf(context: ChargeContext, { station }: Config, nowMs: number, aheadWh = 0): Usage {
  const startMs = context.energySinceMs ?? context.session?.openedAtMs ?? nowMs;
  const endMs = Math.max(startMs, context.finishedAtMs ?? nowMs);
  const idleMs = 1000 * idleSeconds(context, nowMs);
  const idleFromMs = graceEndsAt(context) ?? endMs;
  return {
    timeZone: station.timeZone,
    periods: [
      { kind: 'charging', startMs, endMs, energyWh: energyWh(context) + aheadWh },
      ...(idleMs > 0 ? [{ kind: 'idle' as const, startMs: idleFromMs, endMs: idleFromMs + idleMs, energyWh: 0 }] : []),
    ],
  };
}

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
  const usage = usageOf(context, config, nowMs + IDLE_AHEAD_MS, context.meterEnd ? 0 : energyAheadWh(ahead));
  return priceOf(tariffOf(context, config.tariff), usage).total.minor >= context.hold.amount.minor;
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
