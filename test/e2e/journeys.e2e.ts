import { expect, test } from './fixture.ts';

/** What drivers do, over real sockets; after each the terminal's own book is compared with the receipts. */

test('pay first > plug > charge > stop by code > unplug > receipt', async ({ kiosk, page, station }) => {
  await kiosk.payWith('visa');
  const plug = await kiosk.sees('plug', (screen) => screen.step === 'cable');
  expect(plug.hold?.held).toEqual({ minor: 6000, currency: 'EUR' });
  await expect(page.getByText(plug.stopCode ?? 'no code', { exact: true })).toBeVisible();
  await kiosk.plugIn();
  await kiosk.charges(500);
  await kiosk.stopWithCode();
  await kiosk.sees('charging', (screen) => screen.activity === 'finishedGrace');
  await kiosk.unplug();
  const { receipt, endReason, link } = await kiosk.sees('receipt', (screen) => screen.hold?.state === 'captured');
  expect(endReason).toBe('driver');
  expect(receipt.energyWh).toBeCloseTo(receipt.meterEndWh - receipt.meterStartWh, 3);
  expect(station.book().map(({ state, capturedMinor }) => [state, capturedMinor])).toEqual([
    ['captured', receipt.total.minor],
  ]);
  const phone = await page.context().newPage();
  await phone.goto(link ?? 'no link');
  await expect(phone.locator('h1')).toHaveText('Verified');
  await expect(phone.getByText(`Receipt ${receipt.receiptNumber}`)).toBeVisible();
  await phone.close();
  await kiosk.press('Done');
  await kiosk.sees('attract');
});
