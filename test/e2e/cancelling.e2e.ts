import { expect, test } from './fixture.ts';

/** Changing one's mind at each step, and waits nobody answers: the screen says where the money is, and it is there. */

const free = /^The €60\.00 on .+ is free again\.$/;

test('cancel while a card is awaited > nothing held', async ({ kiosk }) => {
  await kiosk.choose('A');
  await kiosk.press('Continue to payment');
  await kiosk.sees('present', ({ step }) => step === 'card');
  await kiosk.press('Cancel');
  await kiosk.sees('attract');
  expect(kiosk.booked()).toEqual([]);
  // The terminal no longer waits for the card of the one who left.
  await kiosk.payWith('visa', 'B');
  await kiosk.sees('plug', ({ connectorId, step }) => connectorId === 2 && step === 'cable');
  await kiosk.press('Cancel');
  await kiosk.sees('released', ({ hold }) => hold?.state === 'released');
});

test('cancel while the bank is asked > it approves all the same > given back', async ({ kiosk, station, page }) => {
  await station.bench({ type: 'bankDelay', ms: 2_500 });
  await kiosk.payWith('visa');
  await kiosk.sees('present', ({ step }) => step === 'hold');
  await kiosk.press('Cancel');
  await kiosk.sees('present', ({ step }) => step === 'cancelling');
  await expect(page.getByRole('heading', { name: 'Cancelling …' })).toBeVisible();
  await expect(kiosk.button('Cancel')).toBeDisabled();
  const { fault } = await kiosk.sees('released', ({ hold }) => hold?.state === 'released');
  expect(fault).toBe('cancelledByDriver');
  await expect(page.getByText(free)).toBeVisible();
  expect(kiosk.booked()).toEqual([{ state: 'released', heldMinor: 6_000, capturedMinor: null }]);
  await kiosk.done();
});

test('cancel while the bank is asked > it declines > back to the start', async ({ kiosk, station }) => {
  await station.bench({ type: 'bankDelay', ms: 2_500 });
  await kiosk.payWith('declined');
  await kiosk.sees('present', ({ step }) => step === 'hold');
  await kiosk.press('Cancel');
  await kiosk.sees('attract');
  expect(kiosk.booked()).toEqual([]);
});

test('cancel while the terminal asks for the PIN > nothing held', async ({ kiosk }) => {
  await kiosk.payWith('girocardPin');
  await kiosk.sees('present', ({ prompt }) => prompt === 'enterPin');
  await kiosk.press('Cancel');
  await kiosk.sees('attract');
  expect(kiosk.booked()).toEqual([]);
});

test('cancel before plugging in > hold released > the cable is free for the next', async ({ kiosk, page }) => {
  await kiosk.payWith('visa');
  await kiosk.sees('plug', ({ step }) => step === 'cable');
  await kiosk.press('Cancel');
  await kiosk.sees('released', ({ hold }) => hold?.state === 'released');
  await expect(page.getByRole('heading', { name: 'Nothing was charged' })).toBeVisible();
  await expect(page.getByText('You cancelled.')).toBeVisible();
  await expect(page.getByText(free)).toBeVisible();
  await kiosk.done();
  await kiosk.payWith('mastercard');
  await kiosk.sees('plug', ({ step }) => step === 'cable');
  await kiosk.press('Cancel');
  await kiosk.sees('released', ({ hold }) => hold?.state === 'released');
  expect(kiosk.booked()).toHaveLength(2);
});

test('cancel while car and charger agree > no energy follows > released', async ({ kiosk, station, page }) => {
  await kiosk.payWith('visa');
  await kiosk.sees('plug', ({ step }) => step === 'cable');
  await kiosk.plugIn(1, 'stubborn');
  await kiosk.sees('plug', ({ step }) => step === 'handshake');
  await kiosk.press('Cancel');
  await kiosk.sees('released', ({ hold }) => hold?.state === 'released');
  await expect(page.getByText(free)).toBeVisible();
  await kiosk.done();
  expect(station.headless.station.receipts()).toEqual([]);
  await kiosk.unplug();
});

test.describe('price left alone', () => {
  test.use({ settings: { 'timeouts.priceShownMs': '1200' } });
  test('starts over by itself', async ({ kiosk }) => {
    await kiosk.choose('A');
    await kiosk.sees('price');
    await kiosk.sees('attract');
    expect(kiosk.view().connectors.map(({ status }) => status)).toEqual(['free', 'free']);
  });
});

test.describe('a car left plugged in by someone who did not pay', () => {
  test.use({ settings: { 'timeouts.absentMs': '800', 'timeouts.absentQuestionMs': '400' } });
  test('does not bring its price back for ever', async ({ kiosk, station }) => {
    const shown: string[] = [];
    station.headless.station.subscribe(({ screen }) => shown.at(-1) !== screen.name && shown.push(screen.name));
    await kiosk.plugIn();
    await kiosk.sees('price');
    await kiosk.press('Help');
    await kiosk.press('Close');
    await kiosk.sees('attract');
    await kiosk.choose('B');
    await kiosk.press('Back');
    await kiosk.sees('attract');
    expect(shown).toEqual(['attract', 'price', 'attract', 'price', 'attract']);
  });
});

test.describe('plug deadline passes', () => {
  test.use({ settings: { 'timeouts.plugInMs': '1500', 'timeouts.releasedMs': '2500' } });
  test('hold released, screen says so and goes home by itself', async ({ kiosk, page }) => {
    await kiosk.payWith('visa');
    const { fault } = await kiosk.sees('released', ({ hold }) => hold?.state === 'released');
    expect(fault).toBe('plugTimeout');
    await expect(page.getByText('The cable was not plugged in in time.')).toBeVisible();
    await expect(page.getByText(free)).toBeVisible();
    await kiosk.sees('attract');
    expect(kiosk.booked()).toEqual([{ state: 'released', heldMinor: 6_000, capturedMinor: null }]);
    // Too late: the authorization is gone with the money.
    await kiosk.plugIn();
    await kiosk.sees('price', ({ vehicleConnected }) => vehicleConnected);
  });
});

test.describe('charge asked for while the driver has gone', () => {
  test.use({ settings: { 'timeouts.absentMs': '1500', 'timeouts.absentQuestionMs': '800' } });
  test('card awaited > absence > the terminal is free for the other cable', async ({ kiosk }) => {
    await kiosk.choose('A');
    await kiosk.press('Continue to payment');
    await kiosk.sees('present', ({ step }) => step === 'card');
    await kiosk.sees('attract');
    expect(kiosk.view().connectors.map(({ status }) => status)).toEqual(['free', 'free']);
    await kiosk.payWith('visa', 'B');
    await kiosk.sees('plug', ({ connectorId }) => connectorId === 2);
    await kiosk.press('Cancel');
    await kiosk.sees('released', ({ hold }) => hold?.state === 'released');
  });
});
