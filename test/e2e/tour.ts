import { expect } from '@playwright/test';
import type { Kiosk } from './kiosk.ts';

/** One visit that passes every screen, with what the station must be told for it; `atEach` looks at each of them. */
export const tourSettings = {
  'payment.idleGraceMs': '60000',
  'timeouts.receiptMs': '120000',
  'timeouts.releasedMs': '120000',
};

export async function tour(kiosk: Kiosk, atEach: (place: string) => Promise<void>): Promise<void> {
  const { station } = kiosk;
  // The page draws a view a moment after the station has it.
  const at = async (place: string, title: string): Promise<void> => {
    await expect(kiosk.page.getByRole('heading', { level: 1, name: title, exact: true })).toBeVisible();
    await atEach(place);
  };
  await at('attract', 'Choose your cable');
  await kiosk.choose('A');
  await kiosk.sees('price');
  await at('price', 'First we set aside €60.00');
  await kiosk.press('Continue to payment');
  await kiosk.sees('present', ({ step }) => step === 'card');
  await at('present', 'Hold your card, phone or charging key to the reader');
  await kiosk.tap('declined');
  await kiosk.sees('declined');
  await at('declined', 'Your bank did not approve this card.');
  await kiosk.press('Another card');
  await kiosk.sees('present', ({ step }) => step === 'card');
  await kiosk.tap('girocardPin');
  await kiosk.sees('present', ({ prompt }) => prompt === 'enterPin');
  await at('PIN at the terminal', 'Enter your PIN on the reader');
  await station.bench({ type: 'enterPin', pin: '1234' });
  await kiosk.sees('plug', ({ step }) => step === 'cable');
  await at('plug', 'Plug cable A into your car');
  await kiosk.plugIn(1, 'truck');
  await kiosk.sees('charging', ({ energyWh }) => energyWh > 0);
  await at('charging', 'Charging');
  await kiosk.press('Stop charging');
  await kiosk.sees('charging', ({ stopDialog }) => stopDialog?.step === 'ask');
  await at('stop dialog', 'Stop charging?');
  const { stopCode } = await kiosk.sees('charging');
  await kiosk.type(stopCode ?? '');
  await kiosk.sees('charging', ({ activity }) => activity === 'finishedGrace');
  await at('finished', 'Finished. Please unplug');
  await kiosk.unplugForReceipt();
  await at('receipt', 'Thank you. Here is your receipt');
  await kiosk.done();

  await kiosk.payWith('keyWithPin');
  await kiosk.sees('secondFactor');
  await at('second factor', 'Enter the PIN of your charging key');
  await kiosk.type('4711');
  await kiosk.sees('plug', ({ step }) => step === 'cable');
  await kiosk.press('Cancel');
  await kiosk.sees('released');
  await at('released', 'Nothing was charged');
  await kiosk.done();

  await station.bench({ type: 'emergencyStop', evse: 2, pressed: true });
  await kiosk.choose('B');
  await kiosk.sees('unavailable');
  await at('unavailable', 'Emergency stop');
  await kiosk.press('Use another cable');
  await kiosk.sees('attract');
}
