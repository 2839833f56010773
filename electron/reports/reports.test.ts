import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyCharges, type Charge, HOUR_MS, MADRID, november, write } from '../books/fixtures.ts';
import { openStoreOn } from '../store/openStore.ts';
import type { ConnectorState, Store } from '../store/store.ts';
import { type PeriodChoice, reportPeriod } from './period.ts';
import { uptimeReport } from './uptime.ts';
import { usageReport } from './usage.ts';

const NOW_MS = Date.parse('2026-11-23T11:00:00Z');
const MONTH = { kind: 'month', day: '2026-11-01' } as const;
const connectors = [
  { connectorId: 1, label: 'A' },
  { connectorId: 2, label: 'B' },
];

function reported(db: DatabaseSync, choice: PeriodChoice = MONTH, nowMs = NOW_MS) {
  const period = reportPeriod(choice, { nowMs, timeZone: MADRID });
  if (!period.ok) throw new Error(period.error);
  const report = { period: period.value, currency: 'EUR', connectors, nowMs };
  return { usage: usageReport(db, report), uptime: uptimeReport(db, report) };
}

function books(fill: (store: Store, clock: { nowMs: number }) => void): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  const clock = { nowMs: Date.parse('2026-11-01T00:00:00+01:00') };
  const opened = openStoreOn(db, { now: () => clock.nowMs });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  fill(opened.value, clock);
  return db;
}

const totalOf = ({ lines }: Charge) => lines.reduce((sum, [, minor]) => sum + minor, 0);
const dayOf = ({ issuedAtMs }: Charge) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: MADRID, dateStyle: 'short' }).format(issuedAtMs);

test('a report says what a plain count of the receipts says, whatever they are', () => {
  fc.assert(
    fc.property(anyCharges, (charges) => {
      using db = books((store, clock) => {
        for (const charge of charges) write(store, charge, {}, clock);
      });
      const { usage } = reported(db);
      const gross = charges.reduce((sum, charge) => sum + totalOf(charge), 0);
      expect(usage.totals).toMatchObject({ sessions: charges.length, energyWh: charges.length * 20_000, gross });
      expect(usage.points).toHaveLength(30);
      for (const { at, ...point } of usage.points) {
        const own = charges.filter((charge) => dayOf(charge) === at);
        expect(point).toEqual({
          sessions: own.length,
          energyWh: own.length * 20_000,
          gross: own.reduce((sum, charge) => sum + totalOf(charge), 0),
        });
      }
      expect(usage.payments.reduce((sum, payment) => sum + payment.gross, 0)).toBe(gross);
      for (const paidBy of ['bankCard', 'chargingKey'])
        expect(
          usage.payments.filter((row) => row.paidBy === paidBy).reduce((sum, { sessions }) => sum + sessions, 0),
        ).toBe(charges.filter((charge) => charge.paidBy === paidBy).length);
      expect(usage.connectors.map(({ sessions }) => sessions)).toEqual([charges.length, 0]);
      // The hour before a receipt of the first midnight lies in the month before.
      const within = charges.filter(({ issuedAtMs }) => issuedAtMs > november().fromMs);
      expect(usage.connectors[0]?.chargingMs).toBe(within.length * HOUR_MS);
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('one day is told by the hour, and beside the day before', () => {
  const charge = (id: string, iso: string): Charge => ({
    id,
    issuedAtMs: Date.parse(iso),
    paidBy: 'bankCard',
    lines: [['energy', 1_000]],
    taxed: { 21: 1_000 },
    capturedAtMs: null,
  });
  using db = books((store, clock) => {
    write(store, charge('A', '2026-11-09T23:59:00+01:00'), {}, clock);
    write(store, charge('B', '2026-11-10T00:10:00+01:00'), {}, clock);
    write(store, charge('C', '2026-11-10T18:10:00+01:00'), {}, clock);
  });
  const { usage } = reported(db, { kind: 'day', day: '2026-11-10' });
  expect([usage.totals.sessions, usage.totalsBefore.sessions]).toEqual([2, 1]);
  expect(usage.points.filter(({ sessions }) => sessions > 0).map(({ at }) => at)).toEqual([
    '2026-11-10 00',
    '2026-11-10 18',
  ]);
  // Of two connectors one charged from 17:10 to 18:10; the last ten minutes of the day before are its own.
  const tuesday = usage.utilisation[1]?.byHour;
  expect(tuesday?.[17]).toBeCloseTo(50 / 120);
  expect(tuesday?.[18]).toBeCloseTo(10 / 120);
  expect(usage.utilised).toBeCloseTo((60 + 10) / (2 * 24 * 60));
  expect(usage.utilisation[0]?.byHour.every((share) => share === null)).toBe(true);
});

test('what is billed in another currency is told apart', () => {
  using db = books((store, clock) => {
    const francs = { minor: 500, currency: 'CHF' };
    const charge = {
      id: 'A',
      issuedAtMs: NOW_MS,
      paidBy: 'chargingKey',
      lines: [],
      taxed: {},
      capturedAtMs: null,
    } as const;
    write(store, charge, { total: francs, net: francs }, clock);
  });
  const { usage } = reported(db);
  expect(usage.totals.sessions).toBe(0);
  expect(usage.otherCurrencies).toEqual([{ currency: 'CHF', sessions: 1, gross: 500 }]);
});

test('failed starts are told by cause, the most frequent first', () => {
  using db = books((store, clock) => {
    for (const [cause, day] of [
      ['plugTimeout', 3],
      ['cardDeclined', 4],
      ['cardDeclined', 30],
      ['carRefused', 31],
    ] as const) {
      clock.nowMs = Date.parse('2026-11-01T12:00:00Z') + (day - 1) * 24 * HOUR_MS;
      store.recordStartFailed({ connectorId: 1, sessionId: null, cause, timeZone: MADRID });
    }
  });
  const { usage } = reported(db);
  expect(usage.failedStarts).toEqual([
    { cause: 'cardDeclined', starts: 2 },
    { cause: 'plugTimeout', starts: 1 },
  ]);
  expect(usage.totals.failedStarts).toBe(3);
});

test('uptime is told from when it was first measured, with what was down and why', () => {
  const at = (iso: string) => Date.parse(`${iso}:00+01:00`);
  const states: [string, ConnectorState][] = [
    ['2026-11-10T00:00', 'up'],
    ['2026-11-12T00:00', 'fault'],
    ['2026-11-12T12:00', 'up'],
    ['2026-11-14T00:00', 'outOfService'],
    ['2026-11-14T12:00', 'stationOff'],
    ['2026-11-14T18:00', 'up'],
    ['2026-11-19T00:00', 'terminalAway'],
  ];
  using db = books((store) => {
    for (const [when, state] of states)
      store.recordConnectorState({ connectorId: 1, state, sinceMs: at(when), timeZone: MADRID });
  });
  const { uptime } = reported(db, MONTH, at('2026-11-20T00:00'));
  const [first, second] = uptime.connectors;
  expect(first).toMatchObject({ label: 'A', measuredMs: 240 * HOUR_MS });
  expect(first?.down.map(({ state, ms }) => [state, ms / HOUR_MS])).toEqual([
    ['terminalAway', 24],
    ['fault', 12],
    ['outOfService', 12],
    ['stationOff', 6],
  ]);
  expect(first?.reliable).toBeCloseTo(1 - 54 / 240);
  expect(first?.upNevi).toBeCloseTo(1 - 42 / 240);
  expect(second).toMatchObject({ measuredMs: 0, down: [], reliable: null, upNevi: null });

  const { uptime: week } = reported(db, { kind: 'day', day: '2026-11-14' }, at('2026-11-20T00:00'));
  expect(week.connectors[0]?.reliable).toBeCloseTo(0.25);
  expect(week.connectors[0]?.upNevi).toBeCloseTo(0.75);
});
