import './plainLanguage.ts';
import 'uplot/dist/uPlot.min.css';
import { useEffect, useReducer, useRef, useState } from 'react';
import uPlot from 'uplot';

export type Bar = { readonly name: string; readonly shortName: string; readonly value: number };

/** In the order of the roles of the theme: what is drawn in blue is energy, and nothing else. */
export type BarTone = 'energy' | 'ink';

const HEIGHT_REM = 15;
/** Roughly the room a letter of the axis wants, and the space between two labels, in rem. */
const LETTER_REM = 0.6;
const BETWEEN_REM = 1.2;

/** Bars over time, with the highest told beside it and the others when pointed at. The table below says the same. */
export function BarChart(props: {
  bars: readonly Bar[];
  tone: BarTone;
  /** What a value is written as, in full and where there is little room. */
  text: (value: number) => string;
  shortText: (value: number) => string;
  title: string;
}) {
  const { bars, tone, text, shortText, title } = props;
  const place = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const [light, again] = useLight();
  const bar = bars[pointed ?? highest(bars)];

  useEffect(() => {
    const within = place.current;
    if (!within) return;
    const chart = new uPlot(
      optionsOf({ within, bars, tone, shortText, onPoint: setPointed }),
      [bars.map((_, index) => index), bars.map(({ value }) => value)],
      within,
    );
    const drawnAt = rem();
    const watch = new ResizeObserver(() => (rem() === drawnAt ? chart.setSize(sizeOf(within)) : again()));
    watch.observe(within);
    return () => {
      watch.disconnect();
      chart.destroy();
      setPointed(null);
    };
    // Drawn anew when the light changes: a canvas does not follow the style sheet.
  }, [bars, tone, shortText, light, again]);

  return (
    <figure className="chart" dir="ltr">
      <figcaption aria-live="polite">
        <strong>{bar ? text(bar.value) : ''}</strong> <span className="soft">{bar?.name}</span>
      </figcaption>
      <div className="chart-place" ref={place} role="img" aria-label={title} />
    </figure>
  );
}

const highest = (bars: readonly Bar[]): number =>
  bars.reduce((best, { value }, index) => (value > (bars[best]?.value ?? 0) ? index : best), 0);

const sizeOf = (within: HTMLElement) => ({ width: within.clientWidth, height: HEIGHT_REM * rem() });
const rem = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

function optionsOf(parts: {
  within: HTMLElement;
  bars: readonly Bar[];
  tone: BarTone;
  shortText: (value: number) => string;
  onPoint: (index: number | null) => void;
}): uPlot.Options {
  const { within, bars, tone, shortText, onPoint } = parts;
  const style = getComputedStyle(within);
  const role = roleIn(within);
  const font = `${0.95 * rem()}px ${style.fontFamily}`;
  const fill = tone === 'energy' ? role('energy-ink') : role('on-surface');
  const bodies = uPlot.paths.bars?.({ size: [0.75, 4 * rem()], radius: [0.12, 0] });
  const longest = Math.max(...bars.map(({ shortName }) => shortName.length), 1);
  const shown = Math.max(1, Math.floor(within.clientWidth / rem() / (longest * LETTER_REM + BETWEEN_REM)) - 1);
  const every = Math.ceil(bars.length / shown);
  return {
    ...sizeOf(within),
    padding: [0.6 * rem(), 0, 0, 0],
    legend: { show: false },
    cursor: { x: true, y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: {
      x: { time: false, range: [-0.5, bars.length - 0.5] },
      y: { range: (_, __, max) => [0, max > 0 ? max * 1.05 : 1] },
    },
    series: [{}, { fill, stroke: fill, width: 0, ...(bodies && { paths: bodies }), points: { show: false } }],
    axes: [
      {
        stroke: role('on-surface-soft'),
        font,
        size: 2 * rem(),
        gap: 0.3 * rem(),
        grid: { show: false },
        ticks: { show: false },
        splits: () => bars.flatMap((_, index) => (index % every === 0 ? [index] : [])),
        values: (_, splits) => splits.map((index) => bars[index]?.shortName ?? ''),
      },
      {
        stroke: role('on-surface-soft'),
        font,
        size: 5 * rem(),
        gap: 0.5 * rem(),
        space: 4 * rem(),
        grid: { stroke: role('line'), width: 1 },
        ticks: { show: false },
        values: (_, splits) => splits.map(shortText),
      },
    ],
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? null)] },
  };
}

/** A colour of the theme as a canvas can take it: the style sheet may say it in functions a canvas does not know. */
function roleIn(within: HTMLElement): (name: string) => string {
  const probe = within.appendChild(document.createElement('span'));
  queueMicrotask(() => probe.remove());
  return (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
}

/** Counts how often the page's light has changed. */
function useLight(): [light: number, again: () => void] {
  const [light, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', again);
    const watch = new MutationObserver(again);
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-contrast'] });
    return () => {
      dark.removeEventListener('change', again);
      watch.disconnect();
    };
  }, []);
  return [light, again];
}
