import { afterEach, describe, expect, test } from 'vitest';
import type { IdToken } from '../../../../machines/ports/powerController.ts';
import { startTestBench, type TestBench, type TestBenchOptions } from './testBench.ts';

const card: IdToken = { value: 'PAY-7F3A9C21', kind: 'bankCard' };
const key: IdToken = { value: '04A1B2C3D4E5F6', kind: 'chargingKey' };
const refused = (detail: string) => ({ ok: false, error: { code: 'refused', detail } });

let bench: TestBench;
async function begin(options: TestBenchOptions = {}): Promise<TestBench> {
  bench = await startTestBench(options);
  await bench.linkIs(true);
  await bench.notice(1, 'resync');
  return bench;
}
afterEach(() => bench.close());

/** A car that charges with a card; resolves when energy flows and some has been counted. */
async function charging(options: TestBenchOptions = {}, idToken = card): Promise<string> {
  await begin(options);
  bench.simulator.plugIn(1, 'ioniq');
  expect(await bench.controller.authorize(1, idToken)).toEqual({ ok: true, value: undefined });
  const { sessionId } = await bench.notice(1, 'chargingStarted');
  await energyFlows();
  return sessionId;
}

async function energyFlows(): Promise<void> {
  const started = await bench.notice(1, 'transactionStarted');
  await bench.notice(1, 'meter', ({ reading }) => reading.energyWh > started.meter.energyWh + 50);
}

/** What we would bill is what the meter's own book says. */
async function billAgreesWithMeter(sessionId: string): Promise<void> {
  const started = await bench.notice(1, 'transactionStarted', (n) => n.sessionId === sessionId);
  const finished = await bench.notice(1, 'transactionFinished', (n) => n.sessionId === sessionId);
  expect(bench.simulator.meterBook()).toContainEqual(
    expect.objectContaining({
      uuid: sessionId,
      evse: 1,
      startWh: started.meter.energyWh,
      endWh: finished.meter.energyWh,
    }),
  );
  expect(finished.meter.energyWh).toBeGreaterThan(started.meter.energyWh);
}

describe('sessions (reference § 4)', () => {
  test('plug, then authorize, then stop at the screen, then unplug', async () => {
    const sessionId = await charging();
    expect(await bench.controller.stopTransaction(1, 'local')).toEqual({ ok: true, value: undefined });
    const finished = await bench.notice(1, 'transactionFinished');
    expect(finished.reason).toBe('Local');
    expect(finished.signed?.encoding).toBe('OCMF');
    bench.simulator.unplug(1);
    await bench.notice(1, 'sessionFinished');
    expect(bench.story(1)).toEqual([
      'sessionStarted',
      'authorized',
      'transactionStarted',
      'handshake:connecting',
      'handshake:negotiating',
      'handshake:safetyCheck',
      'handshake:preCharge',
      'chargingStarted',
      'stopping',
      'transactionFinished',
      'sessionFinished',
    ]);
    expect(bench.ofEvse(1).find((n) => n.type === 'sessionStarted')).toMatchObject({ vehicleConnected: true });
    await billAgreesWithMeter(sessionId);
    expect(bench.story(2)).toEqual([]);
  });

  test('authorize, then plug: AuthRequired after Authorized means plugged in', async () => {
    await begin({ prefix: 'site7/' });
    expect(await bench.controller.authorize(2, card)).toEqual({ ok: true, value: undefined });
    await bench.notice(2, 'authorized');
    expect(bench.story(2)).toEqual(['sessionStarted', 'authorized']);
    bench.simulator.plugIn(2, 'zoe');
    const started = await bench.notice(2, 'transactionStarted');
    expect(started.idToken).toBe(card.value);
    await bench.notice(2, 'chargingStarted');
    expect(bench.story(2).slice(0, 4)).toEqual([
      'sessionStarted',
      'authorized',
      'vehicleConnected',
      'transactionStarted',
    ]);
    const soc = await bench.notice(2, 'vehicle', (n) => n.socPercent !== null);
    expect(soc.batteryCapacityWh).toBe(52_000);
    expect(soc.socPercent).toBeGreaterThan(30);
    expect(soc.fullAtMs).toBeGreaterThan(Date.now());
  });

  test('authorize, then plug: the plug is told although no transaction follows', async () => {
    await begin();
    bench.simulator.setFault(1, 'meterFail', true);
    await bench.controller.authorize(1, card);
    bench.simulator.plugIn(1, 'zoe');
    await bench.notice(1, 'vehicleConnected');
    expect(bench.story(1)).toEqual(['sessionStarted', 'authorized', 'vehicleConnected']);
  });

  test('plug and unplug without authorization', async () => {
    await begin();
    bench.simulator.plugIn(1, 'zoe');
    await bench.notice(1, 'sessionStarted');
    bench.simulator.unplug(1);
    await bench.notice(1, 'sessionFinished');
    expect(bench.story(1)).toEqual(['sessionStarted', 'sessionFinished']);
  });

  test('unplug while charging', async () => {
    const sessionId = await charging();
    bench.simulator.unplug(1);
    await bench.notice(1, 'sessionFinished');
    const finished = await bench.notice(1, 'transactionFinished');
    expect(finished.reason).toBe('EVDisconnected');
    expect(bench.story(1).slice(-3)).toEqual(['stopping', 'transactionFinished', 'sessionFinished']);
    await billAgreesWithMeter(sessionId);
  });

  test('car finishes: the transaction stays open until we stop it', async () => {
    await begin();
    bench.simulator.plugIn(1, 'nearlyFull');
    await bench.controller.authorize(1, card);
    const { sessionId } = await bench.notice(1, 'pausedByCar');
    expect(bench.story(1)).not.toContain('transactionFinished');
    expect(await bench.controller.stopTransaction(1, 'carFinished')).toMatchObject({ ok: true });
    await billAgreesWithMeter(sessionId);
  });

  test('car rests and resumes', async () => {
    await begin();
    bench.simulator.plugIn(1, 'pausing');
    await bench.controller.authorize(1, card);
    await bench.notice(1, 'pausedByCar');
    const from = bench.notices.length;
    await bench.notice(1, 'handshake', (n) => n.phase === 'connecting', from);
    await bench.notice(1, 'chargingStarted', undefined, from);
  });

  test('stubborn car: the handshake stops after the link', async () => {
    await begin();
    bench.simulator.plugIn(1, 'stubborn');
    await bench.controller.authorize(1, card);
    await bench.notice(1, 'handshake', (n) => n.phase === 'negotiating');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(bench.story(1)).not.toContain('handshake:safetyCheck');
    expect(bench.story(1)).not.toContain('chargingStarted');
  });

  test('stop is refused without a transaction', async () => {
    await begin();
    expect(await bench.controller.stopTransaction(1, 'local')).toEqual(refused('no transaction'));
    expect(await bench.controller.stopTransaction(9, 'local')).toEqual(refused('EVSE 9 is not configured'));
  });

  test('every event twice: start and end are told once', async () => {
    await begin();
    bench.simulator.setFault(1, 'duplicateEvents', true);
    bench.simulator.plugIn(1, 'zoe');
    await bench.controller.authorize(1, card);
    await bench.notice(1, 'chargingStarted');
    await energyFlows();
    bench.simulator.unplug(1);
    await bench.notice(1, 'sessionFinished');
    const story = bench.story(1);
    for (const once of ['sessionStarted', 'transactionStarted', 'chargingStarted', 'transactionFinished'])
      expect(story.filter((type) => type === once)).toEqual([once]);
  });
});

describe('authorization', () => {
  test('withdraw before the plug', async () => {
    await begin();
    await bench.controller.authorize(1, card);
    expect(await bench.controller.withdraw(1, card)).toEqual({ ok: true, value: undefined });
    await bench.notice(1, 'sessionFinished');
    expect(bench.story(1)).toEqual(['sessionStarted', 'authorized', 'deauthorized', 'sessionFinished']);
    expect(await bench.controller.withdraw(1, card)).toEqual({ ok: true, value: undefined });
  });

  test('withdraw in a transaction ends it as DeAuthorized', async () => {
    const sessionId = await charging();
    await bench.controller.withdraw(1, card);
    expect((await bench.notice(1, 'transactionFinished')).reason).toBe('DeAuthorized');
    await billAgreesWithMeter(sessionId);
  });

  test('withdraw overtakes the token: it is withdrawn again when accepted late', async () => {
    await begin();
    const authorizing = bench.controller.authorize(1, card);
    expect(await bench.controller.withdraw(1, card)).toMatchObject({ ok: true });
    expect(await authorizing).toEqual(refused('withdrawn'));
    await bench.notice(1, 'sessionFinished');
    expect(bench.story(1)).toEqual(['sessionStarted', 'authorized', 'deauthorized', 'sessionFinished']);
  });

  test('no plug within the connection time-out', async () => {
    await begin({ simulator: { connectionTimeoutMs: 250 } });
    await bench.controller.authorize(1, card);
    await bench.notice(1, 'sessionFinished');
    expect(bench.story(1)).toEqual(['sessionStarted', 'authorized', 'deauthorized', 'sessionFinished']);
    expect(await bench.controller.authorize(1, card)).toMatchObject({ ok: true });
  });

  test('rejected token', async () => {
    await begin();
    bench.simulator.setFault(1, 'rejectTokens', true);
    expect(await bench.controller.authorize(1, card)).toEqual(refused('token Rejected'));
  });

  test('the same key again is answered the same and does not stop its own charge', async () => {
    await charging({}, key);
    expect(await bench.controller.authorize(1, key)).toMatchObject({ ok: true });
    expect(await bench.controller.authorize(1, card)).toEqual(refused('a transaction is running'));
    const from = bench.notices.length;
    await bench.notice(1, 'meter', undefined, from);
    expect(bench.story(1)).not.toContain('stopping');
  });

  test('the same key again before the plug: provided once', async () => {
    await begin();
    const twice = [bench.controller.authorize(1, key), bench.controller.authorize(1, key)];
    expect(await Promise.all(twice)).toEqual([
      { ok: true, value: undefined },
      { ok: true, value: undefined },
    ]);
    expect(await bench.controller.authorize(1, key)).toEqual({ ok: true, value: undefined });
    await bench.notice(1, 'authorized');
    expect(bench.story(1)).toEqual(['sessionStarted', 'authorized']);
  });

  test('both EVSEs at once, each with its own token', async () => {
    await begin();
    const both = await Promise.all([bench.controller.authorize(1, card), bench.controller.authorize(2, key)]);
    expect(both).toEqual([
      { ok: true, value: undefined },
      { ok: true, value: undefined },
    ]);
    bench.simulator.plugIn(2, 'zoe');
    bench.simulator.plugIn(1, 'ioniq');
    expect((await bench.notice(1, 'transactionStarted')).idToken).toBe(card.value);
    expect((await bench.notice(2, 'transactionStarted')).idToken).toBe(key.value);
  });

  test('a token that is not prevalidated: EVerest asks us, we know our own', async () => {
    await begin({ controller: { prevalidated: false } });
    expect(await bench.controller.authorize(1, card)).toMatchObject({ ok: true });
  });

  test('a token too long for EVerest is refused here', async () => {
    await begin();
    const long = { ...card, value: 'x'.repeat(37) };
    expect(await bench.controller.authorize(1, long)).toEqual(refused('token longer than 36 characters'));
  });

  test('unanswered requests time out', async () => {
    await begin({ controller: { requestTimeoutMs: 150 } });
    bench.simulator.setFault(1, 'muteRequests', true);
    expect(await bench.controller.stopTransaction(1, 'local')).toEqual({ ok: false, error: { code: 'timed_out' } });
  });
});

describe('faults and availability', () => {
  test('fault while charging pauses, clearing resumes', async () => {
    const sessionId = await charging();
    bench.simulator.setFault(1, 'isolationFault', true);
    const paused = await bench.notice(1, 'pausedByStation');
    expect(paused).toMatchObject({ sessionId, reasons: ['Error'] });
    const out = await bench.notice(1, 'availability', ({ faults }) => faults.length === 2);
    expect(out.faults).toEqual([
      { type: 'evse_manager/MREC22ResistanceFault', inoperative: false, emergencyStop: false },
      { type: 'evse_manager/Inoperative', inoperative: true, emergencyStop: false },
    ]);
    expect(bench.story(1).filter((type) => type === 'chargingStarted')).toHaveLength(1);
    const from = bench.notices.length;
    bench.simulator.setFault(1, 'isolationFault', false);
    await bench.notice(1, 'availability', ({ faults }) => faults.length === 0, from);
    await bench.notice(1, 'chargingStarted', undefined, from);
    expect(bench.ofEvse(2).filter((n) => n.type === 'availability' && n.faults.length > 0)).toEqual([]);
  });

  test('emergency stop while charging: no more energy, released, unplugged', async () => {
    const sessionId = await charging();
    bench.simulator.pressEmergencyStop(1);
    await bench.notice(1, 'pausedByStation');
    const stopped = await bench.notice(1, 'availability', ({ faults }) => faults.length === 2);
    expect(stopped.faults.every((fault) => fault.emergencyStop)).toBe(true);
    const [, second] = [
      await bench.notice(1, 'meter', undefined, bench.notices.length),
      await bench.notice(1, 'meter', undefined, bench.notices.length),
    ];
    bench.simulator.releaseEmergencyStop(1);
    await bench.notice(1, 'availability', ({ faults }) => faults.length === 0, bench.notices.length - 1);
    bench.simulator.unplug(1);
    const finished = await bench.notice(1, 'transactionFinished');
    expect(finished.meter.energyWh).toBe(second.reading.energyWh);
    await billAgreesWithMeter(sessionId);
  });

  test('a warning stops nothing', async () => {
    await charging();
    const from = bench.notices.length;
    bench.simulator.setFault(1, 'overTemperatureWarning', true);
    const before = (await bench.notice(1, 'meter')).reading.energyWh;
    await bench.notice(1, 'meter', ({ reading }) => reading.energyWh > before + 100, from);
    expect(bench.notices.slice(from).some((n) => n.type === 'evse' && n.notice.type === 'availability')).toBe(false);
  });

  test('fault before authorization: tokens are rejected', async () => {
    await begin();
    bench.simulator.plugIn(1, 'zoe');
    bench.simulator.setFault(1, 'connectorLock', true);
    await bench.notice(1, 'availability', ({ faults }) => faults.some((fault) => fault.inoperative));
    expect(await bench.controller.authorize(1, card)).toEqual(refused('token Rejected'));
  });

  test('faults from before we connected are asked for', async () => {
    await begin();
    bench.simulator.pressEmergencyStop(2);
    await bench.notice(2, 'availability', ({ faults }) => faults.length > 0);
    const fresh = await bench.restartController();
    const told = await fresh.notice(2, 'availability');
    expect(told.faults.some((fault) => fault.emergencyStop)).toBe(true);
  });

  test('the meter fails to start: authorized, but no transaction', async () => {
    await begin();
    bench.simulator.setFault(1, 'meterFail', true);
    bench.simulator.plugIn(1, 'zoe');
    await bench.controller.authorize(1, card);
    await bench.notice(1, 'availability', ({ faults }) =>
      faults.some(({ type }) => type.endsWith('/PowermeterTransactionStartFailed')),
    );
    expect(bench.story(1)).toEqual(['sessionStarted', 'authorized']);
  });

  test('asked how an EVSE does, it answers with what is wrong now; an EVSE that is not there is refused', async () => {
    await begin();
    expect(await bench.controller.check(1)).toEqual({ ok: true, value: [] });
    bench.simulator.pressEmergencyStop(1);
    await bench.notice(1, 'availability', ({ faults }) => faults.length > 0);
    const wrong = await bench.controller.check(1);
    expect(wrong.ok && wrong.value.some(({ emergencyStop }) => emergencyStop)).toBe(true);
    expect(await bench.controller.check(2)).toMatchObject({ ok: true });
    expect(await bench.controller.check(9)).toEqual(refused('EVSE 9 is not configured'));
  });

  test('disable and enable; said again after EVerest restarts; refused while charging', async () => {
    await begin();
    expect(await bench.controller.setEnabled(1, false)).toEqual({ ok: true, value: undefined });
    await bench.notice(1, 'availability', ({ enabled }) => !enabled);
    const from = bench.notices.length;
    await bench.simulator.restart();
    await bench.notice(1, 'restarted', undefined, from);
    await bench.notice(1, 'availability', ({ enabled }) => !enabled, from);
    expect(await bench.controller.setEnabled(1, true)).toEqual({ ok: true, value: undefined });
    bench.simulator.plugIn(1, 'ioniq');
    expect(await bench.controller.authorize(1, card)).toMatchObject({ ok: true });
    await bench.notice(1, 'chargingStarted', undefined, from);
    expect(await bench.controller.setEnabled(1, false)).toEqual(refused('a transaction is running: stop it first'));
  });
});
