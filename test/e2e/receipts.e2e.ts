import type { Page } from '@playwright/test';
import type { ScreenView } from '../../machines/view.ts';
import { expect, test } from './fixture.ts';
import type { Kiosk } from './kiosk.ts';

/** What a driver can do with a receipt: an invoice for the company, and finding it again. */

type Find = Extract<ScreenView, { name: 'find' }>;
const atStep = (step: Find['step']) => (screen: Find) => screen.step === step;

/** Charges a little and goes; what was paid is on the receipt that comes back. */
async function charges(kiosk: Kiosk, card: string) {
  await kiosk.payWith(card);
  await kiosk.sees('plug', ({ step }) => step === 'cable');
  await kiosk.plugIn();
  await kiosk.charges(200);
  const { receipt } = await kiosk.unplugForReceipt();
  await kiosk.done();
  return receipt;
}

/** Touches the keys one after the other; the field keeps the focus all the while. */
async function typeOnGlass(page: Page, field: string, text: string): Promise<void> {
  const box = page.getByRole('textbox', { name: field });
  await box.click();
  const named: Record<string, string> = { ' ': 'Space', '.': 'Full stop', '@': 'At sign' };
  for (const character of text) {
    const key = page.getByRole('button', { name: named[character] ?? character, exact: true });
    if (!(await key.isVisible())) await page.getByRole('button', { name: 'Capital letters' }).click();
    await key.click();
    await expect(box).toBeFocused();
  }
}

async function searchFor(kiosk: Kiosk, number: string, minor: number): Promise<void> {
  await typeOnGlass(kiosk.page, 'Receipt number', number);
  const amount = kiosk.page.getByRole('textbox', { name: 'Total paid' });
  await amount.fill('');
  await typeOnGlass(kiosk.page, 'Total paid', (minor / 100).toFixed(2));
  await kiosk.press('Find');
}

test('paid and gone > the same card finds it > done > nothing of it is left', async ({ kiosk, page }) => {
  const receipt = await charges(kiosk, 'visa');
  await charges(kiosk, 'keyFleet7');
  const booked = kiosk.booked();
  await kiosk.press('Find my receipt');
  await kiosk.press(/With my card/);
  await kiosk.sees('find', (screen) => screen.step === 'card' && screen.prompt === 'presentCard');
  await kiosk.tap('visa');
  const found = await kiosk.sees('find', atStep('receipt'));
  expect(found).toMatchObject({ receipt: { receiptNumber: receipt.receiptNumber }, hold: { state: 'captured' } });
  await expect(page.getByText(receipt.receiptNumber)).toBeVisible();
  await kiosk.done();
  await expect(page.getByText(receipt.receiptNumber)).toBeHidden();
  // No order that moves money was sent for it.
  expect(kiosk.booked()).toEqual(booked);
});

test('several of one charging key > a list, newest first > one of them', async ({ kiosk }) => {
  const first = await charges(kiosk, 'keyFleet7');
  const second = await charges(kiosk, 'keyFleet7');
  await kiosk.press('Find my receipt');
  await kiosk.press(/With my card/);
  await kiosk.sees('find', atStep('card'));
  await kiosk.tap('keyFleet7');
  const list = await kiosk.sees('find', atStep('list'));
  expect(list.step === 'list' && list.receipts.map(({ receiptNumber }) => receiptNumber)).toEqual([
    second.receiptNumber,
    first.receiptNumber,
  ]);
  await kiosk.press(new RegExp(first.receiptNumber));
  await kiosk.sees(
    'find',
    (screen) => screen.step === 'receipt' && screen.receipt.receiptNumber === first.receiptNumber,
  );
  await kiosk.press('Back');
  await kiosk.sees('find', atStep('list'));
});

test('another card finds nothing', async ({ kiosk }) => {
  await charges(kiosk, 'visa');
  await kiosk.press('Find my receipt');
  await kiosk.press(/With my card/);
  await kiosk.sees('find', atStep('card'));
  await kiosk.tap('keyFleet7');
  await kiosk.sees('find', (screen) => screen.step === 'choose' && screen.trouble === 'cardUnknown');
  await kiosk.press('Back');
  await kiosk.sees('attract');
});

test('somebody searches at the reader > who stops a charge there goes first, and the charge is theirs', async ({
  kiosk,
  station,
}) => {
  await kiosk.payWith('visa');
  await kiosk.plugIn();
  await kiosk.charges(50);
  await kiosk.press('Other cable');
  await kiosk.press('Find my receipt');
  await kiosk.press(/With my card/);
  await kiosk.sees('find', (screen) => screen.step === 'card' && screen.prompt === 'presentCard');
  // The one screen is taken: the other driver stops by a page of their own.
  const send = station.headless.station.handlers.kiosk?.handleSendIntent;
  send?.({ type: 'ASK_STOP', connectorId: 1 });
  send?.({ type: 'STOP_WITH_CARD', connectorId: 1 });
  await kiosk.sees('find', (screen) => screen.step === 'choose' && screen.trouble === 'readerTaken');
  await kiosk.press(/With my card/);
  await kiosk.sees('find', (screen) => screen.step === 'choose' && screen.trouble === 'readerTaken');
  await kiosk.tap('visa');
  await expect.poll(() => kiosk.view().connectors[0]?.status).toBe('finished');
  await kiosk.unplug();
  await expect.poll(() => kiosk.view().connectors[0]?.status).toBe('receipt');
  // It does not take the screen from whoever searches.
  expect(kiosk.view().screen.name).toBe('find');
});

test('number and amount find it, a wrong amount does not, and after three no try counts', async ({ kiosk, page }) => {
  const { receiptNumber, total } = await charges(kiosk, 'visa');
  const digits = receiptNumber.replace(/^.*\D/, '');
  await kiosk.press('Find my receipt');
  await kiosk.press(/With the number/);
  await kiosk.sees('find', atStep('number'));
  await searchFor(kiosk, digits, total.minor + 1);
  await kiosk.sees('find', (screen) => screen.step === 'number' && screen.trouble === 'noMatch');
  await kiosk.says('Number and amount do not go together. Please compare both with your receipt.');
  await page.getByRole('textbox', { name: 'Receipt number' }).fill('');
  await searchFor(kiosk, digits, total.minor);
  await kiosk.sees('find', atStep('receipt'));
  await kiosk.says(receiptNumber);
  await kiosk.done();

  await kiosk.press('Find my receipt');
  await kiosk.press(/With the number/);
  for (const wrong of [1, 2]) {
    await page.getByRole('textbox', { name: 'Receipt number' }).fill('');
    await searchFor(kiosk, digits, total.minor + wrong);
  }
  await kiosk.sees('find', (screen) => screen.step === 'number' && screen.pausedUntilMs !== null);
  await expect(kiosk.button('Find')).toBeDisabled();
});

test('a VAT invoice is typed on the glass, checked, and may be mended', async ({ kiosk, page }) => {
  await kiosk.payWith('visa');
  await kiosk.sees('plug', ({ step }) => step === 'cable');
  await kiosk.plugIn();
  await kiosk.charges(200);
  const { receipt } = await kiosk.unplugForReceipt();
  kiosk.expectsRefusals = true;
  await kiosk.press('VAT invoice');
  await typeOnGlass(page, 'Company', 'Sol y Luna');
  await typeOnGlass(page, 'VAT number', 'B12345683');
  await kiosk.press('Save');
  await kiosk.says(/the check digit does not fit/);
  await page.keyboard.press('Backspace');
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  const shown = await kiosk.sees('receipt', ({ buyer }) => buyer !== null);
  expect(shown.buyer).toEqual({ companyName: 'Sol y Luna', vatNumber: 'ESB12345682', countryCode: 'ES' });
  // The receipt itself stays as it was issued.
  expect(shown.receipt).toEqual(receipt);
  await kiosk.says('Sol y Luna');
  await kiosk.press('VAT invoice');
  await kiosk.press('Country Spain');
  await kiosk.press('Germany');
  await page.getByRole('textbox', { name: 'VAT number' }).fill('DE 123 456 796');
  await kiosk.press('Save');
  await kiosk.sees('receipt', ({ buyer }) => buyer?.vatNumber === 'DE123456796');
  await kiosk.done();
});

test('a receipt is printed and mailed from the screen, also when it was found again', async ({
  kiosk,
  page,
  station,
}) => {
  const { sessionId } = await charges(kiosk, 'visa');
  await kiosk.press('Find my receipt');
  await kiosk.press(/With my card/);
  await kiosk.sees('find', atStep('card'));
  await kiosk.tap('visa');
  await kiosk.sees('find', (screen) => screen.step === 'receipt' && screen.receipt.sessionId === sessionId);
  await kiosk.press('Print');
  await kiosk.says(/^Printed\. Please take your receipt\./);
  kiosk.expectsRefusals = true;
  await kiosk.press('E-mail');
  await typeOnGlass(page, 'E-mail address', 'driver');
  await kiosk.press('Send');
  await kiosk.says('That is not a whole e-mail address. Please compare.');
  await typeOnGlass(page, 'E-mail address', '@example.com');
  await kiosk.press('Send');
  await kiosk.says(/Sent by e-mail\.$/);
  const mails = station.headless.station.simulation?.waysOut?.mail?.received() ?? [];
  expect(mails.map(({ to }) => to)).toEqual([['driver@example.com']]);
});

test.describe('nobody is there any more', () => {
  test.use({ settings: { 'timeouts.absentMs': '2500', 'timeouts.absentQuestionMs': '1500' } });
  test('a receipt that was found goes by itself', async ({ kiosk, page }) => {
    const { receiptNumber } = await charges(kiosk, 'visa');
    await kiosk.press('Find my receipt');
    await kiosk.press(/With my card/);
    await kiosk.sees('find', atStep('card'));
    await kiosk.tap('visa');
    await kiosk.sees('find', atStep('receipt'));
    await expect(page.getByRole('dialog', { name: 'Are you still there?' })).toBeVisible();
    await kiosk.sees('attract');
    await expect(page.getByText(receiptNumber)).toBeHidden();
  });
});
