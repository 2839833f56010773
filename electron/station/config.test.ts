import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseConfig, readConfig } from './config.ts';
import example from './example.config.json' with { type: 'json' };

const EXAMPLE = new URL('./example.config.json', import.meta.url).pathname;

type Editable = { [key: string]: Editable } & { [index: number]: Editable };
/** The problems of the example with one field changed; undefined takes the field out. */
function problemsWith(path: string, value: unknown): readonly string[] {
  const config = structuredClone(example) as unknown as Editable;
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const parent = steps.reduce<Editable | undefined>((at, step) => at?.[step], config);
  if (!parent) throw new Error(`the example has no ${path}`);
  if (value === undefined) delete parent[last];
  else parent[last] = value as Editable;
  const parsed = parseConfig(config);
  return parsed.ok ? [] : parsed.error.problems;
}

test('the example is a valid config, and the defaults are filled in', () => {
  const config = readConfig(EXAMPLE);
  expect(config).toMatchObject({
    ok: true,
    value: {
      evses: [{ label: 'A' }, { label: 'B' }],
      tariff: { currency: 'EUR', elements: [{ price_components: [{ type: 'ENERGY', price: '0.59' }, {}, {}] }] },
      timeouts: { plugInMs: 120_000 },
      server: { host: '127.0.0.1', port: 8080 },
    },
  });
});

describe('a mistake is told with its path and what was expected:', () => {
  test.each<[string, string, unknown, RegExp]>([
    ['an unknown key at the top', 'colour', 'red', /colour/],
    [
      'a meter without a scheme',
      'meter',
      { protocol: 'lemDcbm', evses: [{ evse: 1, url: '10.0.0.5' }] },
      /^meter\.evses\.0\.url: .*http/,
    ],
    [
      'a meter of no EVSE',
      'meter',
      { protocol: 'lemDcbm', evses: [{ evse: 9, url: 'http://10.0.0.5' }] },
      /^meter\.evses\.0\.evse: /,
    ],
    ['an unknown key below', 'payment.holdCents', 6000, /^payment: .*holdCents/],
    ['a port beyond the last', 'cardTerminal.port', 70_000, /^cardTerminal\.port: .*65535/],
    ['a port in words', 'cardTerminal.port', 'http', /^cardTerminal\.port: expected a TCP port/],
    ['an unknown currency', 'tariff.currency', 'EUX', /^tariff\.currency: "EUX" .*ISO 4217.*such as EUR/],
    ['an unknown time zone', 'station.timeZone', 'Europe/Atlantis', /^station\.timeZone: .*IANA.*Europe\/Madrid/],
    ['an EVSE number used twice', 'evses.1.evse', 1, /^evses\.1\.evse: 1 is used twice$/],
    [
      'no terminal password',
      'cardTerminal.password',
      undefined,
      /^cardTerminal\.password: expected this or .*passwordFile$/,
    ],
    ['a password of the wrong length', 'cardTerminal.password', '12345', /^cardTerminal\.password: /],
    ['an unknown connector', 'evses.0.connectorType', 'CCS3', /^evses\.0\.connectorType: .*"CCS2".*"CHAdeMO"/],
    [
      'a printer as wide as no whole bytes',
      'receiptPrinter.widthDots',
      575,
      /^receiptPrinter\.widthDots: .*multiple of 8/,
    ],
    [
      'mail without TLS to another machine',
      'mail.host',
      'mail.example.com',
      /^mail\.tls: expected starttls or implicit/,
    ],
    ['a user without a password', 'mail.user', 'kiosk', /^mail\.passwordFile: expected both/],
    ['a sender that is no address', 'mail.from', 'Surtidor', /^mail\.from: expected an address such as/],
    ['a hold of nothing', 'payment.holdMinor', 0, /^payment\.holdMinor: .*100/],
    [
      'a session fee above the hold',
      'tariff.elements.0.price_components.1.price',
      70,
      /^payment\.holdMinor: expected more than 7025: a charge would stop as soon as it starts$/,
    ],
    [
      'no time left before the hold expires',
      'payment.holdExpiryMarginMinutes',
      168 * 60,
      /^payment\.holdExpiryMarginMinutes: expected less than payment\.holdValidHours$/,
    ],
    [
      'a broker without its scheme',
      'powerController.url',
      '127.0.0.1:1883',
      /^powerController\.url: expected an address such as mqtt:/,
    ],
    ['a server open to the network', 'server', { host: '0.0.0.0' }, /^server\.host: .*"127\.0\.0\.1"/],
    ['no EVSE', 'evses', [], /^evses: /],
    ['a missing operator', 'station.operator', undefined, /^station\.operator: .*expected object/],
    [
      'an unknown kind of price',
      'tariff.elements.0.price_components.1.type',
      'SURGE',
      /^tariff\.elements\.0\.price_components\.1\.type: "SURGE": expected ENERGY, TIME, PARKING_TIME, FLAT$/,
    ],
    [
      'an hour that is none',
      'tariff.elements.0.restrictions',
      { start_time: '10 pm' },
      /^tariff\.elements\.0\.restrictions\.start_time: expected a local time such as 22:00/,
    ],
  ])('%s', (_what, path, value, sentence) => {
    const problems = problemsWith(path, value);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(sentence);
  });

  test('a price by power where the price of the beginning holds', () => {
    const [one] = example.tariff.elements;
    const elements = [
      { ...one, restrictions: { min_power: 50 } },
      { ...one, restrictions: { max_power: 50 } },
    ];
    const at = (market: string) =>
      parseConfig({ ...example, station: { ...example.station, market }, tariff: { ...example.tariff, elements } });
    expect(at('us')).toMatchObject({
      error: {
        problems: [
          expect.stringMatching(/^tariff\.elements\.0\.restrictions\.min_power: .*holds for the whole charge/),
          expect.stringMatching(/^tariff\.elements\.1\.restrictions\.max_power: /),
        ],
      },
    });
    expect(at('eu').ok).toBe(true);
  });

  test('several at once are all told', () => {
    const problems = parseConfig({ ...example, tariff: { ...example.tariff, currency: 'EUX' }, dataDir: '' });
    expect(problems).toMatchObject({
      ok: false,
      error: { code: 'invalid', problems: [/tariff.currency/, /dataDir/].map(matching) },
    });
  });

  test('a wrong password is not repeated', () => {
    expect(problemsWith('cardTerminal.password', 'hunter22').join()).not.toContain('hunter22');
  });
});

const matching = (pattern: RegExp) => expect.stringMatching(pattern);

describe('reading', () => {
  const fileWith = (text: string) => {
    const file = join(mkdtempSync(join(tmpdir(), 'surtidor-config-')), 'station.json');
    writeFileSync(file, text);
    return file;
  };

  test('a missing file is unreadable', () => {
    expect(readConfig('/nowhere/station.json')).toMatchObject({ ok: false, error: { code: 'unreadable' } });
  });

  test('a file that is not JSON says where it stops being so', () => {
    const read = readConfig(fileWith('{ "station": '));
    expect(read).toMatchObject({
      ok: false,
      error: { code: 'not_json', problems: [expect.stringContaining('station.json')] },
    });
  });

  test('overrides lie over the file: text stays text, the rest is read as JSON', () => {
    const read = readConfig(EXAMPLE, { 'server.port': '0', 'cardTerminal.password': '000000', dataDir: 'elsewhere' });
    expect(read).toMatchObject({
      ok: true,
      value: { server: { port: 0 }, cardTerminal: { password: '000000' }, dataDir: 'elsewhere' },
    });
  });

  test('an override is checked like the file', () => {
    expect(readConfig(EXAMPLE, { 'server.port': '99999' })).toMatchObject({
      ok: false,
      error: { problems: [expect.stringMatching(/^server\.port: /)] },
    });
  });
});
