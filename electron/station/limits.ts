import type { BudgetRange } from '../../machines/budget.ts';
import { type ChargeContext, energyWh } from '../../machines/charge.model.ts';
import type { Money } from '../../machines/money.ts';
import { priceOf } from '../billing/cost.ts';
import type { OcpiTariff } from '../billing/ocpiTariff.ts';
import { dearest } from '../billing/tariff/dearest.ts';
import { cutFlow } from '../billing/tariff/flow.ts';
import type { Period } from '../billing/tariff/usage.ts';
import type { Config } from './config.ts';
import { priceIn, tariffOf, usageOf } from './pricing.ts';

/** Where a charge ends by itself: before its price passes what is held, and where its driver wanted it to. */

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
  return priceAhead(context, config, nowMs, ahead) >= context.hold.amount.minor;
}

/** Whether the charge is to end now because it is as far as the driver wanted it. */
export function budgetReached(context: ChargeContext, config: Config, nowMs: number, ahead: Ahead): boolean {
  const { budget, socPercent, energySinceMs } = context;
  switch (budget?.kind) {
    case undefined:
      return false;
    case 'amount':
      return priceAhead(context, config, nowMs, ahead) >= budget.amountMinor;
    case 'soc':
      return socPercent !== null && socPercent >= budget.socPercent;
    case 'time':
      return energySinceMs !== null && nowMs >= energySinceMs + budget.minutes * 60_000;
  }
}

/** Amounts a charge can still be ended at. */
export function budgetRange(context: ChargeContext, config: Config, nowMs: number, ahead: Ahead): BudgetRange {
  const { settings, hold, meterStart } = context;
  const spentMinor = meterStart ? priceAhead(context, config, nowMs, ahead) : 0;
  return {
    leastMinor: Math.max(settings.leastHold.minor, spentMinor) + 1,
    mostMinor: (hold?.amount ?? settings.holdAmount).minor,
  };
}

/** Minor units the price will have come to before an end asked for now takes effect. */
function priceAhead(context: ChargeContext, config: Config, nowMs: number, ahead: Ahead): number {
  const usage = usageOf(context, config, context.meterEnd ? nowMs + IDLE_AHEAD_MS : nowMs);
  const periods = context.meterEnd ? usage.periods : [...usage.periods, ...periodsAhead(context, config, nowMs, ahead)];
  return priceIn(context, config, { ...usage, periods }).total.minor;
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
  return cutFlow(tariffOf(context, config), session, { kind: 'charging', powerW: ahead.powerW }, flow);
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
  const aheadWh = energyAheadWh(ahead);
  const charge = { kind: 'charging', startMs: 0, endMs: ahead.seconds * 1000, energyWh: aheadWh } as const;
  const most = dearest(tariff, { milliWh: Math.round(aheadWh * 1000), seconds: ahead.seconds });
  return priceOf(most, { timeZone: 'UTC', periods: [charge] }).total;
}

const energyAheadWh = ({ seconds, powerW }: Ahead): number => (Math.max(0, powerW) * seconds) / 3600;
