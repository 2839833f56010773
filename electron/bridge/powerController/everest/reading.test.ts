import { describe, expect, test } from 'vitest';
import type { EvseNotice, HandshakePhase } from '../../../../machines/ports/powerController.ts';
import { createActiveFaults } from './activeFaults.ts';
import { createEvseTracker } from './evseTracker.ts';
import { createHandshake } from './handshake.ts';
import { SessionEvent } from './messages.ts';
import { pictureOf } from './resync.ts';

const start = '2026-05-06T10:00:00.000Z';
const later = '2026-05-06T10:20:00.000Z';

describe('session_info after a reconnect', () => {
  test.each([
    ['Unplugged', {}, { enabled: true, vehicleConnected: false, transactionActive: false }],
    ['Disabled', {}, { enabled: false, vehicleConnected: false, transactionActive: false }],
    ['AuthRequired', {}, { enabled: true, vehicleConnected: true, transactionActive: false }],
    ['Charging', {}, { enabled: true, vehicleConnected: true, transactionActive: true }],
    ['ChargingPausedEVSE', {}, { enabled: true, vehicleConnected: true, transactionActive: true }],
    [
      'FinishedEVSE',
      { transaction_start_time: start, transaction_end_time: later },
      { enabled: true, vehicleConnected: true, transactionActive: false },
    ],
    // authorized and waiting for the cable, times of the transaction before
    [
      'Preparing',
      { transaction_start_time: start, transaction_end_time: later },
      { enabled: true, vehicleConnected: false, transactionActive: false },
    ],
    ['Preparing', {}, { enabled: true, vehicleConnected: false, transactionActive: false }],
    // a transaction that prepares, the one before ended earlier
    [
      'Preparing',
      { transaction_start_time: later, transaction_end_time: start },
      { enabled: true, vehicleConnected: true, transactionActive: true },
    ],
    ['Preparing', { transaction_duration_s: 4 }, { enabled: true, vehicleConnected: true, transactionActive: true }],
    ['Unknown', {}, null],
  ])('%s %j', (state, times, picture) => {
    expect(pictureOf({ state, ...times })).toEqual(picture);
  });
});

describe('handshake phases', () => {
  const phases = (play: (handshake: ReturnType<typeof createHandshake>) => void): HandshakePhase[] => {
    const told: HandshakePhase[] = [];
    play(createHandshake((phase) => told.push(phase)));
    return told;
  };

  test('nothing is told outside a handshake', () => {
    const told = phases((h) => {
      h.linkReady();
      h.isolationMeasured();
      for (const voltageV of [100, 300, 400]) h.voltageMeasured(voltageV);
    });
    expect(told).toEqual([]);
  });
  test('without an isolation monitor a ramp is the pre-charge', () => {
    const told = phases((h) => {
      h.begin();
      for (const voltageV of [100, 300]) h.voltageMeasured(voltageV);
    });
    expect(told).toEqual(['connecting', 'preCharge']);
  });
  test('with one, the ramp of the cable check is not', () => {
    const told = phases((h) => {
      h.isolationMeasured();
      h.begin();
      h.linkReady();
      for (const voltageV of [100, 300, 500]) h.voltageMeasured(voltageV);
      h.isolationMeasured();
      for (const voltageV of [5, 200, 390]) h.voltageMeasured(voltageV);
      h.linkReady();
    });
    expect(told).toEqual(['connecting', 'negotiating', 'safetyCheck', 'preCharge']);
  });
});

describe('active faults', () => {
  const error = (type: string, module_id: string, message = 'x') => ({
    type,
    message,
    origin: { module_id, implementation_id: 'main' },
  });
  const faults = () =>
    createActiveFaults(
      [
        { evse: 1, originModules: ['m1', 'b1'] },
        { evse: 2, originModules: ['m2'] },
      ],
      new Set(['api1']),
    );

  test('belong to the EVSE of their module; a stranger’s to none', () => {
    const active = faults();
    active.replace([error('evse_manager/Internal', 'm1'), error('evse_manager/Internal', 'm2'), error('x/Y', 'grid')]);
    expect(active.of(1)).toHaveLength(1);
    expect(active.of(2)).toHaveLength(1);
    active.cleared(error('evse_manager/Internal', 'm1', 'other words'));
    expect(active.of(1)).toEqual([]);
  });
  test.each([
    ['evse_manager/VendorWarning'],
    ['evse_board_support/MREC3HighTemperature'],
    ['evse_board_support/MREC18CableOverTempDerate'],
  ])('%s is a warning', (type) => {
    const active = faults();
    active.raised(error(type, 'm1'));
    expect(active.of(1)).toEqual([]);
  });
  test('an inoperative EVSE names the emergency stop as its cause', () => {
    const active = faults();
    active.raised(error('evse_manager/Inoperative', 'm1', 'evse_board_support/MREC8EmergencyStop'));
    expect(active.of(1)).toEqual([{ type: 'evse_manager/Inoperative', inoperative: true, emergencyStop: true }]);
  });
});

describe('session events as they stand in the reference', () => {
  function told(events: readonly unknown[]) {
    const notices: unknown[] = [];
    const tracker = createEvseTracker({
      now: () => 1_000,
      tell: (n) => notices.push(n),
      onStanding: (s) => notices.push(s),
    });
    for (const event of events) tracker.sessionEvent(SessionEvent.parse(event));
    return notices;
  }

  test('SessionStarted, TransactionFinished with a signed value', () => {
    const uuid = '4ff26a3e-3a9e-4b8e-9a8e-2f0b7d6a1c11';
    const notices = told([
      JSON.parse(
        `{"uuid":"${uuid}","timestamp":"2026-05-06T10:00:00.120Z","event":"SessionStarted","session_started":{"reason":"EVConnected","meter_value":{"timestamp":"2026-05-06T09:59:59.900Z","meter_id":"M1","energy_Wh_import":{"total":120450.0}}}}`,
      ),
      JSON.parse(
        `{"uuid":"${uuid}","timestamp":"2026-05-06T10:31:02.001Z","event":"TransactionFinished","transaction_finished":{"reason":"Local","meter_value":{"timestamp":"2026-05-06T10:31:01.800Z","energy_Wh_import":{"total":146890.5}},"signed_meter_value":{"signed_meter_data":"OCMF|{}|{}","signing_method":"","encoding_method":"OCMF","public_key":"3059"}}}`,
      ),
    ]);
    expect(notices).toEqual([
      { type: 'sessionStarted', sessionId: uuid, vehicleConnected: true },
      {
        type: 'transactionFinished',
        sessionId: uuid,
        reason: 'Local',
        meter: { energyWh: 146_890.5, atMs: Date.parse('2026-05-06T10:31:01.800Z'), powerW: null, meterId: null },
        signedStart: null,
        signed: { data: 'OCMF|{}|{}', encoding: 'OCMF', publicKey: '3059' },
      },
    ]);
  });

  test('the meter’s public key told apart is given with a value that lacks it', () => {
    const notices: EvseNotice[] = [];
    const tracker = createEvseTracker({ now: () => 1_000, tell: (n) => notices.push(n), onStanding: () => {} });
    const finished = (sessionId: string, more: object) =>
      tracker.sessionEvent(
        SessionEvent.parse({
          uuid: sessionId,
          event: 'TransactionFinished',
          transaction_finished: {
            meter_value: { timestamp: '', energy_Wh_import: { total: 1 } },
            signed_meter_value: { signed_meter_data: 'OCMF|{}|{}', encoding_method: 'OCMF', ...more },
          },
        }),
      );
    finished('a', {});
    tracker.publicKey('3059AA');
    finished('b', { public_key: '' });
    finished('c', { public_key: '3059BB' });
    const keys = notices.map((notice) => notice.type === 'transactionFinished' && notice.signed?.publicKey);
    expect(keys).toEqual([null, '3059AA', '3059BB']);
  });

  test('power loss: an empty uuid, with SessionResumed before it or not; no meter time', () => {
    const finished = {
      uuid: '',
      event: 'TransactionFinished',
      transaction_finished: { reason: 'PowerLoss', meter_value: { timestamp: '', energy_Wh_import: { total: 7 } } },
    };
    expect(told([{ uuid: 'u', event: 'SessionResumed:' }, finished])).toMatchObject([
      { sessionId: 'u', meter: { energyWh: 7, atMs: 1_000 } },
    ]);
    expect(told([finished])).toMatchObject([{ type: 'transactionFinished', sessionId: '' }]);
  });

  test('reserved and enabled', () => {
    const events = ['ReservationStart', 'ReservationEnd', 'Disabled', 'Enabled'].map((event) => ({ uuid: '', event }));
    expect(told(events)).toEqual([{ reserved: true }, { reserved: false }, { enabled: false }, { enabled: true }]);
  });

  test('an event of tomorrow is not understood, and said so', () => {
    const tracker = createEvseTracker({ now: () => 0, tell: () => {}, onStanding: () => {} });
    expect(tracker.sessionEvent({ uuid: 'u', event: 'Levitating' })).toBe(false);
  });
});
