import { type Money, money } from '../../machines/money.ts';
import { OcpiTariff } from './ocpiTariff.ts';
import type { Period, Usage } from './tariff/usage.ts';

/** What tests of billing speak in: a noon, tariffs in a line, and charges that are told briefly. */

export const eur = (minor: number): Money => money(minor, 'EUR');
export const MADRID = 'Europe/Madrid';
export const MINUTE_MS = 60_000;
/** A Monday, 13:00 in Madrid. */
export const NOON_MS = Date.parse('2026-11-23T12:00:00Z');

/** One tariff from its elements: a component alone stands for an element without restrictions. */
export function tariffWith(elements: readonly object[], rest: object = {}): OcpiTariff {
  return OcpiTariff.parse({
    id: 't',
    currency: 'EUR',
    elements: elements.map((each) => ('price_components' in each ? each : { price_components: [each] })),
    ...rest,
  });
}

export const element = (restrictions: object, ...price_components: object[]) => ({ price_components, restrictions });
export const energy = (price: number | string, rest: object = {}) => ({ type: 'ENERGY', price, step_size: 1, ...rest });
export const time = (price: number | string, rest: object = {}) => ({ type: 'TIME', price, step_size: 1, ...rest });
export const parking = (price: number | string, rest: object = {}) => ({
  type: 'PARKING_TIME',
  price,
  step_size: 1,
  ...rest,
});
export const flat = (price: number | string, rest: object = {}) => ({ type: 'FLAT', price, step_size: 1, ...rest });

/** A charge of one period, and the time it stood afterwards. */
export function used({
  energyWh = 0,
  chargingSeconds = 0,
  idleSeconds = 0,
}: {
  energyWh?: number;
  chargingSeconds?: number;
  idleSeconds?: number;
}): Usage {
  const endMs = NOON_MS + 1000 * chargingSeconds;
  return {
    timeZone: MADRID,
    periods: [
      { kind: 'charging', startMs: NOON_MS, endMs, energyWh },
      { kind: 'idle', startMs: endMs, endMs: endMs + 1000 * idleSeconds, energyWh: 0 },
    ],
  };
}

/** Periods one after the other from a local wall clock time: `{ minutes, kwh, kind?, powerW? }` each. */
export function session(
  from: string,
  periods: readonly ({ minutes: number; kwh?: number } & Partial<Period>)[],
  timeZone = MADRID,
): Usage {
  let startMs = Date.parse(from);
  return {
    timeZone,
    periods: periods.map(({ minutes, kwh = 0, ...rest }) => {
      const endMs = startMs + minutes * MINUTE_MS;
      const period: Period = { kind: 'charging', startMs, endMs, energyWh: kwh * 1000, ...rest };
      startMs = endMs;
      return period;
    }),
  };
}
