import { describe, expect, test } from 'vitest';
import { meter, payload } from './ocmf/fixtures.ts';
import { signedMeterOf } from './signedMeter.ts';

const text = meter.sign(payload());
const value = (data: string, publicKey: string | null = meter.publicKeyHex, encoding = 'OCMF') => ({
  data,
  encoding,
  publicKey,
});

describe('what a receipt carries of the meter’s signature', () => {
  test('the text to the byte, the key in its normal form, the serial', () => {
    const bare = meter.publicKeyHex.slice(-128).toUpperCase();
    expect(signedMeterOf({ signed: value(text, bare), signedStart: null })).toEqual({
      format: 'OCMF',
      text,
      startText: null,
      publicKeyHex: meter.publicKeyHex,
      meterSerial: 'M-1',
    });
  });

  test('begin and end apart are both kept; the key may come with either', () => {
    const start = meter.sign(payload({ PG: 'T6' }));
    expect(signedMeterOf({ signed: value(text, null), signedStart: value(start) })).toMatchObject({
      text,
      startText: start,
      publicKeyHex: meter.publicKeyHex,
    });
  });

  test('a record nobody can read, and a key in no form, are kept and left out', () => {
    expect(signedMeterOf({ signed: value('OCMF|{}', 'see display'), signedStart: null })).toMatchObject({
      text: 'OCMF|{}',
      publicKeyHex: null,
      meterSerial: null,
    });
  });

  test('nothing signed, or in another format: nothing', () => {
    expect(signedMeterOf({ signed: null, signedStart: null })).toBeNull();
    expect(signedMeterOf({ signed: value('<sml/>', null, 'SML'), signedStart: null })).toBeNull();
  });
});
