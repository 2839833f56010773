import type { Dimension, OcpiTariff, PriceComponent } from '../ocpiTariff.ts';
import { type Moment as CompiledMoment, nextEnergyChange, nextTimeChange, sameWinners, winnersAt } from './changes.ts';
import { compile, type Option } from './compile.ts';
import type { Range } from './conditions.ts';
import { flowOf, stateAt } from './usage.ts';

/** A moment of a session, or before one: then only `atMs` and `timeZone` are known. */
export type Moment = {
  readonly atMs: number;
  readonly timeZone: string;
  /** Where the session's own time counts from; absent: it begins now. */
  readonly sinceMs?: number | undefined;
  /** Of the session so far. */
  readonly energyWh?: number | undefined;
  /** 0 when the car stands idle. Without them no element holds that asks for power or current. */
  readonly powerW?: number | Range | undefined;
  readonly currentA?: number | Range | undefined;
};

/** The component that prices a dimension, where it stands, and what the driver reads per kWh, minute or session. */
export type Applied = Pick<Option, 'element' | 'shown'> & { readonly component: PriceComponent };
/** Null: free. */
export type Prices = Readonly<Record<Dimension, Applied | null>>;

/** A price of nothing is news for energy; for a fee it is not. */
export const feeOf = (applied: Applied | null): Applied | null =>
  applied && Number(applied.component.price) > 0 ? applied : null;

export type PriceChanges = {
  readonly now: Prices;
  /** The next change by the clock, the calendar or the length of the session, at an instant … */
  readonly byTime: { readonly atMs: number; readonly prices: Prices } | null;
  /** … and the next one by energy, at so many Wh of the session. Whichever comes first cuts the period. */
  readonly byEnergy: { readonly atWh: number; readonly prices: Prices } | null;
};

/** A weekly tariff shows each of its prices within eight days. */
const HORIZON_MS = 8 * 86_400_000;

/** Each dimension as it is priced at the moment. Two results with the same elements are `samePrices`. */
export const pricesAt = (tariff: OcpiTariff, moment: Moment): Prices =>
  winnersAt(compile(tariff), compiledMoment(moment).state);

/** Whether no period has to be cut between two moments: each dimension is priced by the same component. */
export const samePrices = (a: Prices, b: Prices): boolean => sameWinners(a, b);

/** What to look for: another component prices a dimension, unless `isChange` asks for more. */
export type Lookout = {
  readonly horizonMs?: number;
  readonly isChange?: (then: Prices, now: Prices) => boolean;
};

/**
 * What is charged at a moment, and when that changes next within the horizon. Changes by power or current cannot be
 * foreseen, nor those that take energy and time together: ask again with each reading, and cut where `pricesAt` differs.
 * @throws RangeError for an unknown time zone.
 */
export function nextChange(tariff: OcpiTariff, moment: Moment, lookout: Lookout = {}): PriceChanges {
  const { horizonMs = HORIZON_MS, isChange = (then, now) => !samePrices(then, now) } = lookout;
  const compiled = compile(tariff);
  const at = compiledMoment(moment);
  const byTime = nextTimeChange(compiled, at, moment.atMs + horizonMs, isChange);
  const byEnergy = nextEnergyChange(compiled, at.state, isChange);
  return {
    now: winnersAt(compiled, at.state),
    byTime: byTime && { atMs: byTime.atMs, prices: byTime.winners },
    byEnergy: byEnergy && { atWh: byEnergy.milliWh / 1000, prices: byEnergy.winners },
  };
}

function compiledMoment({ atMs, timeZone, sinceMs = atMs, energyWh = 0, powerW, currentA }: Moment): CompiledMoment {
  const at = { startMs: atMs, ...flowOf(powerW, currentA) };
  return { atMs, sinceMs, timeZone, state: stateAt(at, timeZone, sinceMs, Math.round(energyWh * 1000)) };
}
