import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createLog, createLogOn, type StationLog } from './log.ts';

/** What a log wrote, as text. */
function written(write: (log: StationLog) => void): string {
  const lines: string[] = [];
  write(createLogOn({ write: (line) => void lines.push(line) }, 'debug'));
  return lines.join('');
}

test('writes one JSON object a line, to a file of its own user alone', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'surtidor-log-')), 'logs', 'station.log');
  const log = createLog({ to: { file } });
  log.info({ order: 's1:capture' }, 'captured');
  log.debug('not at this level');
  log.warn('second line');
  const lines = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toMatchObject([
    { level: 'info', order: 's1:capture', msg: 'captured' },
    { level: 'warn', msg: 'second line' },
  ]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('sends to standard error what the file does not take: the station goes on without its log', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'surtidor-log-')), 'station.log');
  writeFileSync(file, '');
  const toStderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  createLog({ to: { file: join(file, 'under', 'a', 'file.log') } }).error('unwritable');
  if (existsSync('/dev/full')) createLog({ to: { file: '/dev/full' } }).error('no space');
  const lines = toStderr.mock.calls.map(([line]) => JSON.parse(String(line)).msg);
  toStderr.mockRestore();
  expect(lines).toEqual(existsSync('/dev/full') ? ['unwritable', 'no space'] : ['unwritable']);
});

describe('card numbers', () => {
  const digit = fc.integer({ min: 0, max: 9 });
  const cardNumber = fc.array(digit, { minLength: 12, maxLength: 19 }).map((digits) => digits.join(''));
  const spread = fc.tuple(cardNumber, fc.constantFrom('', ' ', '-'), fc.integer({ min: 2, max: 4 }));
  const grouped = spread.map(([digits, gap, size]) => ({
    digits,
    text: digits.match(new RegExp(`.{1,${size}}`, 'g'))?.join(gap) ?? '',
  }));

  test('of any length and grouping are masked wherever they stand', () => {
    fc.assert(
      fc.property(grouped, fc.constantFrom('', 'card ', 'F8', '22 F8 '), ({ digits, text }, before) => {
        const line = written((log) => {
          log
            .child({ of: before + text })
            .error(
              { hex: before + text, deep: [{ [text]: { cause: new Error(`bad ${text}=2512`) } }] },
              `${before}${text}.`,
            );
          log.error(new Error(`read ${text}`));
        });
        expect(line).not.toContain(text);
        expect(line.replace(/[ -]/g, '')).not.toContain(digits);
        expect(line).toContain('[card number]');
      }),
    );
  });

  test('as numbers are masked, instants and energy are not', () => {
    const line = written((log) =>
      log.info({ pan: 4111111111111111, atMs: 1_796_083_200_000, energyWh: 123_456_789.5 }),
    );
    expect(line).not.toContain('4111');
    expect(line).toContain('1796083200000');
    expect(line).toContain('123456789.5');
  });

  test('are told from session ids, times and amounts', () => {
    const kept = ['3f2504e0-4f89-41d3-9a0c-030512345678', '2026-11-01T00:00:00.000Z', 'receipt 000042', '6000 EUR'];
    const line = written((log) => log.info({ kept }));
    for (const text of kept) expect(line).toContain(text);
  });
});

describe('secrets', () => {
  test.each(['password', 'PIN', 'pinHash', 'stopCode', 'token', 'idToken'])(
    'in a field named %s are left out',
    (field) => {
      const line = written((log) => {
        log.info({ deep: { list: [{ [field]: 'hunter22' }] } });
        log.child({ [field]: 'hunter22' }).info('x');
      });
      expect(line).not.toContain('hunter22');
    },
  );

  test('a stop code is left out, the code of an error stays', () => {
    const line = written((log) => log.warn({ intent: { code: '4711' }, code: 8153, error: { code: 'link_lost' } }));
    // Without its time, whose milliseconds may be any digits.
    expect(line.replace(/"time":"[^"]*"/g, '')).not.toMatch(/4711|8153/);
    expect(line).toContain('link_lost');
  });

  test('a driver’s mail address is removed, wherever a server repeats it', () => {
    const line = written((log) => log.warn({ reply: '550 5.1.1 <some.body+ev@mail.example.com>: unknown' }, 'refused'));
    expect(line).not.toMatch(/body|example/);
    expect(line).toContain('550 5.1.1 <[mail address]>: unknown');
  });

  test('in quoted messages and addresses are removed', () => {
    const line = written((log) => {
      log.warn({ received: '{"type":"ENTER_PIN","pin":"4711"}', numeric: '{"code": 8153}' }, 'malformed');
      log.info('connecting to mqtts://station:hunter22@broker:8883/x');
    });
    expect(line.replace(/"time":"[^"]*"/g, '')).not.toMatch(/4711|8153\b|hunter22/);
    expect(line).toContain('mqtts://station:[removed]@broker:8883/x');
  });
});
