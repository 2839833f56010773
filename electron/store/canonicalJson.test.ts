import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, sha256 } from './canonicalJson.ts';

test('members are sorted, undefined ones left out', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'ü"' }], a: undefined, A: true })).toBe(
    '{"A":true,"b":[1,{"c":"ü\\"","d":null}]}',
  );
});

test('any JSON reads back as itself, and its text does not depend on the order of members', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const json = JSON.parse(JSON.stringify(value));
      expect(JSON.parse(canonicalJson(json))).toEqual(json);
      expect(canonicalJson(reversed(json))).toBe(canonicalJson(json));
    }),
  );
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 0])('%s is refused', (value) => {
  expect(() => canonicalJson({ value })).toThrow(RangeError);
});

test('hashes are SHA-256 of the UTF-8 text (FIPS 180-4, example B.1)', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

function reversed(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(reversed);
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
