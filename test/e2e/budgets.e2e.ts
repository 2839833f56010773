import { expect, test } from './fixture.ts';

/** How far a driver wants to charge, chosen by touches, and what it will cost. */

test.describe('a charge for an amount', () => {
  test.use({ settings: { 'payment.stopMarginSeconds': '40', 'simulation.speed': '20' } });

  test('€10 > ends by itself within them > the receipt says why', async ({ kiosk }) => {
    await kiosk.choose('A');
    await kiosk.press(/How far\?/);
    await kiosk.press('Amount');
    await kiosk.says(/^About 16 kWh in /);
    await kiosk.press('For €10.00');
    await kiosk.sees('price', ({ budget }) => budget?.kind === 'amount');
    await kiosk.payWith('visa');
    await kiosk.plugIn();
    const { endReason } = await kiosk.sees('charging', ({ activity }) => activity === 'finishedGrace');
    expect(endReason).toBe('budgetReached');
    const { receipt } = await kiosk.unplugForReceipt();
    expect(receipt.total.minor).toBeGreaterThan(800);
    expect(receipt.total.minor).toBeLessThanOrEqual(1_000);
    await kiosk.says('You have what you wanted: the charge stopped by itself.');
    expect(kiosk.booked()).toEqual([{ state: 'captured', heldMinor: 6_000, capturedMinor: receipt.total.minor }]);
  });
});

test('another budget while it charges > only with the stop code', async ({ kiosk }) => {
  await kiosk.payWith('visa');
  await kiosk.plugIn();
  await kiosk.charges();
  const { stopCode } = await kiosk.sees('charging');
  await kiosk.press(/How far\?/);
  await kiosk.sees('charging', ({ stopDialog }) => stopDialog?.wants === 'budget');
  await kiosk.type(stopCode ?? '');
  await kiosk.press('Battery');
  await kiosk.press('To 80%');
  await kiosk.sees('charging', ({ budget }) => budget?.kind === 'soc' && budget.socPercent === 80);
});

test('what it will cost is told by the station: 40 kWh, and a battery from 20 % to 80 %', async ({ kiosk, page }) => {
  await kiosk.choose('A');
  await kiosk.press('What will it cost?');
  await kiosk.press('40 kWh');
  await kiosk.says('€23.95');
  await kiosk.press('By battery level');
  await kiosk.says('36.000 kWh × €0.59');
  await page.getByRole('dialog').getByRole('button', { name: 'Back' }).click();
  await kiosk.sees('price');
});
