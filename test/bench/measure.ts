import type { Browser, CDPSession, Page } from '@playwright/test';
import type { KioskView } from '../../machines/view.ts';
import { installStation } from './inPage.ts';
import { median, percentile } from './report.ts';
import { chargeGoingOn, chargingView, wholeCharge } from './views.ts';

/** How many times slower than this machine the panel's processor is taken to be. */
export const SLOWED = 6;

export const COMPILES_NOTHING = '--js-flags=--jitless';

type Opened = { readonly page: Page; readonly cdp: CDPSession; close(): Promise<void> };

async function open(browser: Browser, url: string, slowed: number, first: KioskView = chargingView): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(installStation, first);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowed });
  await page.goto(url, { waitUntil: 'commit' });
  return { page, cdp, close: () => context.close() };
}

/** Milliseconds to the first view on the screen, in the middle of `times` fresh loads. */
export async function usableAfter(browser: Browser, url: string, times: number): Promise<number> {
  const found: number[] = [];
  for (let i = 0; i < times; i++) {
    const { page, close } = await open(browser, url, SLOWED);
    found.push(await page.evaluate(() => window.bench.usable));
    await close();
  }
  return median(found);
}

async function taskSeconds(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
}

/** Percent of the main thread that ten updates a second keep busy. */
export async function busyShare(browser: Browser, url: string, seconds: number): Promise<number> {
  const { page, cdp, close } = await open(browser, url, SLOWED);
  await cdp.send('Performance.enable');
  await page.evaluate(() => window.bench.usable);
  const views = chargeGoingOn(200).map((view) => JSON.stringify(view));
  await page.evaluate((texts) => window.bench.start(texts), views);
  await page.waitForTimeout(1_500); // the first updates warm the engine up
  const before = await taskSeconds(cdp);
  const startedAt = performance.now();
  await page.waitForTimeout(seconds * 1_000);
  const busy = (await taskSeconds(cdp)) - before;
  const share = (100 * busy) / ((performance.now() - startedAt) / 1_000);
  await close();
  return share;
}

/** 95th percentile of the milliseconds from a touch to the end of the next frame, while ten updates a second come in. */
export async function touchToFrame(browser: Browser, url: string, count: number): Promise<number> {
  const { page, cdp, close } = await open(browser, url, SLOWED);
  await page.evaluate(() => window.bench.usable);
  await page.evaluate(
    (texts) => window.bench.start(texts),
    chargeGoingOn(200).map((view) => JSON.stringify(view)),
  );
  const box = await page.getByRole('button', { name: /stop/i }).boundingBox();
  if (!box) throw new Error('there is no stop button to touch');
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2, button: 'left', clickCount: 1 } as const;
  for (let i = 0; i < count; i++) {
    await cdp.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...at });
    await cdp.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...at });
    await page.waitForTimeout(137); // neither in step with the updates nor with the frames
  }
  const touches = await page.evaluate(() => window.bench.touches);
  await close();
  if (touches.length < count) throw new Error(`${count} touches, and the page felt ${touches.length}`);
  return percentile(touches, 95);
}

/** 95th percentile of the milliseconds between frames through a whole charge, a screen each second. */
export async function frameGap(browser: Browser, url: string): Promise<number> {
  const { page, close } = await open(browser, url, SLOWED, wholeCharge[0]);
  await page.evaluate(() => window.bench.usable);
  const gaps = await page.evaluate(
    (views) =>
      new Promise<number[]>((resolve) => {
        const gaps: number[] = [];
        let shown = 0;
        let lastMs = performance.now();
        const timer = setInterval(() => {
          const view = views[shown++];
          if (view) window.bench.push(view);
          else {
            clearInterval(timer);
            resolve(gaps);
          }
        }, 1_000);
        const frame = (nowMs: number): void => {
          gaps.push(nowMs - lastMs);
          lastMs = nowMs;
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }),
    wholeCharge,
  );
  await close();
  return percentile(gaps, 95);
}

async function heapBytes(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.enable');
  for (let i = 0; i < 3; i++) await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return usedSize;
}

/** Heap after loading, in bytes. */
export async function heapLoaded(browser: Browser, url: string): Promise<number> {
  const { page, cdp, close } = await open(browser, url, 1, wholeCharge[0]);
  await page.evaluate(() => window.bench.usable);
  const loaded = await heapBytes(cdp);
  await close();
  return loaded;
}

/**
 * By how many bytes the heap has grown after `charges` whole charges. Some more come before, to fill what is kept
 * once. In `browser` the engine compiles nothing (`COMPILES_NOTHING`): its machine code counts as heap and goes on
 * coming for a thousand charges, so that a page's own leak could not be told from it.
 */
export async function heapGrown(browser: Browser, url: string, charges: number): Promise<number> {
  const { page, cdp, close } = await open(browser, url, 1, wholeCharge[0]);
  await page.evaluate(() => window.bench.usable);
  const live = async (count: number): Promise<void> => {
    await page.evaluate(
      async ([views, times]) => {
        for (let i = 0; i < times; i++)
          for (const view of views) {
            window.bench.push(view);
            await new Promise(requestAnimationFrame);
          }
      },
      [[...wholeCharge], count] as const,
    );
  };
  await live(20);
  const warm = await heapBytes(cdp);
  await live(charges);
  const grown = (await heapBytes(cdp)) - warm;
  await close();
  return grown;
}
