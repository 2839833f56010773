import { type Dimension, dimensions } from '../ocpiTariff.ts';
import { pointsAfter, sameWinners, stateAtPoint, type Winners, winnersAt } from './changes.ts';
import type { CompiledTariff } from './compile.ts';
import type { Range, State } from './conditions.ts';
import type { Volumes } from './usage.ts';

/** What an operator should look at in a priced session; none of it changes the price. `period` counts from 0, by start. */
export type Finding =
  /** It goes on after a price changed: it is priced at the earlier rate. Where it should be cut, had its energy flowed evenly. */
  | { readonly code: 'outlastsChange'; readonly period: number; readonly atMs: number; readonly milliWh: number }
  /** The tariff prices this dimension, but not now: it is free. */
  | { readonly code: 'unpriced'; readonly period: number; readonly dimension: Dimension }
  /** A restriction asks for power or current, which nobody told: it does not hold. */
  | { readonly code: 'momentaryUnknown'; readonly period: number }
  /** Power or current of the period lie on both sides of a restriction's bound. */
  | { readonly code: 'straddles'; readonly period: number }
  /** It begins before the one before it ends. */
  | { readonly code: 'overlaps'; readonly period: number };

export function findingsOf(
  tariff: CompiledTariff,
  volumes: Volumes,
  at: {
    readonly period: number;
    readonly state: State;
    readonly sinceMs: number;
    readonly timeZone: string;
    /** No fee was due so far: one may become due within the period. */
    readonly feeIsOpen: boolean;
  },
): Finding[] {
  const { period, state } = at;
  const { milliWh, chargingSeconds, parkingSeconds } = volumes;
  const used = dimensions.filter(
    (dimension) =>
      (dimension === 'ENERGY' && milliWh > 0) ||
      (dimension === 'TIME' && chargingSeconds > 0) ||
      (dimension === 'PARKING_TIME' && parkingSeconds > 0) ||
      (dimension === 'FLAT' && at.feeIsOpen),
  );
  const findings: Finding[] = [];
  const moment = { ...at, atMs: volumes.startMs };
  let now: Winners | null = null;
  for (const point of pointsAfter(tariff, moment, volumes.endMs, milliWh)) {
    now ??= winnersAt(tariff, state);
    if (sameWinners(now, winnersAt(tariff, stateAtPoint(moment, point)), used)) continue;
    findings.push({ code: 'outlastsChange', period, ...point });
    break;
  }
  if (tariff.momentary) findings.push(...momentaryFindings(tariff, used, state, period));
  return findings;
}

function momentaryFindings(
  { options }: CompiledTariff,
  used: readonly Dimension[],
  { power, current }: State,
  period: number,
): Finding[] {
  const conditions = used.flatMap((dimension) => options[dimension].map(({ condition }) => condition));
  const unknown = conditions.some(
    (condition) => (condition.power && power === null) || (condition.current && current === null),
  );
  const straddling = conditions.some(
    (condition) => straddles(power, condition.power) || straddles(current, condition.current),
  );
  return [
    ...(unknown ? [{ code: 'momentaryUnknown', period } as const] : []),
    ...(straddling ? [{ code: 'straddles', period } as const] : []),
  ];
}

const straddles = (value: Range | null, bounds: Range | null): boolean =>
  value !== null &&
  bounds !== null &&
  [bounds.min, bounds.max].some((threshold) => value.min < threshold && value.max >= threshold);
