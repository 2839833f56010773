import { expect, test } from './fixture.ts';
import { keyWithPin } from './pinHash.ts';

/** With what drivers pay, and what becomes of a card or key that is not good. */

const euros = (minor: number) => ({ minor, currency: 'EUR' });

test('plug first > price by itself > one touch and a tap > charging', async ({ kiosk, page }) => {
  await kiosk.plugIn();
  const price = await kiosk.sees('price');
  expect(price.vehicleConnected).toBe(true);
  await expect(page.getByText('Your car is already plugged in.')).toBeVisible();
  await kiosk.press('Continue to payment');
  await kiosk.sees('present', ({ step }) => step === 'card');
  await kiosk.tap('visa');
  await kiosk.charges(200);
  await kiosk.stopWithCode();
  const { receipt } = await kiosk.unplugForReceipt();
  expect(receipt.energyWh).toBeGreaterThan(200);
  await kiosk.done();
});

test('plug first > back from the price > touch the cable > price again', async ({ kiosk, page }) => {
  await kiosk.plugIn();
  await kiosk.sees('price');
  await kiosk.press('Back');
  await kiosk.sees('attract');
  await expect(page.getByText('That does not work just now.')).toBeHidden();
  await expect(page.getByText('Car plugged in')).toBeVisible();
  await kiosk.choose('A');
  await kiosk.sees('price');
  await kiosk.unplug();
  await kiosk.sees('price', ({ vehicleConnected }) => !vehicleConnected);
  await kiosk.press('Back');
  await kiosk.sees('attract');
  expect(kiosk.booked()).toEqual([]);
});

test('phone wallet > charged like a card, and told again by its token', async ({ kiosk }) => {
  await kiosk.payWith('phoneVisa');
  await kiosk.sees('plug', ({ step }) => step === 'cable');
  await kiosk.plugIn();
  await kiosk.charges(200);
  await kiosk.press('Stop charging');
  await kiosk.press('Use the card instead');
  await kiosk.sees('charging', ({ stopDialog }) => stopDialog?.step === 'presentCard');
  await kiosk.tap('phoneVisa');
  await kiosk.sees('charging', ({ activity }) => activity === 'finishedGrace');
  const { receipt } = await kiosk.unplugForReceipt();
  expect(receipt.card?.entryMode).toBe('contactless');
  expect(receipt.card?.last4).toBe('1881');
});

test('girocard > PIN at the terminal > plug', async ({ kiosk, page }) => {
  await kiosk.payWith('girocardPin');
  await kiosk.sees('present', ({ prompt }) => prompt === 'enterPin');
  await expect(page.getByRole('heading', { name: 'Enter your PIN on the reader' })).toBeVisible();
  await kiosk.enterPinAtTerminal('9999');
  await kiosk.enterPinAtTerminal('1234');
  await kiosk.sees('plug', ({ step }) => step === 'cable');
  await kiosk.press('Cancel');
  await kiosk.sees('released', ({ hold }) => hold?.state === 'released');
});

test('charging key > no hold > billed to its account', async ({ kiosk, page }) => {
  await kiosk.payWith('keyFleet7');
  const plug = await kiosk.sees('plug', ({ step }) => step === 'cable');
  expect(plug.hold).toBeNull();
  await expect(page.getByText('Billed to the account of your charging key')).toBeVisible();
  await kiosk.plugIn();
  await kiosk.charges(200);
  await kiosk.press('Stop charging');
  await kiosk.press('Use the card instead');
  await kiosk.sees('charging', ({ stopDialog }) => stopDialog?.step === 'presentCard');
  await kiosk.tap('keyFleet7');
  await kiosk.sees('charging', ({ activity }) => activity === 'finishedGrace');
  const { receipt, hold } = await kiosk.unplugForReceipt();
  expect({ hold, paidBy: receipt.paidBy, card: receipt.card }).toEqual({
    hold: null,
    paidBy: 'chargingKey',
    card: null,
  });
  await expect(page.getByText('Billed to the account of your charging key')).toBeVisible();
  expect(kiosk.booked()).toEqual([]);
});

for (const [card, sentence, code] of [
  ['keyUnknown', 'This charging key is not known here.', 'P-301'],
  ['keyBlocked', 'This charging key is blocked.', 'P-302'],
] as const)
  test.describe(card, () => {
    test.use({
      settings: { idTokens: JSON.stringify([{ uid: '04BB0000000001', account: 'Fleet 9', status: 'blocked' }]) },
    });
    test('is refused with a reason and a code', async ({ kiosk, page }) => {
      await kiosk.payWith(card);
      await kiosk.sees('declined');
      await expect(page.getByRole('heading', { name: sentence })).toBeVisible();
      await expect(page.getByText(code)).toBeVisible();
      await kiosk.press('Cancel');
      await kiosk.sees('attract');
      expect(kiosk.booked()).toEqual([]);
    });
  });

test.describe('charging key with a PIN', () => {
  test.use({ settings: { idTokens: JSON.stringify([keyWithPin()]) } });

  test('wrong PIN > right PIN > plug', async ({ kiosk, page }) => {
    await kiosk.payWith('keyWithPin');
    await kiosk.sees('secondFactor', ({ attemptsLeft, wrong }) => attemptsLeft === 3 && !wrong);
    await kiosk.type('0000');
    await kiosk.sees('secondFactor', ({ attemptsLeft, wrong }) => attemptsLeft === 2 && wrong);
    await expect(page.getByText('That PIN was not right. You can try 2 more times.')).toBeVisible();
    await kiosk.type('4711');
    await kiosk.sees('plug', ({ step, hold }) => step === 'cable' && hold === null);
    await kiosk.press('Cancel');
    await kiosk.sees('released', ({ fault }) => fault === 'cancelledByDriver');
  });

  test('three wrong PINs > refused > starts from the beginning', async ({ kiosk, page }) => {
    await kiosk.payWith('keyWithPin');
    for (const left of [3, 2, 1]) {
      await kiosk.sees('secondFactor', ({ attemptsLeft }) => attemptsLeft === left);
      await kiosk.type('0000');
    }
    await kiosk.sees('declined', ({ fault }) => fault === 'secondFactorWrong');
    await expect(page.getByText('P-303')).toBeVisible();
    await kiosk.press('Try again');
    await kiosk.sees('present', ({ step }) => step === 'card');
    await kiosk.tap('keyWithPin');
    await kiosk.sees('secondFactor', ({ attemptsLeft, wrong }) => attemptsLeft === 3 && !wrong);
    await kiosk.press('Cancel');
    await kiosk.sees('attract');
  });
});

test('declined > another card > charged', async ({ kiosk, page }) => {
  await kiosk.payWith('declined');
  await kiosk.sees('declined', ({ fault }) => fault === 'cardDeclined');
  await expect(page.getByText('Nothing was charged and the €60.00 is not set aside.')).toBeVisible();
  await kiosk.press('Another card');
  await kiosk.sees('present', ({ step }) => step === 'card');
  await kiosk.tap('mastercard');
  await kiosk.sees('plug', ({ step }) => step === 'cable');
  await kiosk.plugIn();
  await kiosk.charges(200);
  await kiosk.stopWithCode();
  const { receipt } = await kiosk.unplugForReceipt();
  expect(receipt.card?.last4).toBe('4444');
  expect(kiosk.booked()).toHaveLength(1);
});

test('bank wants the chip > inserted with PIN > approved', async ({ kiosk, page }) => {
  await kiosk.payWith('insertOnly');
  await kiosk.sees('declined', ({ fault }) => fault === 'insertAndPin');
  await expect(page.getByText('Please put the card into the reader and enter your PIN.')).toBeVisible();
  await kiosk.press('Try again');
  await kiosk.sees('present', ({ step }) => step === 'card');
  await kiosk.tap('insertOnly');
  await kiosk.enterPinAtTerminal('1234');
  const { hold } = await kiosk.sees('plug', ({ step }) => step === 'cable');
  expect(hold?.card.entryMode).toBe('chip');
  await kiosk.press('Cancel');
  await kiosk.sees('released', ({ hold }) => hold?.state === 'released');
});

test('bank approves less > what it approved is the limit', async ({ kiosk }) => {
  await kiosk.payWith('smallLimit');
  const { hold } = await kiosk.sees('plug', ({ step }) => step === 'cable');
  expect(hold?.held).toEqual(euros(2_000));
  await kiosk.plugIn();
  const { endReason } = await kiosk.sees('charging', ({ activity }) => activity === 'finishedGrace');
  expect(endReason).toBe('holdReached');
  const { receipt } = await kiosk.unplugForReceipt();
  expect(receipt.total.minor).toBeGreaterThan(1_500);
  expect(receipt.total.minor).toBeLessThanOrEqual(2_000);
});

test.describe('nobody presents a card', () => {
  test.use({ settings: { 'timeouts.presentCardMs': '1500', 'timeouts.declinedMs': '1500' } });
  test('says so, then starts over by itself', async ({ kiosk, page }) => {
    await kiosk.choose('A');
    await kiosk.press('Continue to payment');
    await kiosk.sees('declined', ({ fault }) => fault === 'cardTimeout');
    await expect(page.getByRole('heading', { name: 'No card was held to the reader in time.' })).toBeVisible();
    await kiosk.sees('attract');
    expect(kiosk.booked()).toEqual([]);
  });
});
