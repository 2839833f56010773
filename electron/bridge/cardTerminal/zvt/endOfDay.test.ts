import { afterEach, expect, test } from 'vitest';
import { type Bench, euros, openBench } from './testBench.ts';

let bench: Bench;
async function start(...args: Parameters<typeof openBench>): Promise<Bench> {
  bench = await openBench(...args);
  await bench.up();
  return bench;
}
afterEach(() => bench.close());

const nothing = { count: 0, total: euros(0), schemes: [] };
const visa = (minor: number) => ({
  count: 1,
  total: euros(minor),
  schemes: [{ scheme: 'visa', count: 1, total: euros(minor) }],
});

test('06 50: totals by scheme are stored before they are answered, and the report is printed', async () => {
  const { simulator, capture, stored, notices } = await start();
  await capture(await bench.held(), 1_234);
  expect(await bench.endOfDay()).toEqual({ ok: true, value: visa(1_234) });
  expect(stored.at(-1)).toEqual(visa(1_234));
  expect(await bench.endOfDay()).toEqual({ ok: true, value: nothing });
  expect(simulator.book()).toMatchObject([{ state: 'captured', batch: 1 }]);
  const lines = ['End of day', 'Bookings: 1', 'Total: 12.34'];
  expect(notices).toContainEqual({ type: 'printed', kind: 'report', lines });
});

test('06 50: while a hold is open it is not even sent, or some terminals would book it in full', async () => {
  const { simulator, logged, stored } = await start();
  simulator.faults.always('bookOpenAtEndOfDay');
  await bench.held();
  stored.length = 0;
  expect(await bench.endOfDay()).toEqual({
    ok: false,
    error: { code: 'out_of_service', hostCode: 'pre-authorizations are open' },
  });
  expect(logged.some((line) => line.includes('→ 0650'))).toBe(false);
  expect(simulator.book()).toMatchObject([{ state: 'held' }]);
  expect(stored).toEqual([]);
});

test('06 50: asked in its own turn whether it may begin, after the driver who came before', async () => {
  const { simulator, read, logged, until } = await start();
  const reading = read();
  await until(() => logged.some((line) => line.includes('→ 06C0')));
  let isFree = true;
  const closing = bench.endOfDay(undefined, () => isFree);
  isFree = false;
  simulator.presentCard('visa');
  expect(await reading).toMatchObject({ ok: true });
  expect(await closing).toEqual({ ok: false, error: { code: 'cancelled' } });
  expect(logged.some((line) => line.includes('→ 0650'))).toBe(false);
});

test('06 50: link lost before the totals came > in doubt, and the next one has only what came later', async () => {
  const { simulator, capture, stored } = await start();
  await capture(await bench.held(), 1_000);
  stored.length = 0;
  simulator.faults.once('dropInEndOfDay');
  expect(await bench.endOfDay()).toEqual({ ok: false, error: { code: 'link_lost', orderSent: true } });
  expect(stored).toEqual([]);
  await bench.up();
  expect(await bench.endOfDay()).toEqual({ ok: true, value: nothing });
});

test('06 50: totals that cannot be stored are not acknowledged', async () => {
  await start();
  const full = () => {
    throw new Error('the disk is full');
  };
  expect(await bench.endOfDay(full)).toEqual({ ok: false, error: { code: 'not_stored' } });
});

test('status F0: the day is closed before the next card, and its totals are told', async () => {
  const { simulator, terminal, capture, notices, until } = await start({ config: { statusPollMs: 50 } });
  await capture(await bench.held(), 700);
  simulator.faults.always('statusEndOfDay');
  await until(() => !simulator.faults.isOn('statusEndOfDay'));
  await until(() => notices.some(({ type }) => type === 'dayClosed'));
  expect(notices).toContainEqual({ type: 'dayClosed', totals: visa(700) });
  expect(terminal.link).toBe('up');
});
