import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ensureBuilt } from '../../electron/ensureBuilt.ts';
import { pageDir } from '../../electron/headless.ts';
import { launchBrowser } from '../browser.ts';
import { exportFigures } from './books.ts';
import {
  busyShare,
  COMPILES_NOTHING,
  frameGap,
  heapGrown,
  heapLoaded,
  SLOWED,
  touchToFrame,
  usableAfter,
} from './measure.ts';
import { pageBytes } from './pageBytes.ts';
import { serveFloor, servePage } from './pages.ts';
import { PERIODS, pricingMicroseconds } from './pricing.ts';
import { type Figure, isOver, lineOf, median } from './report.ts';
import { reportFigures } from './reports.ts';

/** `npm run bench`: the budgets of the operator's exports and of the built page, beside the bare floor of React and XState on the same work. */

const kB = 1_000;
const MiB = 1_024 * 1_024;
const CHARGES = 100;

const figures: Figure[] = [];
const told = (figure: Omit<Figure, 'noisy'> & { noisy?: boolean }): void => {
  const whole = { noisy: false, ...figure };
  figures.push(whole);
  console.log(lineOf(whole));
};

await ensureBuilt();
const bytes = pageBytes(pageDir);
told({ name: 'JavaScript of the first load, gzip', value: bytes.initial / kB, budget: 150, unit: 'kB' });
told({ name: 'JavaScript of all screens, without words, gzip', value: bytes.screens / kB, budget: 150, unit: 'kB' });

told({
  name: `price of a charge of ${PERIODS} periods`,
  value: pricingMicroseconds(),
  budget: 1_000,
  unit: 'µs',
  noisy: true,
});

const starts: number[] = [];
for (let i = 0; i < 5; i++) starts.push(await startStation());
told({ name: 'station start to first view', value: median(starts), budget: 1_000, unit: 'ms', noisy: true });

for await (const figure of exportFigures()) told(figure);
for await (const figure of reportFigures()) told(figure);

const page = await servePage(pageDir);
const floor = await serveFloor();
const browser = await launchBrowser();
try {
  await usableAfter(browser, page.url, 1); // the browser itself warms up
  const usable = { floor: await usableAfter(browser, floor.url, 7), page: await usableAfter(browser, page.url, 7) };
  told({
    name: `first view usable, slowed ${SLOWED}×, to the floor`,
    value: usable.page / usable.floor,
    budget: 1.5,
    unit: '×',
    noisy: true,
    note: `${usable.page.toFixed(0)} ms, floor ${usable.floor.toFixed(0)} ms`,
  });

  const busy = { floor: await busyShare(browser, floor.url, 5), page: await busyShare(browser, page.url, 5) };
  told({
    name: `ten updates a second, slowed ${SLOWED}×, to the floor`,
    value: busy.page / busy.floor,
    budget: 1.5,
    unit: '×',
    noisy: true,
    note: `${busy.page.toFixed(1)} % of the main thread, floor ${busy.floor.toFixed(1)} %`,
  });

  const touch = { floor: await touchToFrame(browser, floor.url, 40), page: await touchToFrame(browser, page.url, 40) };
  told({
    name: `touch to next frame, p95, slowed ${SLOWED}×`,
    value: touch.page,
    budget: 50,
    unit: 'ms',
    noisy: true,
    note: `floor ${touch.floor.toFixed(0)} ms`,
  });

  const gap = await frameGap(browser, page.url);
  told({
    name: `frame to frame, p95 of a whole charge, slowed ${SLOWED}×`,
    value: gap,
    budget: 1_000 / 60,
    unit: 'ms',
    noisy: true,
    note: `${(1_000 / gap).toFixed(0)} frames a second`,
  });

  told({ name: 'heap after load', value: (await heapLoaded(browser, page.url)) / MiB, budget: 5, unit: 'MiB' });

  const compilesNothing = await launchBrowser({ args: [COMPILES_NOTHING] });
  told({
    name: `heap grown over ${CHARGES} charges`,
    value: (await heapGrown(compilesNothing, page.url, CHARGES)) / 1_024,
    // A tenth of a kilobyte a charge would be a leak.
    budget: CHARGES / 10,
    unit: 'KiB',
  });
  await compilesNothing.close();
} finally {
  await browser.close();
  await floor.close();
  await page.close();
}

const over = figures.filter(isOver);
console.log(
  over.length === 0
    ? `\n${figures.length} figures, all within their budgets`
    : `\n${figures.length} figures, ${over.length} over budget: ${over.map(({ name }) => name).join('; ')}`,
);
process.exitCode = over.length > 0 ? 1 : 0;

/** Milliseconds from starting the process to the first view at a page. */
async function startStation(): Promise<number> {
  const startedAt = Date.now();
  const script = fileURLToPath(new URL('./startOnce.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  return Number(stdout.trim().split('\n').at(-1)) - startedAt;
}
