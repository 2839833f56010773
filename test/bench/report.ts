/** One line a figure: name, value, budget, verdict. */

export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly budget: number;
  readonly unit: 'kB' | 'ms' | 'µs' | 'MiB' | 'KiB' | '×' | '%';
  /** A figure of time on a machine that does other things too: over by less than a quarter is told, and let pass. */
  readonly noisy: boolean;
  readonly note?: string;
};

const NOISE = 1.25;

const digits = ({ unit }: Figure): number => (unit === 'ms' || unit === 'µs' || unit === 'KiB' || unit === '%' ? 0 : 2);
const verdict = ({ value, budget, noisy }: Figure): 'ok' | 'ok, within the noise' | 'over' =>
  value <= budget ? 'ok' : noisy && value <= budget * NOISE ? 'ok, within the noise' : 'over';

export const isOver = (figure: Figure): boolean => verdict(figure) === 'over';

export function lineOf(figure: Figure): string {
  const number = (value: number) => `${value.toFixed(digits(figure))} ${figure.unit}`;
  const columns = [
    figure.name.padEnd(52),
    number(figure.value).padStart(11),
    `≤ ${number(figure.budget)}`.padStart(13),
    ` ${verdict(figure)}`,
  ];
  return columns.join(' ') + (figure.note ? `  (${figure.note})` : '');
}

export const median = (values: readonly number[]): number => percentile(values, 50);

/** Nearest rank; NaN of nothing, which is over every budget. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}
