import { expect, test } from './fixture.ts';

/** Two cables, one screen, one card terminal. */

test('both charge at once > each ends with its own code and receipt', async ({ kiosk, page }) => {
  await kiosk.payWith('visa', 'A');
  await kiosk.sees('plug', ({ step }) => step === 'cable');
  await kiosk.plugIn(1, 'ioniq');
  await kiosk.charges(100);
  const first = await kiosk.sees('charging');
  await kiosk.press('Other cable');
  await kiosk.payWith('mastercard', 'B');
  await kiosk.sees('plug', ({ step, connectorId }) => step === 'cable' && connectorId === 2);
  await kiosk.plugIn(2, 'truck');
  await kiosk.charges(100);
  const second = await kiosk.sees('charging', ({ connectorId }) => connectorId === 2);
  expect(kiosk.view().connectors.map(({ status }) => status)).toEqual(['charging', 'charging']);

  // The code of one cable does not stop the other.
  if (first.stopCode !== second.stopCode) {
    await kiosk.press('Stop charging');
    await kiosk.type(first.stopCode ?? '');
    await kiosk.sees('charging', ({ stopDialog }) => stopDialog?.step === 'refusedCode');
    await kiosk.press('Keep charging');
  }
  await kiosk.press('Other cable');
  await expect(page.getByText('Show or stop')).toHaveCount(2);
  await kiosk.choose('A');
  await kiosk.sees('charging', ({ connectorId }) => connectorId === 1);
  await kiosk.stopWithCode();
  await kiosk.sees('charging', ({ connectorId, activity }) => connectorId === 1 && activity === 'finishedGrace');
  const a = await kiosk.unplugForReceipt(1);
  expect(a.receipt.card?.last4).toBe('1111');
  await kiosk.done();

  await kiosk.choose('B');
  await kiosk.stopWithCode();
  await kiosk.sees('charging', ({ connectorId, activity }) => connectorId === 2 && activity === 'finishedGrace');
  const b = await kiosk.unplugForReceipt(2);
  expect(b.receipt.card?.last4).toBe('4444');
  expect([a.receipt.evseId, b.receipt.evseId]).toEqual(['ES*SUR*E0001*1', 'ES*SUR*E0001*2']);
  expect(kiosk.booked().map(({ state }) => state)).toEqual(['captured', 'captured']);
});

test('a receipt does not take the screen from the driver at the other cable', async ({ kiosk }) => {
  await kiosk.payWith('visa', 'A');
  await kiosk.sees('plug', ({ step }) => step === 'cable');
  await kiosk.plugIn(1);
  await kiosk.charges(50);
  await kiosk.press('Other cable');
  await kiosk.choose('B');
  await kiosk.sees('price', ({ connectorId }) => connectorId === 2);
  await kiosk.unplug(1);
  await expect.poll(() => kiosk.view().connectors[0]?.status).toBe('receipt');
  await kiosk.sees('price', ({ connectorId }) => connectorId === 2);
  await kiosk.press('Back');
  await kiosk.choose('A');
  await kiosk.sees('receipt', ({ hold }) => hold?.state === 'captured');
  await kiosk.done();
});

test('capture under way > the next driver waits for a turn > gets it', async ({ kiosk, station }) => {
  await kiosk.payWith('visa', 'A');
  await kiosk.sees('plug', ({ step }) => step === 'cable');
  await kiosk.plugIn(1);
  await kiosk.charges(50);
  await station.bench({ type: 'bankDelay', ms: 4_000 });
  await kiosk.unplug(1);
  await kiosk.sees('receipt', ({ hold }) => hold?.state === 'capturing');
  await kiosk.done();
  await kiosk.choose('B');
  await kiosk.press('Continue to payment');
  await kiosk.sees('present', ({ step, prompt }) => step === 'turn' && prompt === 'waitingForTurn');
  await kiosk.says('The driver at the other cable is using the reader. Your turn comes next.');
  await kiosk.sees('present', ({ step }) => step === 'card');
  await station.bench({ type: 'bankDelay', ms: 100 });
  await kiosk.tap('mastercard');
  await kiosk.sees('plug', ({ connectorId, step }) => connectorId === 2 && step === 'cable');
  await kiosk.press('Cancel');
  await kiosk.sees('released', ({ hold }) => hold?.state === 'released');
  expect(kiosk.booked().map(({ state }) => state)).toEqual(['captured', 'released']);
});

test.describe('driver gone while the bank is asked', () => {
  test.use({
    settings: { 'timeouts.absentMs': '4000', 'timeouts.absentQuestionMs': '500', 'timeouts.plugInMs': '9000' },
  });

  test('the other driver waits for a turn > both get what they paid for', async ({ kiosk, station }) => {
    await station.bench({ type: 'bankDelay', ms: 8_000 });
    await kiosk.payWith('visa', 'A');
    await kiosk.sees('present', ({ step }) => step === 'hold');
    await kiosk.sees('attract');
    await kiosk.choose('B');
    const fidgeting = setInterval(() => void kiosk.page.mouse.click(2, 2), 500);
    await kiosk.press('Continue to payment');
    await kiosk.sees('present', ({ connectorId, prompt }) => connectorId === 2 && prompt === 'waitingForTurn');
    await kiosk.sees('present', ({ connectorId, step }) => connectorId === 2 && step === 'card');
    await station.bench({ type: 'bankDelay', ms: 100 });
    await kiosk.tap('mastercard');
    await kiosk.sees('plug', ({ connectorId, step }) => connectorId === 2 && step === 'cable');
    clearInterval(fidgeting);
    expect(station.book().map(({ card, state }) => [card, state])).toEqual([
      ['Visa', 'held'],
      ['Debit Mastercard, contactless', 'held'],
    ]);
    await kiosk.press('Cancel');
    await kiosk.sees('released', ({ connectorId, hold }) => connectorId === 2 && hold?.state === 'released');
  });
});

test('a charging key at both cables > refused at the second > the first charge goes on', async ({ kiosk }) => {
  await kiosk.payWith('keyFleet7', 'A');
  await kiosk.sees('plug', ({ step }) => step === 'cable');
  await kiosk.plugIn(1, 'ioniq');
  await kiosk.charges(100);
  await kiosk.press('Other cable');
  await kiosk.payWith('keyFleet7', 'B');
  const { fault } = await kiosk.sees('declined');
  expect(fault).toBe('keyInUse');
  await kiosk.says('already charging at another cable');
  expect(kiosk.view().connectors[0]?.status).toBe('charging');
  await kiosk.press(/Cancel|Back/);
  await kiosk.choose('A');
  await kiosk.stopWithCode();
  await kiosk.sees('charging', ({ activity }) => activity === 'finishedGrace');
  await kiosk.unplugForReceipt(1);
});
