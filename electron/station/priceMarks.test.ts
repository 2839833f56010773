import { beforeEach, expect, it } from 'vitest';
import { paid, reading, session } from '../../machines/charge.samples.ts';
import type { EvseNotice, MeterReading, PowerController } from '../../machines/ports/powerController.ts';
import { authorization, opened } from '../store/fixtures.ts';
import type { Store } from '../store/store.ts';
import type { ChargeActor } from './chargeActor.ts';
import { createControllerEvents } from './controllerEvents.ts';
import { createIdleHandedCharge, createTestClock, eur, exampleConfig, silent, type TestClock } from './fixtures.ts';
import { costAt, periodsAt } from './pricing.ts';

const energy = (price: number) => ({ price_components: [{ type: 'ENERGY', price, vat: 21, step_size: 1 }] });
let clock: TestClock;
let store: Store;
let charge: ChargeActor;
let hear: (notice: EvseNotice) => void;
let config: ReturnType<typeof exampleConfig>;

/** 01:16:40 in Madrid on the first day of 1970; 1 kWh has been charged. */
function chargeBy(elements: object[], station = {}): void {
  config = exampleConfig({ tariff: { elements }, station });
  const { tariff } = config;
  for (const event of paid) charge.send(event);
  Object.assign(charge.getSnapshot().context.session ?? {}, { tariff });
  store.recordAuthorization({ ...authorization(session.sessionId), sessionId: session.sessionId });
  const controller = {} as Partial<PowerController> as PowerController;
  hear = createControllerEvents(1, charge, { store, controller, clock, log: silent, config });
  hear({ type: 'sessionStarted', sessionId: 'ev-1', vehicleConnected: true });
  hear({ type: 'transactionStarted', sessionId: 'ev-1', idToken: session.sessionId, meter: reading(1_000) });
  hear({ type: 'chargingStarted', sessionId: 'ev-1' });
  meter(2_000);
}
const meter = (energyWh: number, more: Partial<MeterReading> = {}) =>
  hear({ type: 'meter', reading: { ...reading(energyWh), ...more } });
const context = () => charge.getSnapshot().context;
const parts = () =>
  periodsAt(context(), config, clock.now()).map(({ startMs, energyWh }) => [startMs - 1_000_000, energyWh]);
const total = () => costAt({ ...context(), hold: null }, config, clock.now()).total;

beforeEach(() => {
  clock = createTestClock();
  store = opened();
  charge = createIdleHandedCharge(1);
});

it('the clock changes the price between two readings > the energy between them is shared by time', async () => {
  chargeBy([{ ...energy(0.3), restrictions: { start_time: '01:20', end_time: '02:00' } }, energy(0.6)]);
  for (let i = 1; i <= 6; i++) {
    await clock.advance(30_000);
    meter(2_000 + (i * 11_000) / 6);
  }
  await clock.advance(40_000);
  meter(33_000);
  // 01:20 is 200 s after the start.
  expect(parts()).toEqual([
    [0, 22_000],
    [200_000, 10_000],
  ]);
  expect(total()).toEqual(eur(1320 + 300));
  expect(store.session(session.sessionId)?.priceMarks).toEqual(context().priceMarks);
});

it('so many kWh change the price > cut at the very watt-hour, also by the final reading', () => {
  chargeBy([{ ...energy(0.5), restrictions: { max_kwh: 10 } }, energy(0.8)]);
  meter(9_000);
  expect(parts()).toEqual([[0, 8_000]]);
  hear({
    type: 'transactionFinished',
    sessionId: 'ev-1',
    reason: 'Local',
    meter: reading(21_500),
    signedStart: null,
    signed: null,
  });
  expect(parts().map(([, wh]) => wh)).toEqual([10_000, 10_500]);
  expect(total()).toEqual(eur(500 + 840));
});

it('a reading that shows the very watt-hour > cut there', () => {
  chargeBy([{ ...energy(0.5), restrictions: { max_kwh: 10 } }, energy(0.8)]);
  meter(11_000);
  meter(12_000);
  expect(parts().map(([, wh]) => wh)).toEqual([10_000, 1_000]);
});

it('power changes the price > from the reading that shows it', async () => {
  chargeBy([{ ...energy(0.9), restrictions: { min_power: 100 } }, energy(0.5)]);
  await clock.advance(10_000);
  meter(3_000, { powerW: 120_000 });
  await clock.advance(10_000);
  meter(5_000, { powerW: 120_000 });
  await clock.advance(10_000);
  meter(6_000, { powerW: 40_000 });
  await clock.advance(10_000);
  meter(7_000, { powerW: 40_000 });
  expect(parts()).toEqual([
    [0, 2_000],
    [10_000, 3_000],
    [30_000, 1_000],
  ]);
  expect(total()).toEqual(eur(100 + 270 + 50));
});

it('nothing changes > only the mark where it began', async () => {
  chargeBy([energy(0.5)]);
  for (let i = 0; i < 100; i++) {
    await clock.advance(1_000);
    meter(2_000 + 10 * i);
  }
  expect(context().priceMarks).toEqual([{ atMs: 1_000_000, energyWh: 0, powerW: reading(0).powerW, watched: true }]);
});

it('nobody could hear the controller for a while > its energy is billed, its time is not', async () => {
  chargeBy([
    {
      price_components: [
        { type: 'ENERGY', price: 0.5, vat: 21 },
        { type: 'TIME', price: 6, vat: 21 },
      ],
    },
  ]);
  await clock.advance(30_000);
  meter(3_000);
  await clock.advance(600_000);
  meter(9_000);
  await clock.advance(30_000);
  meter(10_000);
  expect(periodsAt(context(), config, clock.now()).map(({ kind }) => kind)).toEqual(['charging', 'free', 'charging']);
  expect(total()).toEqual(eur(450 + 10));
});

it('a market in which the price holds for the charge > as it was at the start', () => {
  chargeBy([{ ...energy(0.5), restrictions: { max_kwh: 10 } }, energy(0.8)], { market: 'us' });
  meter(21_000);
  expect(total()).toEqual(eur(1_000));
});

it('the store refuses > the price is right all the same', () => {
  chargeBy([{ ...energy(0.5), restrictions: { max_kwh: 10 } }, energy(0.8)]);
  store.recordPriceMark = () => {
    throw new Error('disk full');
  };
  meter(12_000);
  expect(parts().map(([, wh]) => wh)).toEqual([10_000, 1_000]);
});
