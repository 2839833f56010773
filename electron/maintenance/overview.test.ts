import { expect, test } from 'vitest';
import { createLinkHealths } from '../bridge/linkHealth.ts';
import { desk, firstAdministrator, type TestDesk } from './fixtures.ts';
import type { OverviewView } from './overview.ts';

async function look(at: TestDesk, token: string): Promise<OverviewView> {
  const answer = await at.maintenance.handlers.handleRequest({ token, name: 'overview.look' });
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value as OverviewView;
}

test('a link that is away or in trouble is told with its fault; one that was never used is not', async () => {
  const clock = { nowMs: 1_000 };
  const healths = createLinkHealths(() => clock.nowMs);
  healths.of('mail', 'mail:587');
  const printer = healths.of('receiptPrinter', 'printer:9100');
  const terminal = healths.of('cardTerminal', 'terminal:20007');
  terminal.become('up');
  terminal.answered(12.4);
  terminal.version('1.2.3');
  printer.become('trouble');
  printer.failed('paper_out');
  const at = desk({ nowMs: Date.now() }, undefined, 7, healths.all);
  const { token } = await firstAdministrator(at);
  const { links } = await look(at, token);
  expect(links.map(({ device, fault }) => [device, fault])).toEqual([
    ['cardTerminal', null],
    ['receiptPrinter', 'printerPaperOut'],
    ['mail', null],
  ]);
  expect(links[0]).toMatchObject({ state: 'up', latencyMs: 12, version: '1.2.3' });
  clock.nowMs = 5_000;
  terminal.become('down');
  terminal.failed('connect ECONNREFUSED');
  expect((await look(at, token)).links[0]).toMatchObject({
    state: 'down',
    sinceMs: 5_000,
    fault: 'terminalAway',
    lastError: { atMs: 5_000, text: 'connect ECONNREFUSED' },
  });
});

test('what went wrong last is told newest first, by cable and code; what was right again is not', async () => {
  const at = desk({ nowMs: Date.now() });
  const { token } = await firstAdministrator(at);
  const place = { connectorId: 1, timeZone: 'Europe/Madrid' };
  at.store.recordConnectorState({ ...place, state: 'up', sinceMs: 1 });
  at.store.recordConnectorState({ ...place, state: 'emergencyStop', sinceMs: 2 });
  at.store.recordConnectorState({ ...place, state: 'up', sinceMs: 3 });
  at.store.recordStartFailed({ ...place, connectorId: 2, sessionId: null, cause: 'cardDeclined' });
  expect((await look(at, token)).troubles.map(({ connector, code }) => [connector, code])).toEqual([
    ['B', 'P-101'],
    ['A', 'C-302'],
  ]);
});

test('the machine tells disk, memory and clock', async () => {
  const at = desk({ nowMs: Date.now() - 60_000 });
  const { token } = await firstAdministrator(at);
  const { machine } = await look(at, token);
  expect(machine.memory.totalBytes).toBeGreaterThan(machine.memory.ownBytes);
  expect(machine.behindMs).toBeGreaterThanOrEqual(60_000);
});
