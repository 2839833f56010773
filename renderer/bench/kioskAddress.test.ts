import { expect, test } from 'vitest';
import { kioskAddress } from './kioskAddress.ts';

test('the token goes along to the driver’s screen', () => {
  expect(kioskAddress({ getItem: (key) => (key === 'token' ? 'a+b' : null) })).toBe('./#token=a%2Bb');
});

test('without a token (Electron) the page alone', () => {
  expect(kioskAddress({ getItem: () => null })).toBe('./');
});
