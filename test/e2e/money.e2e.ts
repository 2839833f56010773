import { expect, test } from './fixture.ts';
import type { Kiosk } from './kiosk.ts';

/** What a charge costs beside its energy, and what it may cost at most. */

const lineOf = (lines: readonly { kind: string; amount: { minor: number } }[], kind: string) =>
  lines.find((line) => line.kind === kind);

async function startCharging(kiosk: Kiosk): Promise<void> {
  await kiosk.payWith('visa');
  await kiosk.sees('plug', ({ step }) => step === 'cable');
  await kiosk.plugIn();
  await kiosk.sees('charging', ({ energyWh }) => energyWh > 0);
}

test.describe('idle fee of 10 cents a second after a grace of two seconds', () => {
  const graceMs = 2_000;
  test.use({
    settings: {
      'payment.idleGraceMs': String(graceMs),
      'tariff.elements.0.price_components.2.price': '360',
      'tariff.elements.0.price_components.2.step_size': '1',
    },
  });

  test('unplugged after the grace > the fee on the receipt is the time', async ({ kiosk, page }) => {
    await startCharging(kiosk);
    await kiosk.stopWithCode();
    await kiosk.sees('charging', ({ activity }) => activity === 'finishedGrace');
    await kiosk.says(/^You stopped the charge\. No idle fee until/);
    await kiosk.sees('charging', ({ activity }) => activity === 'finishedIdle');
    await expect(page.getByRole('heading', { name: 'Please unplug: the idle fee is running' })).toBeVisible();
    await kiosk.says(/6\.00 per minute until you unplug/);
    await kiosk.sees('charging', ({ lines }) => (lineOf(lines, 'idle')?.amount.minor ?? 0) >= 20);
    const before = Date.now();
    const { receipt } = await kiosk.unplugForReceipt();
    const fee = receipt.lines.find(({ kind }) => kind === 'idle');
    const seconds = Math.round(Number(fee?.quantity) * 60);
    const idleSince = receipt.endedAtMs + graceMs;
    expect(fee?.amount.minor).toBe(seconds * 10);
    expect(seconds).toBeGreaterThanOrEqual(Math.floor((before - idleSince) / 1000));
    expect(seconds).toBeLessThanOrEqual(Math.floor((receipt.issuedAtMs - idleSince) / 1000));
    await kiosk.says('Idle fee');
  });

  test('unplugged within the grace > no fee', async ({ kiosk }) => {
    await startCharging(kiosk);
    await kiosk.stopWithCode();
    await kiosk.sees('charging', ({ activity }) => activity === 'finishedGrace');
    const { receipt } = await kiosk.unplugForReceipt();
    expect(receipt.lines.map(({ kind }) => kind)).toEqual(['energy', 'session']);
  });
});

test.describe('idle fee of 5 euros a second', () => {
  test.use({
    settings: {
      'payment.idleGraceMs': '200',
      'payment.holdMinor': '2000',
      'tariff.elements.0.price_components.2.price': '18000',
      'tariff.elements.0.price_components.2.step_size': '1',
    },
  });

  test('eats up the hold > settled before it costs more > the cable waits for its car to go', async ({
    kiosk,
    page,
  }) => {
    await startCharging(kiosk);
    await kiosk.stopWithCode();
    const { receipt } = await kiosk.sees('receipt', ({ hold }) => hold?.state === 'captured');
    expect(receipt.total.minor).toBeGreaterThan(1_000);
    expect(receipt.total.minor).toBeLessThanOrEqual(2_000);
    await kiosk.done();
    await expect(page.getByText('Finished, still plugged in')).toBeVisible();
    await kiosk.unplug();
    await expect.poll(() => kiosk.view().connectors[0]?.status).toBe('free');
  });
});

test.describe('price reaching the hold', () => {
  test.use({ settings: { 'payment.holdMinor': '500', 'payment.stopMarginSeconds': '40', 'simulation.speed': '20' } });

  test('is announced > stops by itself > never costs more', async ({ kiosk }) => {
    await startCharging(kiosk);
    await kiosk.sees('charging', ({ nearHold, activity }) => nearHold && activity === 'active');
    await kiosk.says('Soon the €5.00 set aside is used up. Then charging stops by itself.');
    const { endReason } = await kiosk.sees('charging', ({ activity }) => activity === 'finishedGrace');
    expect(endReason).toBe('holdReached');
    await kiosk.says(/^The amount set aside is used up\./);
    const { receipt } = await kiosk.unplugForReceipt();
    expect(receipt.total.minor).toBeGreaterThan(300);
    expect(receipt.total.minor).toBeLessThanOrEqual(500);
    expect(lineOf(receipt.lines, 'notCharged')).toBeUndefined();
  });
});

test.describe('a car faster than the station can stop it', () => {
  test.use({ settings: { 'payment.holdMinor': '300', 'payment.stopMarginSeconds': '0', 'simulation.speed': '200' } });

  test('what goes beyond the hold is shown and not charged', async ({ kiosk }) => {
    await startCharging(kiosk);
    await kiosk.sees('charging', ({ activity }) => activity === 'finishedGrace');
    const { receipt } = await kiosk.unplugForReceipt();
    expect(receipt.total.minor).toBe(300);
    expect(lineOf(receipt.lines, 'notCharged')?.amount.minor).toBeLessThan(0);
    await kiosk.says('Not charged');
    expect(kiosk.booked()).toEqual([{ state: 'captured', heldMinor: 300, capturedMinor: 300 }]);
  });
});
