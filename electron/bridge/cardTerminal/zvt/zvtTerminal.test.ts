import { afterEach, describe, expect, test } from 'vitest';
import { type Bench, euros, openBench, PASSWORD } from './testBench.ts';
import { createZvtTerminal } from './zvtTerminal.ts';

let bench: Bench;
afterEach(() => bench?.close());
const start = async (...args: Parameters<typeof openBench>): Promise<Bench> => {
  bench = await openBench(...args);
  await bench.up();
  return bench;
};

describe('link', () => {
  test('registers, asks the status, is up', async () => {
    const { notices } = await start();
    expect(notices).toEqual([
      { type: 'link', state: 'connecting' },
      { type: 'link', state: 'up' },
    ]);
  });

  test('cable out > link down, orders fail unsent; cable in > up again', async () => {
    const { simulator, terminal, until, hold, notices } = await start();
    await simulator.setLink(false);
    const attempts = () => notices.filter((notice) => notice.type === 'link' && notice.state === 'connecting').length;
    await until(() => attempts() > 1 && terminal.link === 'down');
    expect(await hold()).toEqual({ ok: false, error: { code: 'link_lost', orderSent: false } });
    await simulator.setLink(true);
    await bench.up();
    expect((await bench.held()).amount).toEqual(euros(6_000));
  });

  test('a registration that does not say who answered > the status does (1F44)', async () => {
    const { simulator, terminal, until } = await start();
    const { terminalId } = terminal;
    expect(terminalId).toMatch(/^\d{8}$/);
    simulator.faults.always('namelessRegistration');
    await simulator.reboot();
    await until(() => terminal.link !== 'up');
    await bench.up();
    expect(terminal.terminalId).toBe(terminalId);
  });

  test('reboot > registers again', async () => {
    const { simulator, terminal, until } = await start();
    await simulator.reboot();
    await until(() => terminal.link !== 'up');
    await bench.up();
    expect((await bench.held()).receiptNumber).toBe('0001');
  });

  test('terminal that hangs up when idle > the next order opens it again', async () => {
    const { simulator, until, terminal } = await start({ config: { reconnectMinMs: 5_000 } });
    simulator.faults.once('idleDisconnect');
    await until(() => terminal.link === 'down');
    simulator.faults.clear();
    expect((await bench.held()).amount).toEqual(euros(6_000));
  });

  test('another terminal id than configured > never up', async () => {
    bench = await openBench({ config: { expectedTerminalId: '11111111' } });
    await bench.until(() => bench.logged.some((line) => line.includes('wrong terminal')));
    expect(bench.terminal.link).not.toBe('up');
  });

  test.each([
    ['statusEndOfDay', '0650'],
    ['statusInitialise', '0693'],
    ['statusDiagnosis', '0670'],
    ['statusBusy', '0501'],
  ] as const)('status with remedy: %s > %s > up and ready', async (fault, remedy) => {
    await start();
    const { simulator, terminal, until } = bench;
    simulator.faults.once(fault);
    await simulator.reboot();
    await until(() => terminal.link !== 'up');
    await bench.up();
    expect(bench.logged.filter((line) => line.includes(`→ ${remedy}`)).length).toBeGreaterThan(
      remedy === '0501' ? 2 : 0,
    );
    expect((await bench.held()).receiptNumber).toBe('0001');
  });

  test('end of day wanted while a hold is open > settled first, then closed', async () => {
    const { simulator, terminal, capture, until } = await start({ config: { statusPollMs: 100 } });
    const hold = await bench.held();
    simulator.faults.always('bookOpenAtEndOfDay');
    simulator.faults.always('statusEndOfDay');
    await simulator.setLink(false);
    await until(() => terminal.link !== 'up');
    await simulator.setLink(true);
    await bench.up();
    expect(simulator.book()).toMatchObject([{ state: 'held' }]);
    expect(await bench.read()).toMatchObject({ ok: false, error: { code: 'out_of_service', hostCode: 'F0' } });
    expect(await capture(hold, 1_000)).toMatchObject({ ok: true });
    await until(() => !simulator.faults.isOn('statusEndOfDay'));
    expect(simulator.book()).toMatchObject([{ state: 'captured', capturedMinor: 1_000 }]);
  });

  test('another terminal in its place > a hold of the first one is not settled there, under the same number', async () => {
    const { simulator, terminal, capture, reverse, until } = await start();
    const hold = await bench.held();
    simulator.faults.always('wrongTerminalId');
    await simulator.setLink(false);
    await until(() => terminal.link !== 'up');
    await simulator.setLink(true);
    await bench.up();
    const elsewhere = { ok: false, error: { code: 'out_of_service', hostCode: 'other terminal' } };
    expect(await capture(hold, 1_000)).toEqual(elsewhere);
    expect(await reverse(hold)).toEqual(elsewhere);
    expect(simulator.book()).toMatchObject([{ state: 'held' }]);
  });

  test('out of order > up for settlement, no cards', async () => {
    await start();
    const hold = await bench.held();
    bench.simulator.faults.always('outOfOrder');
    await bench.simulator.setLink(false);
    await bench.until(() => bench.terminal.link !== 'up');
    await bench.simulator.setLink(true);
    await bench.up();
    expect(await bench.read()).toEqual({ ok: false, error: { code: 'out_of_service', hostCode: 'DF' } });
    expect(await bench.hold()).toEqual({ ok: false, error: { code: 'out_of_service', hostCode: 'DF' } });
    expect((await bench.capture(hold, 1_000)).ok).toBe(true);
  });

  test('status poll, also between two rounds of reading > what it asks for is done', async () => {
    const { simulator, read, logged, until } = await start({ config: { statusPollMs: 100, readTimeoutS: 1 } });
    const reading = read(2_000);
    await until(() => logged.some((line) => line.includes('→ 06C0')));
    await new Promise((resolve) => setTimeout(resolve, 30));
    simulator.faults.always('statusEndOfDay');
    await reading;
    expect(logged.some((line) => line.includes('→ 0650'))).toBe(true);
    expect(simulator.faults.isOn('statusEndOfDay')).toBe(false);
  });

  test('configuration that cannot work > refused at creation', async () => {
    await start();
    const config = { ...({} as Parameters<typeof createZvtTerminal>[0]), currency: 'XXX' };
    const deps = { log: {} as Parameters<typeof createZvtTerminal>[1]['log'], password: PASSWORD };
    expect(() => createZvtTerminal(config, deps)).toThrow('currency XXX');
    expect(() => createZvtTerminal({ ...config, currency: 'EUR' }, { ...deps, password: 'abc' })).toThrow('six digits');
  });
});

describe('read card', () => {
  test.each([
    ['visa', 'Visa', '1111'],
    ['mastercard', 'Mastercard', '4444'],
    ['girocardPin', 'girocard', '0142'],
    ['phoneVisa', 'Visa', '1881'],
  ])('%s > bank card, recognised by its token', async (id, brand, last4) => {
    const { simulator, read } = await start();
    simulator.presentCard(id);
    const first = await read();
    await new Promise((resolve) => setTimeout(resolve, 160));
    simulator.presentCard(id);
    const second = await read();
    expect(first).toMatchObject({
      ok: true,
      value: { kind: 'bankCard', card: { brand, last4, entryMode: 'contactless' } },
    });
    expect(first).toMatchObject({ value: { token: expect.stringMatching(/^[0-9a-f]{32}$/) } });
    expect(second).toEqual(first);
  });

  test.each([
    ['keyFleet7', '04A1B2C3D4E5F6'],
    ['keyUnknown', '04FFEEDDCCBBAA'],
    ['keyBlocked', '04BB0000000001'],
    ['keyWithPin', '04CC0000000002'],
  ])('%s > charging key', async (id, uid) => {
    const { simulator, read } = await start();
    simulator.presentCard(id);
    expect(await read()).toEqual({ ok: true, value: { kind: 'chargingKey', uid } });
  });

  test('no card > rounds go on until the time is over', async () => {
    const { read, prompts, logged } = await start({ config: { readTimeoutS: 1 } });
    const before = Date.now();
    expect(await read(1_500)).toEqual({ ok: false, error: { code: 'timed_out', waitedFor: 'card' } });
    expect(Date.now() - before).toBeGreaterThan(1_490);
    expect(logged.filter((line) => line.includes('→ 06C0')).length).toBe(2);
    expect(prompts).toEqual(['presentCard']);
  });

  test('cancel > abort, and the terminal is free', async () => {
    const { read, until, prompts, simulator } = await start();
    const cancel = new AbortController();
    const reading = read(60_000, cancel.signal);
    await until(() => prompts.includes('presentCard'));
    await new Promise((resolve) => setTimeout(resolve, 30));
    cancel.abort();
    expect(await reading).toEqual({ ok: false, error: { code: 'cancelled' } });
    simulator.presentCard('keyFleet7');
    expect((await read()).ok).toBe(true);
  });

  test('abort crosses the end of the order > cancelled, next order unharmed', async () => {
    const { read, until, prompts, simulator } = await start();
    simulator.faults.once('abortCrosses');
    const cancel = new AbortController();
    const reading = read(60_000, cancel.signal);
    await until(() => prompts.includes('presentCard'));
    await new Promise((resolve) => setTimeout(resolve, 30));
    cancel.abort();
    expect(await reading).toEqual({ ok: false, error: { code: 'cancelled' } });
    expect((await bench.held()).receiptNumber).toBe('0001');
  });

  test('card that was just read pays without being presented again', async () => {
    const { simulator, read, hold, prompts } = await start();
    simulator.presentCard('mastercard');
    const card = await read();
    const held = await hold();
    expect(held).toMatchObject({
      ok: true,
      value: { amount: euros(6_000), card: { brand: 'Debit Mastercard', last4: '4444' } },
    });
    expect(held.ok && card.ok && card.value.kind === 'bankCard' && held.value.token === card.value.token).toBe(true);
    expect(prompts).toEqual(['presentCard', 'wait']);
  });

  test('two drivers > the second waits until the first has paid', async () => {
    const { simulator, read, until, prompts } = await start();
    simulator.presentCard('visa');
    const first = read();
    const second = read(4_000);
    await first;
    simulator.presentCard('keyFleet7');
    const held = await bench.hold();
    expect(held).toMatchObject({ ok: true, value: { card: { last4: '1111' } } });
    expect(await second).toMatchObject({ ok: true, value: { kind: 'chargingKey' } });
    expect(prompts).toContain('waitingForTurn');
    await until(() => simulator.state().cardPresented === null);
  });
});
