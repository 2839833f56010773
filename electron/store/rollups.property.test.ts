import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BilledPeriod, CostLine, PaidBy } from '../../machines/receiptView.ts';
import { authorization, eur, receipt } from './fixtures.ts';
import { openStoreOn } from './openStore.ts';
import type { ConnectorState } from './store.ts';

/** The sums hold what a plain count of the same facts gives, quarter hour by quarter hour on the clocks of the places. */

const QUARTER_MS = 900_000;
/** Both changes of Madrid's clock lie within it, and one of Lord Howe's, which is of half an hour. */
const FROM_MS = Date.parse('2026-03-28T20:00:00Z');
const zones = ['Europe/Madrid', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC'] as const;

const quarter = fc.oneof(fc.integer({ min: 0, max: 3 * 96 }), fc.integer({ min: 210 * 96, max: 213 * 96 }));
const charged = fc
  .record({ minor: fc.nat(9_999), idleMinor: fc.nat(500), most: fc.option(fc.nat(10_000)) })
  // What a limit takes off is taken off the time it only stood there, which came last.
  .map(({ minor, idleMinor, most }) => {
    const gross = Math.min(minor + idleMinor, most ?? Infinity);
    return { minor, idleMinor, gross, idleFee: Math.max(0, gross - minor) };
  });
const charge = fc.record({
  begins: quarter,
  periods: fc.array(
    fc.record({
      quarters: fc.integer({ min: 1, max: 20 }),
      kind: fc.constantFrom<BilledPeriod['kind']>('charging', 'idle', 'free'),
    }),
    { maxLength: 3 },
  ),
  connectorId: fc.integer({ min: 1, max: 2 }),
  paidBy: fc.constantFrom<PaidBy>('bankCard', 'chargingKey'),
  brand: fc.constantFrom('VISA', 'Visa ', 'girocard', null),
  charged,
  limit: fc.constantFrom<CostLine['kind']>('notCharged', 'maxPrice'),
  energyWh: fc.nat({ max: 99_999_999 }).map((mwh) => mwh / 1_000),
});
const failed = fc.record({
  at: quarter,
  connectorId: fc.integer({ min: 1, max: 2 }),
  cause: fc.constantFrom('cardDeclined' as const, 'plugTimeout', 'handshakeTimeout'),
});
const state = fc.record({
  at: quarter,
  connectorId: fc.integer({ min: 1, max: 2 }),
  state: fc.constantFrom<ConnectorState>('up', 'fault', 'outOfService', 'stationOff'),
});
type Facts = {
  readonly timeZone: string;
  readonly charges: readonly (typeof charge extends fc.Arbitrary<infer C> ? C : never)[];
  readonly fails: readonly (typeof failed extends fc.Arbitrary<infer F> ? F : never)[];
  readonly states: readonly (typeof state extends fc.Arbitrary<infer S> ? S : never)[];
};
const facts: fc.Arbitrary<Facts> = fc.record({
  timeZone: fc.constantFrom(...zones),
  charges: fc.array(charge, { maxLength: 6 }),
  fails: fc.array(failed, { maxLength: 6 }),
  states: fc.array(state, { maxLength: 5 }),
});
const atMs = (quarters: number) => FROM_MS + quarters * QUARTER_MS;
const ends = ({ begins, periods }: Facts['charges'][number]) =>
  begins + periods.reduce((sum, { quarters }) => sum + quarters, 0);

function write(db: DatabaseSync, { timeZone, charges, fails, states }: Facts): void {
  let nowMs = FROM_MS;
  const opened = openStoreOn(db, { now: () => nowMs });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const store = opened.value;
  for (const [index, one] of charges.entries()) {
    const sessionId = `S${index}`;
    let startMs = atMs(one.begins);
    const periods = one.periods.map(({ quarters, kind }) => {
      const endMs = startMs + quarters * QUARTER_MS;
      const period = { startMs, endMs, energyWh: 0, kind };
      startMs = endMs;
      return period;
    });
    const { connectorId, paidBy, charged, limit } = one;
    const { minor, idleMinor, gross } = charged;
    store.recordAuthorization({ ...authorization(sessionId), connectorId, paidBy });
    const line = (kind: CostLine['kind'], minor: number) =>
      ({ kind, quantity: '1', unit: null, unitPrice: null, amount: eur(minor) }) as const;
    const card = { brand: one.brand, last4: '1234', entryMode: 'chip' } as const;
    store.issueReceipt(
      sessionId,
      (number) => ({
        ...receipt(number, eur(gross)),
        ...{ sessionId, timeZone, periods, paidBy, energyWh: one.energyWh },
        ...{ startedAtMs: atMs(one.begins), endedAtMs: atMs(ends(one)), issuedAtMs: atMs(ends(one)) },
        lines: [line('energy', minor), line('idle', idleMinor), line(limit, gross - minor - idleMinor)],
        card: paidBy === 'bankCard' ? card : null,
      }),
      null,
    );
  }
  for (const { at, connectorId, cause } of fails) {
    nowMs = atMs(at);
    store.recordStartFailed({ connectorId, cause, sessionId: null, timeZone });
  }
  for (const { at, connectorId, state } of states.toSorted((a, b) => a.at - b.at))
    store.recordConnectorState({ connectorId, state, sinceMs: atMs(at), timeZone });
}

type Counts = Record<string, number>;

function recount({ timeZone, charges, fails, states }: Facts): Counts {
  const counts: Counts = {};
  const count = (name: string, by: number) => {
    if (by !== 0) counts[name] = (counts[name] ?? 0) + by;
  };
  const clock = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  const hours = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit' });
  const dayAt = (quarters: number) => clock.format(atMs(quarters));
  const hourAt = (quarters: number) => `${dayAt(quarters)} ${hours.format(atMs(quarters))}`;
  for (const one of charges) {
    const issued = ends(one);
    const { connectorId: c, paidBy, brand, charged } = one;
    for (const at of [`${dayAt(issued)} #${c}`, hourAt(issued)]) {
      count(`${at} sessions`, 1);
      count(`${at} energy`, Math.round(one.energyWh * 1_000));
      count(`${at} gross`, charged.gross);
    }
    count(`${dayAt(issued)} #${c} idle fee`, charged.idleFee);
    const card = paidBy === 'bankCard' ? (brand ?? '').trim().toUpperCase() : '';
    count(`${dayAt(issued)} ${paidBy} ${card} paid`, charged.gross);
    let at = one.begins;
    for (const { quarters, kind } of one.periods)
      for (let left = quarters; left > 0; left--, at++)
        for (const when of [`${dayAt(at)} #${c}`, hourAt(at)])
          count(`${when} ${kind === 'charging' ? 'charging' : 'parked'}`, QUARTER_MS);
  }
  for (const { at, connectorId, cause } of fails) count(`${dayAt(at)} #${connectorId} ${cause}`, 1);
  for (const connectorId of [1, 2]) {
    const own = states
      .filter((one) => one.connectorId === connectorId)
      .toSorted((a, b) => a.at - b.at)
      // Told again is not told anew.
      .filter(({ state }, index, all) => state !== all[index - 1]?.state);
    for (const [index, { at, state }] of own.entries())
      for (let m = at; m < (own[index + 1]?.at ?? at) && state !== 'up'; m++)
        count(`${dayAt(m)} #${connectorId} ${state}`, QUARTER_MS);
  }
  return counts;
}

function summed(db: DatabaseSync): Counts {
  const counts: Counts = {};
  const dayText = (day: unknown) => new Date(Number(day) * 86_400_000).toISOString().slice(0, 10);
  const add = (name: string, value: unknown) => {
    if (Number(value) !== 0) counts[name] = (counts[name] ?? 0) + Number(value);
  };
  const rows = (table: string) => db.prepare(`SELECT * FROM ${table}`).all();
  const days = rows('usage_days').map((row) => ({ ...row, at: `${dayText(row.day)} #${row.connector_id}` }));
  const hours = rows('usage_hours').map((row) => ({
    ...row,
    at: `${dayText(row.day)} ${String(row.hour).padStart(2, '0')}`,
  }));
  for (const { at, ...row } of [...days, ...hours] as ({ at: string } & Record<string, unknown>)[]) {
    add(`${at} sessions`, row.sessions);
    add(`${at} energy`, row.energy_mwh);
    add(`${at} gross`, row.gross);
    add(`${at} idle fee`, row.idle_fee ?? 0);
    add(`${at} charging`, row.charging_ms);
    add(`${at} parked`, row.parked_ms);
  }
  for (const { day, paid_by, brand, gross } of rows('payment_days'))
    add(`${dayText(day)} ${paid_by} ${brand} paid`, gross);
  for (const { day, connector_id: c, cause, starts } of rows('failed_start_days'))
    add(`${dayText(day)} #${c} ${cause}`, starts);
  for (const { day, connector_id: c, state, ms } of rows('down_days')) add(`${dayText(day)} #${c} ${state}`, ms);
  return counts;
}

test('days and hours sum up what was charged, paid, refused and out of order, on the clock of any place', () => {
  fc.assert(
    fc.property(facts, (told) => {
      // A charge without periods counts from its beginning to its end, which are then one instant.
      using db = new DatabaseSync(':memory:');
      write(db, told);
      expect(summed(db)).toEqual(recount(told));
    }),
    { numRuns: 150 },
  );
}, 60_000);
