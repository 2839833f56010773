import { billedEnergy } from '../../electron/metering/ocmf/billedEnergy.ts';
import { implausible } from '../../electron/metering/ocmf/plausibility.ts';
import { readOcmf } from '../../electron/metering/ocmf/record.ts';
import { verifyOcmf } from '../../electron/metering/ocmf/verify.ts';
import { expect, test } from './fixture.ts';

/** A billing meter beside the charge controller, over its own socket. */

test.use({
  settings: {
    'meter.protocol': '"lemDcbm"',
    'meter.evses': '[{ "evse": 1, "url": "http://127.0.0.1:0" }]',
    'meter.retryMs': '100',
    'meter.pollMs': '200',
  },
});

test('the receipt bills what the meter signed, to the last digit', async ({ kiosk, station }) => {
  await kiosk.payWith('visa');
  await kiosk.sees('plug', ({ step }) => step === 'cable');
  await kiosk.plugIn();
  await kiosk.charges(200);
  await kiosk.stopWithCode();
  const { receipt } = await kiosk.unplugForReceipt();

  const meter = station.headless.station.simulation?.meters[0];
  const [transaction] = meter?.book() ?? [];
  const record = readOcmf(transaction?.ocmf ?? '');
  const records = record.ok ? [record.value] : [];
  expect(receipt).toMatchObject({
    meterId: 'SIMDCBM1',
    meterStartWh: transaction?.begin.importWh,
    meterEndWh: transaction?.end.importWh,
  });
  expect(verifyOcmf(transaction?.ocmf ?? '', meter?.publicKeyHex ?? null).result).toBe('verified');
  const billedKwh = String(receipt.energyWh / 1_000);
  expect(implausible(records, { billedKwh, timeIsBilled: true })).toEqual([]);
  expect(billedEnergy(records).ok).toBe(true);
  await kiosk.done();
});

test('its seal broken > nothing is sold, and the hold goes back', async ({ kiosk, station }) => {
  station.headless.station.simulation?.meters[0]?.faults.always('tampered');
  await kiosk.payWith('visa');
  await kiosk.sees('plug', ({ step }) => step === 'cable');
  await kiosk.plugIn();
  await kiosk.sees('released');
  await expect.poll(() => station.book().map(({ state }) => state)).toEqual(['released']);
});
