import type { ChargeContext } from '../../machines/charge.model.ts';
import { energyWh, type PriceMark } from '../../machines/charge.model.ts';
import { type Money, money } from '../../machines/money.ts';
import type { BilledPeriod } from '../../machines/receiptView.ts';
import { capAt } from '../billing/capAt.ts';
import { type Cost, type Price, priceOf } from '../billing/cost.ts';
import { marketOf } from '../billing/market.ts';
import { OcpiTariff } from '../billing/ocpiTariff.ts';
import { energyBetween } from '../billing/receipt.ts';
import { cutFlow } from '../billing/tariff/flow.ts';
import { heldAt } from '../billing/tariff/heldAt.ts';
import type { Usage } from '../billing/tariff/usage.ts';
import type { Config } from './config.ts';
import { idleStretches } from './idleTime.ts';

/** What a session costs at an instant: one way for the live display, the limit and the receipt. */

const frozen = new WeakMap<object, OcpiTariff>();
const held = new WeakMap<object, OcpiTariff>();

/**
 * What a session is billed by: the tariff frozen in it, or the station's present one. Where the price holds for the
 * charge, it is that of the moment the driver agreed to it.
 */
export function tariffOf({ session }: ChargeContext, { tariff: present, station }: Config): OcpiTariff {
  const tariff = frozenIn(session) ?? present;
  if (!session || !marketOf(station.market).priceHolds) return tariff;
  const known = held.get(session);
  if (known) return known;
  const holding = heldAt(tariff, { atMs: session.openedAtMs, timeZone: station.timeZone });
  held.set(session, holding);
  return holding;
}

function frozenIn(session: ChargeContext['session']): OcpiTariff | null {
  const kept = session?.tariff;
  if (typeof kept !== 'object' || kept === null) return null;
  const known = frozen.get(kept);
  if (known) return known;
  const parsed = OcpiTariff.parse(kept);
  frozen.set(kept, parsed);
  return parsed;
}

/** What a charge is or would be billed by: one that nobody agreed to yet would begin now. */
export function tariffAt(context: ChargeContext, config: Config, nowMs: number): OcpiTariff {
  const { market, timeZone } = config.station;
  const tariff = tariffOf(context, config);
  return context.session || !marketOf(market).priceHolds ? tariff : heldAt(tariff, { atMs: nowMs, timeZone });
}

/**
 * What a session has used, cut where its price changed: the charge, the grace after it, and the time it stood longer.
 * Idle time is cut by the clock alone, so that each look at it finds the same.
 */
export function periodsAt(context: ChargeContext, config: Config, nowMs: number): BilledPeriod[] {
  const charging = chargingPeriods(context, nowMs);
  const startMs = charging[0]?.startMs ?? nowMs;
  const endMs = charging.at(-1)?.endMs ?? nowMs;
  const before = Math.round(energyWh(context) * 1000);
  const session = { sinceMs: startMs, timeZone: config.station.timeZone };
  const idle = idleStretches(context, nowMs, endMs).flatMap((stretch) =>
    cutFlow(tariffOf(context, config), session, { kind: 'idle', powerW: 0 }, { ...stretch, milliWh: 0, before }),
  );
  const stood = idle.flatMap(({ startMs, endMs }, i) => {
    const lastMs = (idle[i - 1] ?? charging.at(-1))?.endMs ?? startMs;
    const free = { startMs: lastMs, endMs: startMs, energyWh: 0, kind: 'free' } as const;
    return [...(startMs > lastMs ? [free] : []), { startMs, endMs, energyWh: 0, kind: 'idle' } as const];
  });
  return [...charging, ...stood];
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

export const usageOf = (context: ChargeContext, config: Config, nowMs: number): Usage => ({
  timeZone: config.station.timeZone,
  periods: periodsAt(context, config, nowMs),
});

/** The price of what was used, or may yet be, as the session's tariff and the market have it. */
export const priceIn = (context: ChargeContext, config: Config, usage: Usage): Price =>
  priceOf(tariffOf(context, config), usage, marketOf(config.station.market).rounding);

export function costAt(context: ChargeContext, config: Config, nowMs: number): Cost {
  const usage = usageOf(context, config, nowMs);
  const cost = priceIn(context, config, usage);
  const { hold, budget } = context;
  const ceilings = [...(hold ? [hold.amount] : []), ...(budget?.kind === 'amount' ? [wanted(budget.amountMinor)] : [])];
  return ceilings.reduce((capped, ceiling) => capAt(capped, ceiling), cost);

  /** What the driver wanted to spend is for the charge; standing there longer comes on top, as told before it began. */
  function wanted(amountMinor: number): Money {
    const periods = usage.periods.filter(({ kind }) => kind !== 'idle');
    const charge = periods.length === usage.periods.length ? cost : priceIn(context, config, { ...usage, periods });
    return money(amountMinor + Math.max(0, cost.total.minor - charge.total.minor), cost.total.currency);
  }
}
