import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'tariffs-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

function run(what: string, json: unknown, ...more: string[]) {
  const file = join(dir, 'tariff.json');
  writeFileSync(file, typeof json === 'string' ? json : JSON.stringify(json));
  const { stdout, stderr, status } = spawnSync(
    'node_modules/.bin/node',
    ['electron/billing/tariffTool/run.ts', what, file, ...more],
    { encoding: 'utf8' },
  );
  return { lines: stdout.trim().split('\n'), problem: stderr.trim(), exitCode: status };
}

const tariff = {
  id: 'night',
  currency: 'EUR',
  elements: [
    {
      price_components: [{ type: 'ENERGY', price: 0.3, vat: 21, step_size: 1 }],
      restrictions: { start_time: '22:00', end_time: '06:00' },
    },
    {
      price_components: [
        { type: 'ENERGY', price: 0.6, vat: 21, step_size: 1 },
        { type: 'FLAT', price: 1, vat: 21 },
        { type: 'PARKING_TIME', price: 12, vat: 21, step_size: 1 },
      ],
    },
  ],
};
const evening = ['--at', '2026-11-23T21:30', '--zone', 'Europe/Madrid'];

describe('price', () => {
  test('tells what a charge would cost, period by period, and why', () => {
    const { lines, exitCode } = run('price', tariff, '--kwh', '20', '--minutes', '60', '--idle', '10', ...evening);
    expect(lines).toEqual([
      'from                 what       quantity    price         amount (EUR)  element  why',
      '2026-11-23 21:30:00  energy     10.000 kWh  0.6 per kWh   7.26          1        always',
      '2026-11-23 21:30:00  start fee  1 session   1 per charge  1.21          1        always',
      '2026-11-23 22:00:00  energy     10.000 kWh  0.3 per kWh   3.63          0        22:00–06:00',
      '2026-11-23 22:30:00  idle time  10 minute   12 per hour   2.42          1        always',
      '',
      'line     quantity    unit price  amount',
      'energy   10.000 kWh  0.726       7.26 EUR',
      'energy   10.000 kWh  0.363       3.63 EUR',
      'session  1 session   1.21        1.21 EUR',
      'idle     10 minute   0.242       2.42 EUR',
      'VAT 21 % of 12.00 EUR: 2.52 EUR',
      'total 14.52 EUR with VAT',
    ]);
    expect(exitCode).toBe(0);
  });

  test('takes power in kW, and an instant with its offset', () => {
    const fast = {
      ...tariff,
      elements: [
        { price_components: [{ type: 'ENERGY', price: 1 }], restrictions: { min_power: 100 } },
        { price_components: [{ type: 'ENERGY', price: 0.5 }] },
      ],
    };
    const plan = ['--kwh', '10', '--minutes', '10', '--at', '2026-11-23T21:30:00+01:00'];
    expect(run('price', fast, ...plan).lines.at(-1)).toBe('total 5.00 EUR, no taxes');
    const powerful = run('price', fast, ...plan, '--power', '150', '--zone', 'Europe/London');
    expect(powerful.lines.at(-1)).toBe('total 10.00 EUR, no taxes');
    expect(powerful.lines[1]).toBe(
      '2026-11-23 20:30:00  energy  10.000 kWh  1 per kWh  10            0        from 100 kW',
    );
  });

  test.each([
    ['no energy', ['--minutes', '60'], /^--kwh and --minutes/],
    ['energy in words', ['--kwh', 'lots', '--minutes', '60'], /^--kwh: expected a number from 0 to 10000, got lots$/],
    ['a time in words', ['--kwh', '1', '--minutes', '1', '--at', 'noon'], /^--at: expected a time such as/],
    ['no such place', ['--kwh', '1', '--minutes', '1', '--zone', 'Mars/Base'], /^--zone: expected an IANA time zone/],
    ['no such option', ['--kw', '1'], /'--kw'[\s\S]*usage: npm run tariff/],
  ])('%s is told', (_what, options, problem) => {
    const result = run('price', tariff, ...options);
    expect(result.problem).toMatch(problem);
    expect(result.exitCode).toBe(2);
  });
});

describe('check', () => {
  test('a list of tariffs, each by name; errors make the exit code 1', () => {
    const reversed = { ...tariff, id: 'reversed', elements: tariff.elements.toReversed() };
    const { lines, exitCode } = run('check', { data: [tariff, reversed, { id: 'unread' }] });
    expect(lines).toEqual([
      'reversed  error   elements.1.price_components.0: this price of energy is never used: elements.0 always comes first; put it before elements.0 if it is to count',
      expect.stringMatching(/^unread {2}error {3}currency: /),
      expect.stringMatching(/^unread {2}error {3}elements: /),
      '3 tariffs checked: 3 errors, 0 warnings and notes',
    ]);
    expect(exitCode).toBe(1);
  });

  test('a station’s config, at another time', () => {
    const config = { station: {}, tariff: { ...tariff, end_date_time: '2027-01-01T00:00:00Z' } };
    expect(run('check', config, '--at', '2026-12-31T23:00:00Z')).toMatchObject({ exitCode: 0 });
    expect(run('check', config, '--at', '2027-01-01T00:00:00Z').lines[0]).toMatch(
      /^error {3}end_date_time: it has ended/,
    );
  });

  test.each([
    ['not JSON', '{', /JSON/],
    ['no tariff', 'null', /there is no tariff in it/],
  ])('a file with %s is told', (_what, text, problem) => {
    expect(run('check', text)).toMatchObject({ problem: expect.stringMatching(problem), exitCode: 2 });
  });
});
