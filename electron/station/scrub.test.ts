import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLogOn, type StationLog } from './log.ts';

/** What somebody might plant in a message, a field, an error or a nested object: none of it may reach the log. */

function written(write: (log: StationLog) => void): string {
  const lines: string[] = [];
  write(createLogOn({ write: (line) => void lines.push(line) }, 'debug'));
  // Without their time, whose milliseconds may be any digits.
  return lines.join('').replace(/"time":"[^"]*"/g, '');
}

/** The text in every place a log line has. */
const everywhere = (text: string) =>
  written((log) => {
    log.info(text);
    log.child({ of: text }).warn({ deep: [{ cause: { detail: text } }] }, `before ${text} after`);
    log.error(new Error(`failed: ${text}`));
    log.error({ err: new Error(text, { cause: new Error(text) }) }, 'x');
    log.info({ answer: JSON.stringify({ detail: text, list: [text] }) });
    log.info({ [text]: 1 });
  });

describe.each([
  ['a card number', '4111111111111111', ['4111111111111111']],
  ['a card number in groups', '4111 1111 1111 1111', ['1111 1111']],
  ['one of American Express', '3782-822463-10005', ['822463']],
  ['track 1', '%B4111111111111111^MUSTERMANN/ERIKA^2912101100000?', ['4111', 'ERIKA', 'MUSTERMANN', '2912101']],
  ['track 2', ';4111111111111111=29121011000012345678?', ['4111', '2912101']],
  ['track 2 in hex', '4111111111111111D29121011000012345678F', ['4111', '2912101']],
  ['a mail address', 'erika.mustermann+ev@mail.example.com', ['erika', 'example.com']],
  ['a telephone number', '+49 171 2345678', ['2345678']],
  ['one with brackets', '+1 (555) 123-4567', ['123-4567', '4567']],
  ['one as written at home', '0171 2345678', ['2345678']],
  ['one with a slash', '089/12345678', ['12345678']],
  ['a PIN that is named', 'wrong PIN 4711 entered', ['4711']],
  ['a PIN after its name', 'pin=4711', ['4711']],
  ['a password after its name', 'Password: hunter22', ['hunter22']],
  ['a code from an authenticator', 'totp was 492039', ['492039']],
  ['a page’s token', 'http://127.0.0.1:8080/#token=6JrYd2hDq0-Zt', ['6JrYd2hDq0']],
  ['a bearer token', 'Authorization: Bearer 6JrYd2hDq0/Zt+aa==', ['6JrYd2hDq0']],
  ['a JSON web token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJlcmlrYSJ9.c2lnbmF0dXJl', ['eyJzdWIi', 'c2lnbmF0dXJl']],
  ['an authenticator’s address', 'otpauth://totp/Surtidor:erika?secret=JBSWY3DPEHPK3PXP', ['erika', 'JBSWY3DP']],
  ['an authenticator’s secret', 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', ['JBSWY3DP']],
  ['one in groups of four', 'JBSW Y3DP EHPK 3PXP JBSW Y3DP', ['JBSW', 'Y3DP']],
  ['the hash of a PIN', 'scrypt$16384$a1b2c3$d4e5f6', ['a1b2c3', 'd4e5f6']],
  ['a password in an address', 'mqtts://station:hunter22@broker:8883', ['hunter22']],
])('%s', (_, planted, parts) => {
  test('is nowhere in the log', () => {
    const line = everywhere(planted);
    for (const part of parts) expect(line).not.toContain(part);
  });
});

describe('a field', () => {
  const planted = { value: 'ERIKA7', nested: { list: ['ERIKA7'] } };
  test.each([
    'pin',
    'newPin',
    'pin_hash',
    'PIN-Hash',
    'totpSecret',
    'otp',
    'recoveryCodes',
    'sessionToken',
    'accessToken',
    'Authorization',
    'cookie',
    'apiKey',
    'track2',
    'cvc',
    'cardNumber',
    'cardholderName',
    'firstName',
    'last_name',
    'companyName',
    'buyer',
    'phone',
    'mobile',
    'email',
  ])('named %s is left out, whatever is in it and however deep', (field) => {
    const line = written((log) => {
      log.info({ [field]: planted });
      log.child({ [field]: 'ERIKA7' }).warn({ deep: [{ deeper: { [field]: ['ERIKA7'] } }] }, 'x');
    });
    expect(line).not.toContain('ERIKA7');
  });

  test.each(['mapping', 'opinion', 'charge', 'module', 'name', 'state'])('named %s stays', (field) => {
    expect(written((log) => log.info({ [field]: 'plain' }))).toContain('plain');
  });
});

test('what a technician needs stays readable', () => {
  const kept = [
    '127.0.0.1:20007',
    'session A1B2C3D4E5F60718',
    'link_lost',
    '3f2504e0-4f89-0411-4123-030512345678',
    '2026-11-01T00:00:00.000Z',
    'receipt S1-000042',
    '59.73 EUR, 20.000 kWh',
    'ES*SUR*E0001*1',
    'status code 404',
    'v24.21.0',
    'pin tries left: 2',
  ];
  const line = written((log) => log.info({ kept }));
  for (const text of kept) expect(line).toContain(text);
});

test('nothing anyone writes breaks the log or leaves a line that is not JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: 'grapheme' }), (value, text) => {
      const lines: string[] = [];
      const log = createLogOn({ write: (line) => void lines.push(line) });
      log.info({ value }, text.replaceAll('%', ''));
      for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
    }),
  );
});

test('a text made to be slow is read in no time', () => {
  const startedAt = performance.now();
  for (const text of [
    '1 '.repeat(20_000),
    '+1('.repeat(20_000),
    'A2'.repeat(30_000),
    'pin='.repeat(20_000),
    'a@'.repeat(20_000),
    '%B4111 1111 1111^'.repeat(3_000),
  ])
    written((log) => log.info(text));
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});
