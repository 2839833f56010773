import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'tariff-cases-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

function run(cases: unknown): { lines: readonly string[]; exitCode: number | null } {
  const file = join(dir, 'cases.json');
  writeFileSync(file, JSON.stringify(cases));
  const { stdout, status } = spawnSync('node_modules/.bin/node', ['electron/conformance/run.ts', 'tariffs', file], {
    encoding: 'utf8',
  });
  return { lines: stdout.trim().split('\n'), exitCode: status };
}

const period = (at: string, dimensions: Readonly<Record<string, number>>) => ({
  start_date_time: `2026-11-23T${at}Z`,
  dimensions: Object.entries(dimensions).map(([type, volume]) => ({ type, volume })),
});
const good = {
  name: 'good',
  timezone: 'Europe/Madrid',
  reservation: 'used',
  tariff: {
    id: 't',
    currency: 'EUR',
    elements: [
      {
        price_components: [{ type: 'TIME', price: 6, vat: 20, step_size: 60 }],
        restrictions: { reservation: 'RESERVATION' },
      },
      {
        price_components: [
          { type: 'ENERGY', price: 0.55, vat: 20, step_size: 500 },
          { type: 'TIME', price: 1, vat: 10, step_size: 60 },
          { type: 'PARKING_TIME', price: 2, vat: 10, step_size: 600 },
        ],
      },
    ],
  },
  cdr: {
    start_date_time: '2026-11-23T10:00:00Z',
    end_date_time: '2026-11-23T11:51:00Z',
    charging_periods: [
      period('10:00:00', { RESERVATION_TIME: 0.25 }),
      period('10:15:00', { ENERGY: 20.1, TIME: 1.0033, MAX_POWER: 42 }),
      period('11:16:00', { PARKING_TIME: 0.5833 }),
    ],
  },
  expected: {
    total_cost_rounded: { excl_vat: '15.11', incl_vat: '17.90' },
    total_cost: { excl_vat: '15.111667', incl_vat: '17.900333' },
    total_energy_cost: { excl_vat: '11.275', incl_vat: '13.53' },
    total_time_cost: { excl_vat: '1.003333', incl_vat: '1.103667' },
    total_parking_cost: { excl_vat: '1.333333', incl_vat: '1.466667' },
    total_reservation_cost: { excl_vat: '1.5', incl_vat: '1.8' },
    taxes: [
      { percentage: '20.0', base: '12.775', amount: '2.555' },
      { percentage: '10.0', base: '2.336667', amount: '0.233667' },
    ],
    billed: { energy_kwh: '20.5', charging_seconds: '3612', parking_seconds: '2400', reservation_seconds: '900' },
  },
};

test('all as expected > counted, exit code 0', () => {
  expect(run([good])).toEqual({ lines: ['tariffs: 1 passed, 0 failed'], exitCode: 0 });
});

test('each difference is told by name, the rounded total first, exit code 1', () => {
  const { lines, exitCode } = run([
    good,
    {
      ...good,
      name: 'bad',
      expected: {
        ...good.expected,
        total_cost_rounded: { excl_vat: '15.11', incl_vat: '17.91' },
        total_time_cost: { excl_vat: '1.0033', incl_vat: null },
        taxes: [],
        billed: { energy_kwh: '20.5' },
      },
    },
  ]);
  expect(lines).toEqual([
    'bad  total_cost_rounded.incl_vat: expected 17.91, got 17.90',
    'bad  total_time_cost.excl_vat: expected 1.0033, got 1.003333',
    'bad  total_time_cost.incl_vat: expected unknown, got 1.103667',
    'bad  taxes: expected none, got 10 % of 2.336667: 0.233667, 20 % of 12.775: 2.555',
    'bad  billed.charging_seconds: expected 0, got 3612',
    'bad  billed.parking_seconds: expected 0, got 2400',
    'bad  billed.reservation_seconds: expected 0, got 900',
    'tariffs: 1 passed, 1 failed',
  ]);
  expect(exitCode).toBe(1);
});

test('what differs from its source says why', () => {
  const expected = { ...good.expected, stated_by_source: { excl_vat: '15.00' } };
  expect(run([{ ...good, expected, note: 'It forgot the step.' }])).toEqual({
    lines: ['good  differs from its source: It forgot the step.', 'tariffs: 1 passed, 0 failed'],
    exitCode: 0,
  });
});

test('taxes a tariff does not state are unknown, not nothing (OCPI 2.3.0)', () => {
  const plus = {
    ...good,
    reservation: undefined,
    tariff: {
      id: 't',
      currency: 'CAD',
      tax_included: 'NO',
      elements: [{ price_components: [{ type: 'TIME', price: 2 }] }],
    },
    cdr: { ...good.cdr, charging_periods: [period('10:00:00', { TIME: 2.5 })] },
    expected: { total_cost: { excl_vat: '5', incl_vat: null }, taxes: [] },
  };
  expect(run([plus]).exitCode).toBe(0);
});

test('a case that cannot be read is a failure that says where', () => {
  const { lines, exitCode } = run([{ ...good, tariff: { ...good.tariff, currency: 'EUX' } }]);
  expect(lines.join('\n')).toContain('"EUX" is not a currency');
  expect(lines.join('\n')).toContain('at currency');
  expect(exitCode).toBe(1);
});

test('no cases at all is no success', () => {
  expect(run([]).exitCode).toBe(1);
});
