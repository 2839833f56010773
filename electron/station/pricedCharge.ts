import { type ChargeContext, initialContext } from '../../machines/charge.model.ts';
import { hold, input, reading } from '../../machines/charge.samples.ts';
import { exampleConfig } from './fixtures.ts';

/** A charge of so many Wh at the example's prices, as the tests of its price and its limits look at it. */

export const config = exampleConfig();
const GRACE_MS = 600_000;
export const ENDED_MS = 5_000_000;
const settings = { ...input.settings, waits: { ...input.settings.waits, grace: GRACE_MS } };

export const charge = (wh: number, more: Partial<ChargeContext> = {}): ChargeContext => ({
  ...initialContext({ ...input, settings }),
  hold,
  meterStart: reading(1_000),
  meterLast: reading(1_000 + wh),
  ...more,
});
export const ended = (more: Partial<ChargeContext> = {}): ChargeContext =>
  charge(10_000, { meterEnd: reading(11_000), finishedAtMs: ENDED_MS, endReason: 'carFinished', ...more });
export const atMinute = (minutes: number): number => ENDED_MS + GRACE_MS + minutes * 60_000;
