import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import type { PaperText, PrinterError, ReceiptPrinter } from '../../machines/ports/receiptPrinter.ts';
import { err, ok } from '../../machines/result.ts';
import type { LinkView } from '../../machines/staffView.ts';
import { exampleConfig, settled, silent } from '../station/fixtures.ts';
import { bench, type StaffBench } from './bench.ts';
import type { Course } from './tests/course.ts';
import { dryRunTest } from './tests/dryRun.ts';
import { hostsOf, networkTest } from './tests/network.ts';
import type { TestName } from './tests/results.ts';

const begin = async (at: StaffBench, name: TestName) => {
  const begun = await at.ask('technician', 'test.begin', { name });
  await settled();
  return begun;
};
const say = async (at: StaffBench, said: 'yes' | 'no') => {
  await at.ask('technician', 'test.say', { said });
  await settled();
};
const look = async (at: StaffBench) => {
  const seen = await at.ask('technician', 'test.look', undefined);
  if (!seen.ok) throw new Error('not looked');
  return seen.value;
};
const last = async (at: StaffBench, name: TestName) => (await look(at)).tests.find((row) => row.name === name)?.last;

function printerThat(trouble: PrinterError | null) {
  const printed: PaperText[] = [];
  const printer: ReceiptPrinter = {
    status: { trouble: null, paperLow: false },
    start: () => undefined,
    stop: async () => undefined,
    print: async (receipt) => {
      if (trouble) return err(trouble);
      printed.push(receipt);
      return ok(undefined);
    },
    onStatus: () => () => undefined,
  };
  return {
    printer,
    printed,
    mend: () => {
      trouble = null;
    },
  };
}

test('an empty printer is found, with the fault staff have words for; with paper, the page is judged by eye', async () => {
  const { printer, printed, mend } = printerThat({ code: 'paper_out' });
  const at = await bench({ printer });
  await begin(at, 'printer');
  await expect.poll(() => last(at, 'printer')).toMatchObject({ outcome: 'failed', fault: 'printerPaperOut' });
  mend();
  await begin(at, 'printer');
  await expect.poll(async () => (await look(at)).running?.step).toMatchObject({ step: 'ask', question: 'print' });
  expect(printed).toMatchObject([{ title: 'Test page, not a receipt', prices: [] }]);
  await say(at, 'yes');
  expect(await last(at, 'printer')).toMatchObject({ outcome: 'passed', fault: null });
  expect(at.trail().slice(0, 2)).toEqual(['technician test.end testPassed', 'technician test.begin done']);
});

test('a station without a printer says so instead of testing', async () => {
  const at = await bench();
  expect(await begin(at, 'printer')).toMatchObject({ error: { code: 'noDevice' } });
  expect((await look(at)).tests).toContainEqual({ name: 'printer', hindrance: 'noDevice', last: null });
});

test('the controller answers for each cable, and what it says is wrong fails the test', async () => {
  const at = await bench();
  at.link(true);
  await begin(at, 'controller');
  expect(await last(at, 'controller')).toMatchObject({
    outcome: 'passed',
    facts: [
      { fact: 'latency', of: 'A' },
      { fact: 'latency', of: 'B' },
    ],
  });
  at.faults.set(2, [{ type: 'evse_manager/Inoperative', emergencyStop: false, inoperative: true }]);
  await begin(at, 'controller');
  expect(await last(at, 'controller')).toMatchObject({ outcome: 'failed', fault: 'connectorFault' });
});

const stop = { type: 'evse_board_support/MREC8EmergencyStop', emergencyStop: true, inoperative: true };
const availability = (isPressed: boolean) =>
  ({ type: 'availability', enabled: true, reserved: false, faults: isPressed ? [stop] : [] }) as const;

test('the emergency stop: pressed, seen at which cables, released, and a person says that these are the right ones', async () => {
  const at = await bench();
  at.link(true);
  await begin(at, 'emergencyStop');
  expect((await look(at)).running?.step).toEqual({ step: 'pressStop' });
  await at.tellOf(1, availability(true));
  await at.clock.advance(3_000);
  expect((await look(at)).running?.step).toEqual({ step: 'releaseStop', cables: ['A'] });
  await at.tellOf(1, availability(false));
  await at.clock.advance(1_000);
  expect((await look(at)).running?.step).toEqual({ step: 'ask', question: 'cables', cables: ['A'] });
  await say(at, 'no');
  expect(await last(at, 'emergencyStop')).toMatchObject({
    finding: 'wrongCables',
    facts: [{ fact: 'cables', labels: ['A'] }],
  });
});

test('an emergency stop that is not reported, or stays pressed, fails', async () => {
  const at = await bench();
  at.link(true);
  await begin(at, 'emergencyStop');
  await at.clock.advance(61_000);
  expect(await last(at, 'emergencyStop')).toMatchObject({ finding: 'notPressed' });
  await begin(at, 'emergencyStop');
  await at.tellOf(2, availability(true));
  await at.clock.advance(120_000);
  expect(await last(at, 'emergencyStop')).toMatchObject({ finding: 'notReleased', facts: [{ labels: ['B'] }] });
});

test('whatever ends a test, it clears up behind itself: nobody listens to the controller any more', async () => {
  const at = await bench();
  at.link(true);
  const before = at.listeners();
  await begin(at, 'emergencyStop');
  await at.tellOf(1, availability(true));
  await at.clock.advance(3_000);
  await at.tellOf(1, availability(false));
  await at.clock.advance(1_000);
  expect((await look(at)).running?.step).toMatchObject({ step: 'ask', question: 'cables' });
  expect(at.listeners()).toBe(before + 1);
  await at.ask('technician', 'test.cancel', undefined);
  await settled();
  expect(at.listeners()).toBe(before);
  expect(await last(at, 'emergencyStop')).toMatchObject({ outcome: 'stopped', finding: 'cancelled' });
});

const alone = (signal: AbortSignal = new AbortController().signal): Course => ({
  signal,
  show: () => undefined,
  ask: async () => 'yes',
  hear: async () => ({ said: 'yes' }),
  until: async (seen) => seen(),
});

test('each host is looked up and connected to, but not the terminal whose link stands', async () => {
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  const link: LinkView = {
    device: 'cardTerminal',
    evse: null,
    address: '',
    state: 'up',
    sinceMs: 0,
    latencyMs: 12,
    lastError: null,
    version: null,
  };
  const hosts = () => [
    { use: 'cardTerminal', host: '192.0.2.1', port: 22000 } as const,
    { use: 'broker', host: '127.0.0.1', port } as const,
    { use: 'mail', host: '127.0.0.1', port: 1 } as const,
    { use: 'helpDesk', host: 'no-such-host.invalid', port: 443 } as const,
  ];
  const verdict = await networkTest({ hosts, links: () => [link] }).run(alone());
  server.close();
  expect(verdict).toMatchObject({
    outcome: 'failed',
    finding: 'hostsAway',
    facts: [
      { address: '192.0.2.1:22000', ms: 12, isLinked: true, trouble: null },
      { address: `127.0.0.1:${port}`, trouble: null, isLinked: false },
      { address: '127.0.0.1:1', ms: null, trouble: 'refused' },
      { address: 'no-such-host.invalid:443', ms: null, trouble: 'unknownName' },
    ],
  });
  expect(hostsOf(exampleConfig()).map(({ use }) => use)).toEqual([
    'cardTerminal',
    'broker',
    'receiptPrinter',
    'mail',
    'helpDesk',
  ]);
});

test('a practice charge goes through on simulated hardware, its books agree, and nothing is left of it', async () => {
  const config = exampleConfig();
  const verdict = await dryRunTest({ config, log: silent }).run(alone());
  expect(verdict).toMatchObject({
    outcome: 'passed',
    facts: [{ fact: 'energy' }, { fact: 'money', currency: 'EUR' }, { fact: 'receipt', text: 'S1-000001' }],
  });
  expect(await dryRunTest({ config, log: silent }).run(alone(AbortSignal.abort()))).toMatchObject({
    outcome: 'stopped',
  });
}, 60_000);
