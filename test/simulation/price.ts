import type { Config } from '../../electron/station/config.ts';
import type { BilledPeriod } from '../../machines/receiptView.ts';

/**
 * What a charge costs, worked out in whole numbers and by nobody's code but this: the second opinion on every receipt.
 * It knows what `tariffs.ts` makes: prices of four decimals with or without VAT, windows of the clock, tiers of energy,
 * duration and power, limits with VAT.
 */
type Tariff = Config['tariff'];
type Component = Tariff['elements'][number]['price_components'][number];
type Type = Component['type'];
type Winner = Component | null;

/** A moment of a session. */
type Moment = {
  readonly ms: number;
  readonly seconds: number;
  readonly energyWh: number;
  readonly powerW: number;
};

const clocks = new Map<string, Intl.DateTimeFormat>();
/** "05:59" on the wall. */
function wallClock(ms: number, timeZone: string): string {
  const known = clocks.get(timeZone);
  const clock =
    known ?? new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  clocks.set(timeZone, clock);
  return clock.format(ms);
}

/** The first element that prices `type` now. */
export function winner(tariff: Tariff, timeZone: string, type: Type, at: Moment): Winner {
  for (const { price_components, restrictions = {} } of tariff.elements) {
    const component = price_components.find((each) => each.type === type);
    const { start_time, end_time, min_kwh, max_kwh, min_duration, max_duration, min_power, max_power } = restrictions;
    const clock = wallClock(at.ms, timeZone);
    const from = start_time ?? '00:00';
    const to = end_time ?? '24:00';
    const isInWindow = from < to ? clock >= from && clock < to : clock >= from || clock < to;
    const isWithin = (value: number, low?: number | string, high?: number | string) =>
      (low === undefined || value >= Number(low)) && (high === undefined || value < Number(high));
    const holds =
      isInWindow &&
      isWithin(at.energyWh / 1000, min_kwh, max_kwh) &&
      isWithin(at.seconds, min_duration, max_duration) &&
      isWithin(at.powerW / 1000, min_power, max_power);
    if (component && holds) return component;
  }
  return null;
}

const types = ['ENERGY', 'TIME', 'PARKING_TIME', 'FLAT'] as const;

/** Where the price holds for the charge: what it was for a car not yet there, as its driver agreed to it. */
export function agreedTo(tariff: Tariff, timeZone: string, ms: number): Tariff {
  const before: Moment = { ms, seconds: 0, energyWh: 0, powerW: 0 };
  const price_components = types.flatMap((type) => winner(tariff, timeZone, type, before) ?? []);
  return { ...tariff, elements: [{ price_components }] };
}

/** Where each period stands in its session. */
function moments(periods: readonly BilledPeriod[]): Moment[] {
  const sinceMs = periods[0]?.startMs ?? 0;
  let energyWh = 0;
  return periods.map((period) => {
    const at = { ms: period.startMs, seconds: Math.floor((period.startMs - sinceMs) / 1000), energyWh };
    // Whole mWh: a threshold must not be missed by the last bit of a float.
    energyWh = Math.round((energyWh + period.energyWh) * 1000) / 1000;
    return { ...at, powerW: period.powerW ?? 0 };
  });
}

/** Minor units. */
export function grossMinor(tariff: Tariff, timeZone: string, periods: readonly BilledPeriod[]): number {
  const billed = new Map<Component, number>();
  const last = new Map<Type, Component>();
  const bill = (component: Winner, quantity: number): void => {
    if (!component || quantity === 0) return;
    billed.set(component, (billed.get(component) ?? 0) + quantity);
    last.set(component.type, component);
  };
  const at = moments(periods);
  const sinceMs = periods[0]?.startMs ?? 0;
  const whole = (ms: number) => Math.floor((ms - sinceMs) / 1000);
  periods.forEach((period, i) => {
    const won = (type: Type) => winner(tariff, timeZone, type, at[i] as Moment);
    const seconds = whole(period.endMs) - whole(period.startMs);
    bill(won('ENERGY'), Math.round(period.energyWh * 1000));
    if (period.kind === 'charging') bill(won('TIME'), seconds);
    if (period.kind === 'idle') bill(won('PARKING_TIME'), seconds);
    if (!last.has('FLAT')) bill(won('FLAT'), 1);
  });
  // Steps: energy once, and the time of the later kind once.
  const stepped = [last.get('ENERGY'), last.get('PARKING_TIME') ?? last.get('TIME')];
  for (const component of stepped) {
    if (!component) continue;
    const unit = component.type === 'ENERGY' ? component.step_size * 1000 : component.step_size;
    const total = [...billed].reduce((sum, [{ type }, quantity]) => sum + (type === component.type ? quantity : 0), 0);
    if (unit > 0 && total % unit > 0) bill(component, unit - (total % unit));
  }
  const perPriced = { ENERGY: 1_000_000, TIME: 3600, PARKING_TIME: 3600, FLAT: 1 } as const;
  /** Minor units × 10,000 × 100 × 3,600,000,000. */
  const COMMON = 3_600_000_000;
  let sum = 0n;
  for (const [component, quantity] of billed) {
    const price = BigInt(Math.round(Number(component.price) * 10_000)) * 100n;
    const factor = BigInt(tariff.tax_included === 'YES' ? 100 : 100 + Number(component.vat ?? 0));
    sum += BigInt(quantity) * BigInt(COMMON / perPriced[component.type]) * price * factor;
  }
  const unit = 1_000_000n * BigInt(COMMON);
  const minor = Number((2n * sum + unit) / (2n * unit));
  const limit = (side?: { readonly incl_vat?: string | undefined }) =>
    side?.incl_vat === undefined ? null : Math.round(Number(side.incl_vat) * 100);
  return Math.min(Math.max(minor, limit(tariff.min_price) ?? 0), limit(tariff.max_price) ?? Number.POSITIVE_INFINITY);
}

/** Periods that go on after their price has changed: cut too late, or not at all. Power is not looked at. */
export function uncut(tariff: Tariff, timeZone: string, periods: readonly BilledPeriod[]): string[] {
  const at = moments(periods);
  return periods.flatMap(({ startMs, endMs, energyWh, kind }, i) => {
    const start = at[i] as Moment;
    const late = {
      ms: endMs - 1000,
      seconds: start.seconds + Math.floor((endMs - startMs - 1000) / 1000),
      energyWh: start.energyWh + Math.max(0, energyWh - 1),
      powerW: start.powerW,
    };
    const used = types.filter((type) => type === (kind === 'idle' ? 'PARKING_TIME' : 'TIME') || type === 'ENERGY');
    if (kind === 'free' || endMs - startMs < 1000) return [];
    return used
      .filter((type) => winner(tariff, timeZone, type, start) !== winner(tariff, timeZone, type, late))
      .map((type) => `period ${i + 1} of ${periods.length} outlasts its price of ${type}`);
  });
}
