import { expect, test } from './fixture.ts';

/** Faults of charger, cable and car, at every point of a charge: what the driver is told, and where the money goes. */

test('idle > emergency stop > says why, offers the other cable > released > free', async ({ kiosk, page, station }) => {
  await station.bench({ type: 'emergencyStop', evse: 1, pressed: true });
  await expect(page.getByRole('button', { name: /Cable A.*Emergency stop pressed/ })).toBeVisible();
  await kiosk.choose('A');
  const screen = await kiosk.sees('unavailable');
  expect(screen).toMatchObject({ reason: 'emergencyStop', fault: 'emergencyStop', otherFree: true });
  await expect(page.getByRole('heading', { name: 'Emergency stop' })).toBeVisible();
  await kiosk.press('Use another cable');
  await kiosk.sees('attract');
  await kiosk.choose('B');
  await kiosk.sees('price', (price) => price.connectorId === 2);
  await kiosk.press(/Back|Cancel/);
  await station.bench({ type: 'emergencyStop', evse: 1, pressed: false });
  await expect(page.getByRole('button', { name: /Cable A.*Available/ })).toBeVisible();
});

test('waiting for the plug > emergency stop > hold released', async ({ kiosk, station }) => {
  await kiosk.payWith('visa');
  await kiosk.sees('plug', (screen) => screen.step === 'cable');
  await station.bench({ type: 'emergencyStop', evse: 1, pressed: true });
  const screen = await kiosk.sees('released', ({ hold }) => hold?.state === 'released');
  expect(screen.fault).toBe('emergencyStop');
  expect(station.book().map(({ state }) => state)).toEqual(['released']);
  await kiosk.press('Done');
  await expect.poll(() => kiosk.view().connectors[0]?.unavailable).toBe('emergencyStop');
  await station.bench({ type: 'emergencyStop', evse: 1, pressed: false });
  await expect.poll(() => kiosk.view().connectors[0]?.status).toBe('free');
});

test('charging > emergency stop > billed for what was delivered, free again once cleared', async ({
  kiosk,
  station,
}) => {
  await kiosk.payWith('visa');
  await kiosk.plugIn();
  await kiosk.charges(300);
  await station.bench({ type: 'emergencyStop', evse: 1, pressed: true });
  const { receipt, endReason } = await kiosk.sees('receipt', ({ hold }) => hold?.state === 'captured');
  expect(endReason).toBe('emergencyStop');
  expect(receipt.energyWh).toBeGreaterThanOrEqual(300);
  expect(receipt.lines.map(({ kind }) => kind)).not.toContain('idle');
  expect(station.book().map(({ capturedMinor }) => capturedMinor)).toEqual([receipt.total.minor]);
  await kiosk.press('Done');
  await kiosk.unplug();
  await station.bench({ type: 'emergencyStop', evse: 1, pressed: false });
  await expect.poll(() => kiosk.view().connectors[0]?.status).toBe('free');
});

for (const fault of ['isolationFault', 'contactorFault', 'powerSupplyFault'])
  test(`charging > ${fault} > billed for what was delivered`, async ({ kiosk, station }) => {
    await kiosk.payWith('mastercard');
    await kiosk.plugIn();
    await kiosk.charges(200);
    await station.bench({ type: 'chargerFault', evse: 1, fault, on: true });
    const { receipt, endReason } = await kiosk.sees('receipt', ({ hold }) => hold?.state === 'captured');
    expect(endReason).toBe('fault');
    expect(receipt.energyWh).toBeGreaterThanOrEqual(200);
    expect(station.book().map(({ capturedMinor }) => capturedMinor)).toEqual([receipt.total.minor]);
    await kiosk.press('Done');
    await expect.poll(() => kiosk.view().connectors[0]?.unavailable).toBe('fault');
    await station.bench({ type: 'chargerFault', evse: 1, fault, on: false });
    await kiosk.unplug();
    await expect.poll(() => kiosk.view().connectors[0]?.status).toBe('free');
  });

test('charging > a mere warning > goes on', async ({ kiosk, station }) => {
  await kiosk.payWith('visa');
  await kiosk.plugIn();
  await kiosk.charges(100);
  await station.bench({ type: 'chargerFault', evse: 1, fault: 'overTemperatureWarning', on: true });
  await kiosk.charges(600);
  await kiosk.unplug();
  await kiosk.sees('receipt', ({ endReason }) => endReason === 'unplugged');
});

test('waiting for the plug > connector lock fails > hold released', async ({ kiosk, station }) => {
  await kiosk.payWith('visa');
  await kiosk.sees('plug', (screen) => screen.step === 'cable');
  await station.bench({ type: 'chargerFault', evse: 1, fault: 'connectorLock', on: true });
  const { fault } = await kiosk.sees('released', ({ hold }) => hold?.state === 'released');
  expect(fault).toBe('connectorFault');
});

test('reader waits for a card > connector fault > nothing held, other cable offered', async ({ kiosk, station }) => {
  await kiosk.choose('A');
  await kiosk.press('Continue to payment');
  await kiosk.sees('present', (screen) => screen.step === 'card');
  await station.bench({ type: 'chargerFault', evse: 1, fault: 'isolationFault', on: true });
  await kiosk.sees('unavailable', (screen) => screen.otherFree);
  expect(station.book()).toEqual([]);
  await kiosk.press('Use another cable');
  await kiosk.payWith('visa', 'B');
  await kiosk.sees('plug', (screen) => screen.connectorId === 2 && screen.step === 'cable');
  await kiosk.press(/Cancel/);
  await kiosk.sees('released', ({ hold }) => hold?.state === 'released');
});

test('bank is asked > connector fault > approval given back', async ({ kiosk, station }) => {
  await station.bench({ type: 'bankDelay', ms: 2_000 });
  await kiosk.payWith('visa');
  await kiosk.sees('present', (screen) => screen.step === 'hold');
  await station.bench({ type: 'chargerFault', evse: 1, fault: 'contactorFault', on: true });
  const { fault } = await kiosk.sees('released', ({ hold }) => hold?.state === 'released');
  expect(fault).toBe('connectorFault');
  expect(station.book().map(({ state }) => state)).toEqual(['released']);
});

test.describe('no handshake', () => {
  test.use({ settings: { 'timeouts.handshakeMs': '3000' } });
  test('a car that never agrees > deadline > authorization withdrawn > hold released', async ({ kiosk, station }) => {
    await kiosk.payWith('visa');
    await kiosk.plugIn(1, 'stubborn');
    await kiosk.sees('plug', (screen) => screen.step === 'handshake');
    const { fault, hold } = await kiosk.sees('released', (screen) => screen.hold?.state === 'released');
    expect(fault).toBe('handshakeTimeout');
    expect(hold?.captured).toBeNull();
    await kiosk.press('Done');
    await expect.poll(() => kiosk.view().connectors[0]?.status).toBe('finished');
    await kiosk.unplug();
    await expect.poll(() => kiosk.view().connectors[0]?.status).toBe('free');
    expect(station.book().map(({ state }) => state)).toEqual(['released']);
  });

  test('the meter cannot begin > hold released', async ({ kiosk, station }) => {
    await station.bench({ type: 'chargerFault', evse: 1, fault: 'meterFail', on: true });
    await kiosk.payWith('visa');
    await kiosk.plugIn();
    await kiosk.sees('released', (screen) => screen.hold?.state === 'released');
    await station.bench({ type: 'chargerFault', evse: 1, fault: 'meterFail', on: false });
    await kiosk.unplug();
    await expect.poll(() => kiosk.view().connectors[0]?.unavailable ?? null, { timeout: 15_000 }).toBeNull();
  });
});

test('handshake > cable pulled > plugged in again > charges with the same hold', async ({ kiosk, station }) => {
  await kiosk.payWith('visa');
  await kiosk.plugIn(1, 'truck');
  await kiosk.sees('plug', (screen) => screen.step === 'handshake');
  await kiosk.unplug();
  await kiosk.sees('plug', (screen) => screen.step === 'cable' && screen.again);
  await kiosk.plugIn(1, 'truck');
  await kiosk.sees('charging', ({ energyWh }) => energyWh > 0);
  const { receipt } = await kiosk.unplugForReceipt();
  expect(receipt.energyWh).toBeGreaterThan(0);
  expect(station.book()).toHaveLength(1);
});

test('handshake > cable pulled > cancelled > hold released', async ({ kiosk, station }) => {
  await kiosk.payWith('visa');
  await kiosk.plugIn(1, 'truck');
  await kiosk.sees('plug', (screen) => screen.step === 'handshake');
  await kiosk.unplug();
  await kiosk.sees('plug', (screen) => screen.step === 'cable' && screen.again);
  await kiosk.press('Cancel');
  const { fault } = await kiosk.sees('released', ({ hold }) => hold?.state === 'released');
  expect(fault).toBe('cancelledByDriver');
  expect(station.book().map(({ state }) => state)).toEqual(['released']);
});

test('the controller rejects the token > hold released, other cable works', async ({ kiosk, station }) => {
  await station.bench({ type: 'chargerFault', evse: 1, fault: 'rejectTokens', on: true });
  await kiosk.payWith('visa');
  const { fault } = await kiosk.sees('released', ({ hold }) => hold?.state === 'released');
  expect(fault).toBe('controllerRefused');
  await kiosk.press('Done');
  await kiosk.payWith('visa', 'B');
  await kiosk.plugIn(2);
  await kiosk.charges(50);
  await kiosk.unplug(2);
  await kiosk.sees('receipt', ({ hold }) => hold?.state === 'captured');
  expect(station.book().map(({ state }) => state)).toEqual(['released', 'captured']);
});

test('events told twice > billed once', async ({ kiosk, station }) => {
  await station.bench({ type: 'chargerFault', evse: 1, fault: 'duplicateEvents', on: true });
  await kiosk.payWith('visa');
  await kiosk.plugIn();
  await kiosk.charges(100);
  await station.bench({ type: 'carStops', evse: 1 });
  await kiosk.unplug();
  const { receipt } = await kiosk.sees('receipt', ({ hold }) => hold?.state === 'captured');
  expect(station.book().map(({ capturedMinor }) => capturedMinor)).toEqual([receipt.total.minor]);
});
