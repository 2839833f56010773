import { createServer, type Socket } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PrinterStatus } from '../../../../machines/ports/receiptPrinter.ts';
import { createParser } from '../../../simulators/printer/parser.ts';
import { type PrinterSimulator, startPrinterSimulator } from '../../../simulators/printer/printerSimulator.ts';
import { ReceiptPrinterConfig } from '../../../station/config.devices.ts';
import { drawReceipt } from '../draw.ts';
import { papers } from '../fixtures.ts';
import { createEscposPrinter } from './escposPrinter.ts';

let device: PrinterSimulator;
const short = { ...papers.german.receipt, sections: [] };

beforeEach(async () => {
  const started = await startPrinterSimulator({ host: '127.0.0.1', port: 0, rowsPerSecond: 20_000 });
  if (!started.ok) throw new Error(started.error.detail);
  device = started.value;
});
afterEach(() => device.close());

function printerOn(port: number, change: object = {}) {
  const config = ReceiptPrinterConfig.parse({
    protocol: 'escpos',
    host: '127.0.0.1',
    port,
    statusPollMs: 30,
    statusTimeoutMs: 200,
    connectTimeoutMs: 500,
    pollMs: 0,
    ...change,
  });
  return createEscposPrinter(config, { log: pino({ level: 'silent' }) });
}

/** As long as it takes for bytes to arrive. */
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 60));

/** The dots of the document are those on the paper, ahead of the blank to the knife. */
function expectPrinted(times: number): void {
  const drawn = drawReceipt(short, null, 576);
  expect(device.prints()).toHaveLength(times);
  for (const { bitmap } of device.prints())
    expect(Buffer.from(bitmap.bytes.subarray(0, drawn.bytes.length)).equals(drawn.bytes)).toBe(true);
  expect(device.refused).toEqual([]);
}

test('printed is said when it is on paper, dot for dot, and cut', async () => {
  expect(await printerOn(device.port).print(short, null)).toEqual({ ok: true, value: undefined });
  expectPrinted(1);
  expect(device.rowsInSlot).toBe(0);
});

test('two jobs at once come out one after the other', async () => {
  const printer = printerOn(device.port);
  const printed = await Promise.all([printer.print(short, null), printer.print(short, null)]);
  expect(printed.every(({ ok }) => ok)).toBe(true);
  expectPrinted(2);
});

test('paper out before the job: said at once, nothing sent', async () => {
  device.paperOut();
  const printer = printerOn(device.port);
  expect(await printer.print(short, null)).toEqual({ ok: false, error: { code: 'paper_out' } });
  device.loadPaper();
  expect(await printer.print(short, null)).toMatchObject({ ok: true });
  expectPrinted(1);
});

test('paper out in mid-job: not claimed printed, and the rest does not come out with the next roll', async () => {
  device.paperOut(150);
  const printer = printerOn(device.port);
  expect(await printer.print(short, null)).toEqual({ ok: false, error: { code: 'paper_out' } });
  expect(device.prints()).toHaveLength(0);
  expect(device.rowsInSlot).toBe(150);
  await aMoment();
  device.loadPaper();
  await aMoment();
  expect(device.rowsInSlot).toBe(150);
});

test('paper that ends with the last row of the receipt: not claimed either', async () => {
  device.paperOut(drawReceipt(short, null, 576).heightDots);
  expect(await printerOn(device.port).print(short, null)).toEqual({ ok: false, error: { code: 'paper_out' } });
});

test.each([
  ['cover open', (printer: PrinterSimulator) => printer.setCover(true), 'cover_open'],
  ['cutter jammed', (printer: PrinterSimulator) => printer.jamCutter(true), 'refused'],
  ['network gone', (printer: PrinterSimulator) => printer.setLink(false), 'link_lost'],
])('%s', async (_, mishap, code) => {
  await mishap(device);
  expect(await printerOn(device.port).print(short, null)).toMatchObject({ ok: false, error: { code } });
});

test.each([
  ['cover opened', () => device.setCover(true), 'cover_open'],
  ['network pulled', () => device.setLink(false), 'link_lost'],
] as const)('%s in mid-job', async (_, mishap, code) => {
  device.setSlow(true);
  const printing = printerOn(device.port).print(short, null);
  await new Promise((resolve) => setTimeout(resolve, 150));
  await mishap();
  expect(await printing).toMatchObject({ ok: false, error: { code } });
  expect(device.prints()).toHaveLength(0);
});

test('slow paper is waited for, but not for ever', async () => {
  device.setSlow(true);
  expect(await printerOn(device.port).print(short, null)).toMatchObject({ ok: true });
  expect(await printerOn(device.port, { jobTimeoutMs: 60 }).print(short, null)).toEqual({
    ok: false,
    error: { code: 'timed_out' },
  });
});

/** A device that answers as the test says. */
async function stranger(onClient: (socket: Socket) => void) {
  const server = createServer(onClient);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { port: typeof address === 'object' && address ? address.port : 0, close: () => server.close() };
}

test('somebody who listens and says nothing is no printer', async () => {
  const mute = await stranger(() => {});
  expect(await printerOn(mute.port).print(short, null)).toEqual({ ok: false, error: { code: 'timed_out' } });
  mute.close();
});

test('a printer that answers in turn although its paper has ended is asked once more before it is believed', async () => {
  let looks = 0;
  const clone = await stranger((socket) => {
    const parser = createParser();
    socket.on('data', (chunk) => {
      for (const parsed of parser.push(chunk))
        if (parsed.kind === 'atOnce' && parsed.command.type === 'status')
          socket.write(Uint8Array.of(++looks > 4 && parsed.command.n === 4 ? 0x7e : 0x12));
        else if (parsed.kind === 'inTurn' && parsed.command.type === 'sensors') socket.write(Uint8Array.of(0));
    });
  });
  expect(await printerOn(clone.port).print(short, null)).toEqual({ ok: false, error: { code: 'paper_out' } });
  clone.close();
});

test('it tells how it is when that changes', async () => {
  const printer = printerOn(device.port, { pollMs: 20 });
  const told: PrinterStatus[] = [];
  printer.onStatus((status) => told.push(status));
  const until = (trouble: PrinterStatus['trouble']) => expect.poll(() => printer.status.trouble).toBe(trouble);
  printer.start();
  await until(null);
  device.paperOut(500);
  await expect.poll(() => printer.status.paperLow).toBe(true);
  device.paperOut();
  await until('paper_out');
  await device.setLink(false);
  await until('link_lost');
  await printer.stop();
  expect(told.map(({ trouble }) => trouble)).toEqual([null, null, 'paper_out', 'link_lost']);
});
