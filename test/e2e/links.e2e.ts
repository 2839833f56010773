import { expect, test } from './fixture.ts';

/** Links that break, at the start, midway and at the end: what the screen says, and that the money comes out right. */

test.describe('terminal', () => {
  test('away at the start > the screen says so, nobody can start > back > works', async ({ kiosk, page, station }) => {
    await station.bench({ type: 'terminalLink', up: false });
    await expect(page.getByText('The card reader is not answering just now. Running charges go on.')).toBeVisible();
    await kiosk.choose('A');
    await kiosk.sees('price');
    await expect(page.getByText('The card reader is not answering just now. Please wait a moment.')).toBeVisible();
    await expect(kiosk.button('Continue to payment')).toBeDisabled();
    await station.bench({ type: 'terminalLink', up: true });
    await expect(kiosk.button('Continue to payment')).toBeEnabled();
    await kiosk.payWith('visa');
    await kiosk.plugIn();
    await kiosk.charges(50);
    await kiosk.unplug();
    await kiosk.sees('receipt', ({ hold }) => hold?.state === 'captured');
  });

  test('away at the end > receipt, settlement delayed > back > captured by itself', async ({
    kiosk,
    page,
    station,
  }) => {
    await kiosk.payWith('visa');
    await kiosk.plugIn();
    await kiosk.charges(100);
    await station.bench({ type: 'terminalLink', up: false });
    await kiosk.unplug();
    const { receipt } = await kiosk.sees('receipt', ({ hold }) => hold?.state === 'delayed');
    await expect(page.getByText(/As soon as it does, we charge/)).toBeVisible();
    expect(station.book().map(({ state }) => state)).toEqual(['held']);
    await kiosk.press('Done');
    await station.bench({ type: 'terminalLink', up: true });
    await expect
      .poll(() => station.book().map(({ state, capturedMinor }) => [state, capturedMinor]), { timeout: 20_000 })
      .toEqual([['captured', receipt.total.minor]]);
  });

  test('away when the driver cancels > back > released by itself', async ({ kiosk, station }) => {
    await kiosk.payWith('visa');
    await kiosk.sees('plug', (screen) => screen.step === 'cable');
    await station.bench({ type: 'terminalLink', up: false });
    await kiosk.press('Cancel');
    await kiosk.sees('released', ({ hold }) => hold?.state === 'delayed');
    await station.bench({ type: 'terminalLink', up: true });
    await kiosk.sees('released', ({ hold }) => hold?.state === 'released');
    expect(station.book().map(({ state }) => state)).toEqual(['released']);
  });

  test('cut while the bank is asked > nothing stays held > next try works', async ({ kiosk, station }) => {
    await station.bench({ type: 'bankDelay', ms: 1_500 });
    await kiosk.payWith('visa');
    await kiosk.sees('present', (screen) => screen.step === 'hold');
    await station.bench({ type: 'terminalLink', up: false });
    await kiosk.sees('declined', ({ fault }) => fault === 'paymentUnclear');
    await kiosk.press('Cancel');
    await station.bench({ type: 'bankDelay', ms: 0 });
    await station.bench({ type: 'terminalLink', up: true });
    await expect.poll(() => kiosk.view().terminal, { timeout: 20_000 }).toBe('up');
    await kiosk.payWith('mastercard');
    await kiosk.sees('plug', (screen) => screen.step === 'cable');
    await expect.poll(() => station.book().filter(({ state }) => state === 'held')).toHaveLength(1);
    await kiosk.press('Cancel');
    await kiosk.sees('released', ({ hold }) => hold?.state === 'released');
  });

  test('restarts while waiting for a card > told > back > next try works', async ({ kiosk, station }) => {
    await kiosk.choose('A');
    await kiosk.press('Continue to payment');
    await kiosk.sees('present', (screen) => screen.step === 'card');
    await station.headless.station.simulation?.terminal.reboot();
    await kiosk.sees('declined', ({ fault }) => fault === 'terminalAway');
    await expect.poll(() => kiosk.view().terminal, { timeout: 20_000 }).toBe('up');
    await kiosk.press('Try again');
    await kiosk.sees('present', (screen) => screen.step === 'card');
    await station.bench({ type: 'presentCard', card: 'visa' });
    await kiosk.sees('plug', (screen) => screen.step === 'cable');
    await kiosk.press('Cancel');
    await kiosk.sees('released', ({ hold }) => hold?.state === 'released');
  });
});

test.describe('controller', () => {
  test('cut mid-charge > last values, and says so > back > billed right', async ({ kiosk, page, station }) => {
    await kiosk.payWith('visa');
    await kiosk.plugIn();
    await kiosk.charges(100);
    await station.bench({ type: 'chargerLink', up: false });
    await kiosk.sees('charging', ({ stale }) => stale);
    await expect(page.getByText(/The charger is not answering just now/)).toBeVisible();
    const { energyWh } = await kiosk.sees('charging');
    await station.bench({ type: 'chargerLink', up: true });
    await kiosk.sees('charging', (screen) => !screen.stale && screen.energyWh > energyWh);
    await expect(page.getByText(/The charger is not answering just now/)).toBeHidden();
    await kiosk.unplug();
    await kiosk.sees('receipt', ({ hold }) => hold?.state === 'captured');
  });

  test('away when the driver stops > stopped as soon as it is back > billed right', async ({ kiosk, station }) => {
    await kiosk.payWith('visa');
    await kiosk.plugIn();
    await kiosk.charges(100);
    await station.bench({ type: 'chargerLink', up: false });
    await kiosk.sees('charging', ({ stale }) => stale);
    await kiosk.stopWithCode();
    await kiosk.sees('charging', ({ activity }) => activity === 'stopping');
    await station.bench({ type: 'chargerLink', up: true });
    await kiosk.sees('charging', ({ activity }) => activity === 'finishedGrace');
    await kiosk.unplug();
    await kiosk.sees('receipt', ({ endReason, hold }) => endReason === 'driver' && hold?.state === 'captured');
  });

  test('away in idle > cable out of use > back > free', async ({ kiosk, page, station }) => {
    await station.bench({ type: 'chargerLink', up: false });
    await expect(page.getByRole('button', { name: /Cable A.*Not answering/ })).toBeVisible();
    await kiosk.choose('A');
    await kiosk.sees('unavailable', ({ reason }) => reason === 'controllerAway');
    await station.bench({ type: 'chargerLink', up: true });
    await expect(page.getByRole('button', { name: /Cable A.*Available/ })).toBeVisible();
  });

  test('restarts mid-charge > billed by its power-loss reading', async ({ kiosk, station }) => {
    await kiosk.payWith('visa');
    await kiosk.plugIn();
    await kiosk.charges(200);
    await station.bench({ type: 'chargerRestart' });
    const { receipt } = await kiosk.sees('receipt', ({ hold }) => hold?.state === 'captured');
    expect(receipt.energyWh).toBeGreaterThanOrEqual(200);
    expect(station.book().map(({ capturedMinor }) => capturedMinor)).toEqual([receipt.total.minor]);
  });

  test('restarts while the plug is awaited > no energy without authorization, hold released', async ({
    kiosk,
    station,
  }) => {
    await kiosk.payWith('visa');
    await kiosk.sees('plug', (screen) => screen.step === 'cable');
    await station.bench({ type: 'chargerRestart' });
    await kiosk.sees('released', ({ hold }) => hold?.state === 'released');
    await kiosk.press('Done');
    await expect.poll(() => kiosk.view().connectors[0]?.status).toBe('free');
    expect(station.book().map(({ state }) => state)).toEqual(['released']);
  });

  test('the broker restarts mid-charge > billed right', async ({ kiosk, station }) => {
    await kiosk.payWith('visa');
    await kiosk.plugIn();
    await kiosk.charges(200);
    await station.bench({ type: 'brokerRestart' });
    const { receipt } = await kiosk.sees('receipt', ({ hold }) => hold?.state === 'captured');
    expect(receipt.energyWh).toBeGreaterThanOrEqual(200);
  });

  test('silent heartbeat mid-charge > stale, back, billed right', async ({ kiosk, station }) => {
    await kiosk.payWith('visa');
    await kiosk.plugIn();
    await kiosk.charges(100);
    await station.bench({ type: 'chargerFault', evse: 1, fault: 'silentHeartbeat', on: true });
    await kiosk.sees('charging', ({ stale }) => stale);
    await station.bench({ type: 'chargerFault', evse: 1, fault: 'silentHeartbeat', on: false });
    await kiosk.sees('charging', ({ stale }) => !stale);
    await kiosk.unplug();
    await kiosk.sees('receipt', ({ hold }) => hold?.state === 'captured');
  });

  test.describe('gone for good', () => {
    test.use({ settings: { 'timeouts.controllerLostMs': '4000' } });
    test('mid-charge > after the deadline billed by the last reading', async ({ kiosk, station }) => {
      kiosk.billsLastHeard = true;
      await kiosk.payWith('visa');
      await kiosk.plugIn();
      await kiosk.charges(200);
      await station.bench({ type: 'chargerLink', up: false });
      const { receipt } = await kiosk.sees('receipt', ({ hold }) => hold?.state === 'captured');
      expect(receipt.energyWh).toBeGreaterThanOrEqual(200);
      // Back again, the transaction nobody pays for any more is stopped.
      await station.bench({ type: 'chargerLink', up: true });
      await expect
        .poll(() => station.headless.station.simulation?.charger.state().evses[0]?.state, { timeout: 20_000 })
        .not.toBe('Charging');
      await kiosk.unplug();
    });
  });
});
