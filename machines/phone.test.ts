import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callingCodes, parsePhone } from './phone.ts';

test.each([
  ['+34 612 345 678', 'ES', '+34612345678', 'ES'],
  ['612345678', 'ES', '+34612345678', 'ES'],
  ['0171 234 5678', 'DE', '+491712345678', 'DE'],
  ['+34 0171 2345678', 'ES', '+341712345678', 'ES'],
  ['+49 (0)171/234-56.78', 'ES', '+491712345678', 'DE'],
  ['0044 20 7946 0958', 'ES', '+442079460958', 'GB'],
  ['+39 06 1234 5678', 'ES', '+390612345678', 'IT'],
  ['+7 701 234 56 78', 'ES', '+77012345678', null],
  ['+1 212 555 0100', 'ES', '+12125550100', null],
  ['+298 123456', 'ES', '+298123456', 'FO'],
  ['+64 21 123 456', 'ES', '+6421123456', null],
])('%s in %s is %s', (typed, home, e164, country) => {
  expect(parsePhone(typed, home)).toEqual({ ok: true, value: { e164, country } });
});

test.each([
  ['', 'phoneShort'],
  ['+34', 'phoneShort'],
  ['+34 12345', 'phoneShort'],
  ['+34 1234567890123456', 'phoneLong'],
  ['+34 612+345678', 'phoneForm'],
  ['call me', 'phoneForm'],
  ['+034 612345678', 'phoneForm'],
])('%s is not: %s', (typed, fault) => {
  expect(parsePhone(typed, 'ES')).toEqual({ ok: false, error: fault });
});

test('without a country code it needs to know where it is', () => {
  expect(parsePhone('612345678', 'XX')).toEqual({ ok: false, error: 'phoneForm' });
});

test('whatever is typed: E.164 or a reason, and what was read is read the same again', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789+ ()/-.'), maxLength: 24 });
  fc.assert(
    fc.property(fc.oneof(digits, fc.string()), fc.constantFrom(...Object.keys(callingCodes)), (typed, home) => {
      const read = parsePhone(typed, home);
      if (!read.ok) return;
      expect(read.value.e164).toMatch(/^\+[1-9]\d{7,14}$/);
      expect(parsePhone(read.value.e164, 'ES')).toEqual(read);
    }),
  );
});
