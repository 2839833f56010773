import type { OcpiTariff } from '../ocpiTariff.ts';
import { type Point, pointsAfter, sameWinners, stateAtPoint, type Winners, winnersAt } from './changes.ts';
import { compile } from './compile.ts';
import { flowOf, type Period, stateAt } from './usage.ts';

/** Energy that flows evenly from `startMs` to `endMs`. `before`: of the session, before it. */
export type Flow = {
  readonly startMs: number;
  readonly endMs: number;
  readonly milliWh: number;
  readonly before: number;
};

/** Cuts one stretch of even flow where the tariff changes by the clock, the calendar, energy or duration. */
export function cutFlow(
  tariff: OcpiTariff,
  { sinceMs, timeZone }: { readonly sinceMs: number; readonly timeZone: string },
  as: Pick<Period, 'kind' | 'powerW' | 'currentA'>,
  { startMs, endMs, milliWh, before }: Flow,
): Period[] {
  const compiled = compile(tariff);
  const at = { startMs, ...flowOf(as.powerW, as.currentA) };
  const moment = { atMs: startMs, sinceMs, timeZone, state: stateAt(at, timeZone, sinceMs, before) };
  const starts: (Point & { winners: Winners })[] = [];
  for (const point of [{ atMs: startMs, milliWh: before }, ...pointsAfter(compiled, moment, endMs, milliWh)]) {
    const winners = winnersAt(compiled, stateAtPoint(moment, point));
    const last = starts.at(-1);
    if (!last || !sameWinners(last.winners, winners)) starts.push({ ...point, winners });
  }
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? { atMs: endMs, milliWh: before + milliWh };
    return { ...as, startMs: start.atMs, endMs: end.atMs, energyWh: (end.milliWh - start.milliWh) / 1000 };
  });
}
