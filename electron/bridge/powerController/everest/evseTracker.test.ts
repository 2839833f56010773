import { beforeEach, describe, expect, test } from 'vitest';
import type { EvseNotice } from '../../../../machines/ports/powerController.ts';
import { createEvseTracker, type EvseTracker } from './evseTracker.ts';
import { Powermeter, SessionEvent, SessionInfo } from './messages.ts';
import { QUIET_SAMPLES } from './resync.ts';

let notices: EvseNotice[];
let tracker: EvseTracker;

beforeEach(() => {
  notices = [];
  tracker = createEvseTracker({ now: () => 1_000, tell: (notice) => notices.push(notice), onStanding: () => {} });
});

let samples = 0;
const sampleOf = (second: number, wh = 5_000): void =>
  tracker.powermeter(
    Powermeter.parse({
      timestamp: new Date(Date.UTC(2026, 10, 22, 10, 0, second)).toISOString(),
      energy_Wh_import: { total: wh },
    }),
  );
const sample = (wh?: number): void => sampleOf(samples++, wh);
const info = (state: string): void =>
  tracker.sessionInfo(
    SessionInfo.parse({
      state,
      charged_energy_wh: 0,
      discharged_energy_wh: 0,
      latest_total_w: 0,
      session_duration_s: 0,
      timestamp: '2026-11-22T10:00:00Z',
    }),
  );
const resyncs = () => notices.filter(({ type }) => type === 'resync');

describe('a message that was lost', () => {
  test('the car left > as many samples without a session_info tell so, once', () => {
    info('Finished');
    for (let i = 0; i < QUIET_SAMPLES - 1; i++) sample();
    expect(resyncs()).toEqual([]);
    sample();
    sample();
    expect(resyncs()).toEqual([{ type: 'resync', vehicleConnected: false, transactionActive: false }]);
  });

  test('samples that are delivered twice are no more samples', () => {
    info('Preparing');
    info('Finished');
    for (let second = 100; second < 100 + QUIET_SAMPLES - 1; second++) {
      sampleOf(second);
      sampleOf(second);
    }
    expect(resyncs()).toEqual([]);
    tracker.awaitPicture();
    for (let second = 200; second < 200 + QUIET_SAMPLES - 1; second++) {
      sampleOf(second);
      sampleOf(second);
    }
    expect(resyncs()).toEqual([]);
  });

  test('every session_info, and the car begins to charge > it is there', () => {
    info('Finished');
    for (let i = 0; i < QUIET_SAMPLES - 1; i++) sample();
    tracker.sessionEvent(
      SessionEvent.parse({ uuid: 'a', timestamp: '2026-11-22T10:00:00Z', event: 'ChargingStarted' }),
    );
    for (let i = 0; i < QUIET_SAMPLES - 1; i++) sample();
    expect(resyncs()).toEqual([]);
  });

  test('every session_info after the link came back, and the car begins to charge > it is there', () => {
    tracker.awaitPicture();
    for (let i = 0; i < QUIET_SAMPLES - 1; i++) sample();
    tracker.sessionEvent(
      SessionEvent.parse({ uuid: 'a', timestamp: '2026-11-22T10:00:00Z', event: 'ChargingStarted' }),
    );
    for (let i = 0; i < QUIET_SAMPLES - 1; i++) sample();
    expect(resyncs()).toEqual([]);
  });

  test('that one car left and another came > it is told that this one has not charged', () => {
    info('Finished');
    tracker.awaitPicture();
    info('AuthRequired');
    const told = { type: 'resync', vehicleConnected: true, transactionActive: false };
    expect(resyncs()).toEqual([{ ...told, isNewcomer: true }]);
    tracker.awaitPicture();
    info('Finished');
    expect(resyncs().slice(1)).toEqual([told]);
  });

  test('the event that a car left > its session_info tells so', () => {
    info('Finished');
    info('Unplugged');
    info('Unplugged');
    expect(resyncs()).toEqual([{ type: 'resync', vehicleConnected: false, transactionActive: false }]);
  });

  test('one session_info > the next one is waited for', () => {
    info('Finished');
    for (let i = 0; i < 20; i++) {
      sample();
      sample();
      info('Finished');
    }
    expect(resyncs()).toEqual([]);
  });

  test('every session_info, and the register rises > it charges on', () => {
    info('Finished');
    for (let wh = 5_000; wh < 6_000; wh += 10) sample(wh);
    expect(resyncs()).toEqual([]);
  });

  test('the start of a transaction > session_infos that go on about it are believed', () => {
    info('Charging');
    info('Charging');
    expect(resyncs()).toEqual([]);
    info('Charging');
    info('Charging');
    expect(resyncs()).toEqual([{ type: 'resync', vehicleConnected: true, transactionActive: true }]);
  });

  test('every session_info after a reconnect, and the register rises > a transaction runs', () => {
    tracker.awaitPicture();
    sample(5_000);
    sample(5_010);
    expect(resyncs()).toEqual([{ type: 'resync', vehicleConnected: true, transactionActive: true }]);
  });
});
