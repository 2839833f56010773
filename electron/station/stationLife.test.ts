import { expect, test } from 'vitest';
import { type ChargeContext, initialContext } from '../../machines/charge.model.ts';
import { input } from '../../machines/charge.samples.ts';
import { opened } from '../store/fixtures.ts';
import { createTestClock, silent } from './fixtures.ts';
import { createStationLife } from './stationLife.ts';

const MINUTE_MS = 60_000;
const well = { ...initialContext(input), controllerUp: true };

function setUp(startMs = 1_000_000) {
  const clock = createTestClock(startMs);
  const store = opened(':memory:', clock.now);
  const begin = () => createStationLife({ store, clock, timeZone: 'Europe/Madrid', log: silent });
  let life = begin();
  const look = async (seconds: number, context: ChargeContext = well, more = { terminalUp: true, inUse: false }) => {
    for (let second = 0; second < seconds; second++) {
      await clock.advance(1_000);
      life.look([{ connectorId: 1, context, inUse: more.inUse }], more.terminalUp);
    }
  };
  return {
    clock,
    store,
    look,
    start: () => {
      life = begin();
      life.begin([1]);
      return life;
    },
    /** State and seconds since the start. */
    told: () =>
      [...store.journal()]
        .filter(({ kind }) => kind === 'connectorState')
        .map(({ payload }) => payload as { readonly state: string; readonly sinceMs: number })
        .map(({ state, sinceMs }) => [state, (sinceMs - startMs) / 1_000]),
  };
}

test('what keeps drivers from charging is told once it lasts, from when it began', async () => {
  const { start, look, told } = setUp();
  start();
  await look(20);
  await look(9, { ...well, controllerUp: false });
  await look(20);
  await look(20, { ...well, enabled: false });
  await look(20, { ...well, reserved: true });
  await look(20, well, { terminalUp: false, inUse: false });
  expect(told()).toEqual([
    ['up', 1],
    ['outOfService', 50],
    ['up', 70],
    ['terminalAway', 90],
  ]);
});

test('who charges is not kept from it by a terminal or controller that is away', async () => {
  const { start, look, told } = setUp();
  start();
  await look(20);
  await look(60, { ...well, controllerUp: false }, { terminalUp: false, inUse: true });
  expect(told()).toEqual([['up', 1]]);
});

test('the time a station was off begins when it last lived, to the minute', async () => {
  const { clock, start, look, told } = setUp();
  start();
  await look(150);
  clock.skip(60 * MINUTE_MS);
  start();
  await look(20);
  expect(told()).toEqual([
    ['up', 1],
    ['stationOff', 120],
    ['up', 3_751],
  ]);
});

test('a station that was ended in order was off from that moment', async () => {
  const { clock, start, look, told } = setUp();
  const life = start();
  await look(150);
  life.end();
  clock.skip(60 * MINUTE_MS);
  start();
  expect(told()).toEqual([
    ['up', 1],
    ['stationOff', 150],
  ]);
});

test('a store that refuses stops nothing, and is told as soon as it takes it', async () => {
  const { store, told, clock } = setUp();
  let full = true;
  const record = store.recordConnectorState;
  const life = createStationLife({
    store: {
      ...store,
      recordConnectorState: (entry) => {
        if (full) throw new Error('full');
        record(entry);
      },
    },
    clock,
    timeZone: 'UTC',
    log: silent,
  });
  life.begin([1]);
  for (let second = 0; second < 30; second++) {
    await clock.advance(1_000);
    if (second === 20) full = false;
    life.look([{ connectorId: 1, context: well, inUse: false }], true);
  }
  expect(told()).toEqual([['up', 1]]);
});
