import type { ChargeContext } from '../../machines/charge.model.ts';
import { energyWh } from '../../machines/charge.model.ts';
import { type Cost, capAtHold, priceOf } from '../billing/cost.ts';
import { OcpiTariff } from '../billing/ocpiTariff.ts';

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

/** When the free time after the charge ends; null while it still runs. Epoch milliseconds. */
export function graceEndsAt(context: ChargeContext): number | null {
  if (context.finishedAtMs === null || isInTrouble(context)) return null;
  return context.finishedAtMs + context.settings.waits.grace;
}

/** A driver whose charge broke off is not asked to pay for standing there. */
const isInTrouble = ({ endReason }: ChargeContext): boolean =>
  endReason === 'emergencyStop' || endReason === 'fault' || endReason === 'controllerLost';

/** Idle time is billed only while the cable is known to be in: not for an outage in which it may have been pulled. */
export function idleSeconds(context: ChargeContext, nowMs: number): number {
  const graceEnds = graceEndsAt(context);
  if (graceEnds === null) return 0;
  const pluggedUntil = context.unpluggedAtMs ?? Math.min(nowMs, context.outOfTouchSinceMs ?? nowMs);
  return Math.max(0, Math.floor((pluggedUntil - graceEnds) / 1000));
}

export function costAt(context: ChargeContext, present: OcpiTariff, nowMs: number): Cost {
  const usage = { energyWh: energyWh(context), idleSeconds: idleSeconds(context, nowMs) };
  const cost = priceOf(tariffOf(context, present), usage);
  return context.hold ? capAtHold(cost, context.hold.amount) : cost;
}

/**
 * Whether the price will pass the hold before a stop asked for now takes effect: at the present power, `marginSeconds`
 * further on. A charging key holds nothing, so nothing limits it here.
 */
export function holdNearlySpent(
  context: ChargeContext,
  present: OcpiTariff,
  nowMs: number,
  marginSeconds: number,
): boolean {
  if (!context.hold) return false;
  const powerW = context.meterEnd ? 0 : (context.meterLast?.powerW ?? 0);
  const aheadWh = (Math.max(0, powerW) * marginSeconds) / 3600;
  const usage = { energyWh: energyWh(context) + aheadWh, idleSeconds: idleSeconds(context, nowMs) };
  return priceOf(tariffOf(context, present), usage).total.minor >= context.hold.amount.minor;
}
