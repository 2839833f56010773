import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TerminalFault } from '../../electron/simulators/cardTerminal/faults.ts';
import type { TerminalSimulator } from '../../electron/simulators/cardTerminal/terminalSimulator.ts';
import { expect, type StationUnderTest, test } from './fixture.ts';

/**
 * What a terminal can do wrong while money moves: at the pre-authorization, at the capture, at the release. However the
 * order ends, each hold is captured once for its receipt, or released.
 */

/** The order comes through as if nothing were. */
const manners = [
  'lateAck',
  'duplicateStatus',
  'splitBytes',
  'coalesceFrames',
  'longLength',
  'unknownBmp',
  'unknownTag',
  'printsFirst',
  'longHostWait',
] as const satisfies readonly TerminalFault[];

/** The order is undone, or its end is not heard. */
const troubles = [
  'noAck',
  'dropBeforeAck',
  'dropAfterAck',
  'dropBeforeStatus',
  'dropAfterStatus',
  'ackLost',
  'dropBeforeCompletion',
  'bankUnreachable',
  'garbage',
] as const satisfies readonly TerminalFault[];

for (const fault of manners)
  test(`${fault} all along > charge > receipt paid once`, async ({ kiosk, station }) => {
    terminalOf(station).faults.always(fault);
    await kiosk.payWith('visa');
    await kiosk.plugIn();
    await kiosk.charges(50);
    await kiosk.unplug();
    const { receipt } = await kiosk.sees('receipt', ({ hold }) => hold?.state === 'captured');
    expect(captures(station)).toEqual([receipt.total.minor]);
  });

for (const fault of troubles) {
  test(`pre-authorization > ${fault} > next try works; capture > ${fault} > settled by itself`, async ({
    kiosk,
    station,
  }) => {
    onceAtHold(station, fault);
    await kiosk.payWith('visa');
    const { hold } = await kiosk.sees('declined');
    expect(hold.minor).toBe(6000);
    await kiosk.press('Cancel');
    await expect.poll(() => kiosk.view().terminal).toBe('up');
    await kiosk.payWith('mastercard');
    await kiosk.sees('plug', (screen) => screen.step === 'cable');
    await expect.poll(() => station.book().filter(({ state }) => state === 'held')).toHaveLength(1);
    await kiosk.plugIn();
    await kiosk.charges(50);
    terminalOf(station).faults.once(fault);
    await kiosk.unplug();
    const { receipt } = await kiosk.sees('receipt', (screen) => screen.hold?.state === 'captured');
    expect(captures(station)).toEqual([receipt.total.minor]);
  });

  test(`release > ${fault} > given back by itself, once`, async ({ kiosk, station }) => {
    await kiosk.payWith('visa');
    await kiosk.sees('plug', (screen) => screen.step === 'cable');
    terminalOf(station).faults.once(fault);
    await kiosk.press('Cancel');
    await kiosk.sees('released', ({ hold }) => hold?.state === 'released');
    expect(station.book().map(({ state }) => state)).toEqual(['released']);
  });
}

test('busy for a moment > charge > receipt paid once', async ({ kiosk, station }) => {
  onceAtHold(station, 'busy');
  await kiosk.payWith('visa');
  await kiosk.plugIn();
  await kiosk.charges(50);
  terminalOf(station).faults.once('busy');
  await kiosk.unplug();
  await kiosk.sees('receipt', ({ hold }) => hold?.state === 'captured');
  expect(captures(station)).toHaveLength(1);
});

test('a terminal that sends whole card numbers > none is kept', async ({ kiosk, page, station }) => {
  terminalOf(station).faults.always('unmaskedCardData');
  await kiosk.payWith('visa');
  await kiosk.plugIn();
  await kiosk.charges(50);
  await kiosk.unplug();
  await kiosk.sees('receipt', ({ hold }) => hold?.state === 'captured');
  await expect(page.locator('body')).not.toContainText('411111111111');
  expect(JSON.stringify(kiosk.view())).not.toContain('411111111111');
  expect(filesWith(station.dataDir, ['4111111111111111'])).toEqual([]);
});

test('the bank is away for the capture > delayed > settled when it is back', async ({ kiosk, station }) => {
  await kiosk.payWith('visa');
  await kiosk.plugIn();
  await kiosk.charges(50);
  terminalOf(station).faults.always('bankUnreachable');
  await kiosk.unplug();
  await kiosk.sees('receipt', ({ hold }) => hold?.state === 'delayed');
  expect(captures(station)).toEqual([null]);
  terminalOf(station).faults.clear('bankUnreachable');
  const { receipt } = await kiosk.sees('receipt', ({ hold }) => hold?.state === 'captured');
  expect(captures(station)).toEqual([receipt.total.minor]);
});

test.describe('a small hold', () => {
  test.use({ settings: { 'payment.holdMinor': '1000' } });
  test('the bank approves less > charge stops within what is held', async ({ kiosk, station }) => {
    onceAtHold(station, 'lowerApproval');
    await kiosk.payWith('visa');
    const { hold } = await kiosk.sees('plug', (screen) => screen.step === 'cable');
    expect(hold?.held.minor).toBe(500);
    await kiosk.plugIn();
    await kiosk.sees('charging', ({ endReason }) => endReason === 'holdReached');
    await kiosk.sees('charging', ({ activity }) => activity === 'finishedGrace');
    await kiosk.unplug();
    const { receipt } = await kiosk.sees('receipt', (screen) => screen.hold?.state === 'captured');
    expect(receipt.total.minor).toBeLessThanOrEqual(500);
    expect(captures(station)).toEqual([receipt.total.minor]);
  });
});

function terminalOf({ headless }: StationUnderTest): TerminalSimulator {
  const { simulation } = headless.station;
  if (!simulation) throw new Error('nothing is simulated here');
  return simulation.terminal;
}

/** The card has been read: the next order is the pre-authorization. */
function onceAtHold(station: StationUnderTest, fault: TerminalFault): void {
  const terminal = terminalOf(station);
  const end = terminal.onChange(() => {
    if (!terminal.state().display.includes('One moment')) return;
    end();
    terminal.faults.once(fault);
  });
}

const captures = (station: StationUnderTest): (number | null)[] =>
  station
    .book()
    .filter(({ state }) => state !== 'released')
    .map(({ capturedMinor }) => capturedMinor);

/** Files of the station (not the simulators') that hold one of these texts. */
function filesWith(dir: string, texts: readonly string[]): string[] {
  return readdirSync(dir)
    .map((name) => join(dir, name))
    .filter((file) => statSync(file).isFile())
    .filter((file) => texts.some((text) => readFileSync(file, 'latin1').includes(text)));
}
