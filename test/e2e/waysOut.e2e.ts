import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchState, DriverIntent } from '../../electron/ipc/contract.ts';
import type { PrinterSimulator } from '../../electron/simulators/printer/printerSimulator.ts';
import type { MailState, PrintState } from '../../machines/view.ts';
import { expect, test } from './fixture.ts';
import type { Kiosk } from './kiosk.ts';
import { type Hardware, test as split } from './split.ts';

/** A receipt leaves the station: on paper and by mail, and what happens when the one or the other will not take it. */

const address = 'driver@example.com';
const quick = { 'mail.retryMinMs': '300', 'mail.retryMaxMs': '300', 'receiptPrinter.statusPollMs': '100' };

async function toReceipt(kiosk: Kiosk) {
  await kiosk.payWith('visa');
  await kiosk.sees('plug', ({ step }) => step === 'cable');
  await kiosk.plugIn();
  await kiosk.charges(500);
  return kiosk.unplugForReceipt();
}

async function asks(kiosk: Kiosk, intent: DriverIntent) {
  return kiosk.station.headless.station.handlers.kiosk?.handleSendIntent(DriverIntent.parse(intent));
}
const prints = (kiosk: Kiosk, is: PrintState) => kiosk.sees('receipt', ({ deliveries }) => deliveries.print === is);
const mails = (kiosk: Kiosk, is: MailState) => kiosk.sees('receipt', ({ deliveries }) => deliveries.mail === is);

function devicesOf({ station }: Kiosk) {
  const { printer, mail } = station.headless.station.simulation?.waysOut ?? {};
  if (!printer || !mail) throw new Error('the example config simulates printer and mail server');
  return { printer, mail };
}
const black = ({ prints }: Pick<PrinterSimulator, 'prints'>) =>
  prints().map(({ bitmap }) => bitmap.bytes.some(Boolean));

test.describe('on paper', () => {
  test.use({ settings: quick });

  for (const language of ['en', 'es', 'de'])
    test(`printed, in ${language}`, async ({ kiosk }, info) => {
      const { receipt } = await toReceipt(kiosk);
      await asks(kiosk, { type: 'SET_LANGUAGE', language });
      const { printer } = devicesOf(kiosk);
      for (let tap = 0; tap < 2; tap++)
        expect(await asks(kiosk, { type: 'PRINT_RECEIPT', sessionId: receipt.sessionId })).toEqual({ ok: true });
      await prints(kiosk, 'printed');
      expect(black(printer)).toEqual([true]);
      expect(printer.refused).toEqual([]);
      const png = printer.png(1);
      if (png) await info.attach(`print-${language}`, { body: png, contentType: 'image/png' });
    });

  test('out of paper > said, nothing lost > paper loaded > printed', async ({ kiosk }) => {
    const { receipt } = await toReceipt(kiosk);
    const { printer } = devicesOf(kiosk);
    await kiosk.station.bench({ type: 'printerPaper', loaded: false });
    await asks(kiosk, { type: 'PRINT_RECEIPT', sessionId: receipt.sessionId });
    await prints(kiosk, 'printerPaperOut');
    expect(printer.prints()).toEqual([]);
    await kiosk.station.bench({ type: 'printerPaper', loaded: true });
    await asks(kiosk, { type: 'PRINT_RECEIPT', sessionId: receipt.sessionId });
    await prints(kiosk, 'printed');
    expect(black(printer)).toEqual([true]);
  });
});

test.describe('by mail', () => {
  test.use({ settings: quick });

  test('sent once, with what the meter signed', async ({ kiosk }) => {
    const { receipt } = await toReceipt(kiosk);
    const { mail } = devicesOf(kiosk);
    for (let tap = 0; tap < 2; tap++)
      expect(await asks(kiosk, { type: 'MAIL_RECEIPT', sessionId: receipt.sessionId, address })).toEqual({ ok: true });
    await mails(kiosk, 'sent');
    const [got, ...more] = mail.received();
    expect(more).toEqual([]);
    expect(got?.to).toEqual([address]);
    expect(got?.parts[0]?.headers.get('subject')).toContain(receipt.receiptNumber);
    const contents = got?.parts.map(({ content }) => content) ?? [];
    expect(contents.filter((content) => content.includes(receipt.receiptNumber))).toHaveLength(2);
    expect(contents.some((content) => content.includes('signedData format="OCMF"'))).toBe(true);
  });

  test('another receipt than the one on the screen goes nowhere', async ({ kiosk }) => {
    const { receipt } = await toReceipt(kiosk);
    const { sessionId } = receipt;
    const unfit = { ok: false, error: { code: 'unfit' } };
    kiosk.expectsRefusals = true;
    expect(await asks(kiosk, { type: 'MAIL_RECEIPT', sessionId: 'another', address })).toMatchObject(unfit);
    await kiosk.done();
    expect(await asks(kiosk, { type: 'MAIL_RECEIPT', sessionId, address })).toMatchObject(unfit);
    expect(await asks(kiosk, { type: 'PRINT_RECEIPT', sessionId })).toMatchObject(unfit);
    expect(devicesOf(kiosk).mail.received()).toEqual([]);
  });

  test('no such mailbox > said > another address > sent', async ({ kiosk }) => {
    const { receipt } = await toReceipt(kiosk);
    const { sessionId } = receipt;
    await kiosk.station.bench({ type: 'mailRefuse', on: true });
    await asks(kiosk, { type: 'MAIL_RECEIPT', sessionId, address: 'dirver@example.com' });
    await mails(kiosk, 'mailAddressRefused');
    await kiosk.station.bench({ type: 'mailRefuse', on: false });
    await asks(kiosk, { type: 'MAIL_RECEIPT', sessionId, address });
    await mails(kiosk, 'sent');
    expect(
      devicesOf(kiosk)
        .mail.received()
        .map(({ to }) => to),
    ).toEqual([[address]]);
  });
});

split.describe('the mail server is away', () => {
  split.use({ settings: quick });

  /** Everything the station has written down, as it lies on the disk. */
  const onDisk = ({ dataDir }: Hardware) =>
    readdirSync(dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
      .join('\n');

  for (const end of ['kill', 'interrupt'] as const)
    split(`waiting > ${end} > started again > sent once, the address gone`, async ({ hardware, page }) => {
      const { simulation } = hardware;
      const received = () => (simulation.handlers.handleGetState(undefined) as BenchState).mail?.received ?? [];
      const bench = (action: Parameters<typeof simulation.handlers.handleAct>[0]) =>
        simulation.handlers.handleAct(action);
      await bench({ type: 'mailServer', up: false });
      const station = await hardware.spawn();
      station.send({ type: 'SELECT_CONNECTOR', connectorId: 1 });
      await station.does({ type: 'START', connectorId: 1 }, 'present', ({ step }) => step === 'card');
      await bench({ type: 'presentCard', card: 'visa' });
      await station.sees('plug', ({ step }) => step === 'cable');
      await bench({ type: 'plugIn', evse: 1, car: 'ioniq' });
      await station.sees('charging', ({ energyWh }) => energyWh > 100);
      await bench({ type: 'unplug', evse: 1 });
      const { receipt } = await station.sees('receipt', ({ hold }) => hold?.state === 'captured');
      const { sessionId } = receipt;
      await station.does(
        { type: 'MAIL_RECEIPT', sessionId, address },
        'receipt',
        ({ deliveries }) => deliveries.mail === 'waiting',
      );
      expect(onDisk(hardware)).not.toContain(address);
      await station[end]();
      expect(onDisk(hardware)).not.toContain(address);
      expect(received()).toEqual([]);

      await bench({ type: 'mailServer', up: true });
      const kiosk = await hardware.revive(page);
      await expect.poll(() => received().map(({ to }) => to), { timeout: 20_000 }).toEqual([address]);
      await kiosk.choose('A');
      await kiosk.sees('receipt', ({ deliveries }) => deliveries.mail === 'sent');
      await page.waitForTimeout(1_000);
      expect(received()).toHaveLength(1);
      expect(onDisk(hardware)).not.toContain(address);
    });
});
