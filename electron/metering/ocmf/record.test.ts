import { describe, expect, test } from 'vitest';
import { payload, record } from './fixtures.ts';
import { readOcmf } from './record.ts';

const fieldsOf = (text: string) => {
  const read = readOcmf(text);
  return read.ok ? read.value : read.error.code;
};

describe('reading a record', () => {
  test('text and payload stay as they came, blanks, tabs and line ends included', () => {
    const json = '{ "PG" : "T1",\r\n\t"RD":[{"RV": 2935.600}] }';
    const text = `OCMF|${json}|{"SD":"30"}`;
    expect(fieldsOf(text)).toMatchObject({ text, payloadText: json, signature: { data: '30', algorithm: null } });
  });

  test.each([
    ['2935.600', '2935.600'],
    ['0.0', '0.0'],
    ['-12.50', '-12.50'],
    ['1.5e3', '1.5e3'],
    ['123456789012345678901.123', '123456789012345678901.123'],
    ['"       9.038"', '9.038'],
    ['"00000000.000"', '00000000.000'],
  ])('RV %s keeps its digits', (written, value) => {
    expect(record(`{"RD":[{"RV":${written}}]}`).payload.readings[0]?.value).toBe(value);
  });

  test('digits within text are no numbers', () => {
    const { tariffText } = record(String.raw`{"TT":"from 7:00 \"1.50\" then 2.0"}`).payload;
    expect(tariffText).toBe('from 7:00 "1.50" then 2.0');
  });

  test('a pipe in the tariff text ends nothing', () => {
    const { payloadText } = record(payload({ TT: '0.59 | idle 0.10 |{x' }));
    expect(payloadText).toContain('0.59 | idle 0.10 |{x');
  });

  test('fields a later reading leaves out are those of the one before; its value is not', () => {
    const { readings } = record({
      RD: [
        { TM: 't1', TX: 'B', RV: '57.584', RI: '1-0:1.8.0', RU: 'kWh', RT: 'DC', EF: 'E', ST: 'G', CL: '0.1' },
        { RV: '4.405', RI: '1-0:2.8.0', EF: '' },
        { TM: 't2', TX: 'E' },
      ],
    }).payload;
    expect(readings).toMatchObject([
      { time: 't1', transaction: 'B', value: '57.584', errorFlags: 'E', cableLoss: '0.1' },
      { time: 't1', transaction: 'B', value: '4.405', obis: '1-0:2.8.0', unit: 'kWh', errorFlags: null },
      { time: 't2', transaction: 'E', value: null, obis: '1-0:2.8.0', current: 'DC', status: 'G', cableLoss: null },
    ]);
  });

  test.each([
    ['', 'notOcmf'],
    ['hello', 'notOcmf'],
    ['OCMF|{"PG":"T1"}', 'notOcmf'],
    ['XXXX|{}|{"SD":""}', 'notOcmf'],
    ['OCMF|{"PG":T1}|{"SD":""}', 'payloadUnreadable'],
    ['OCMF|[]|{"SD":""}', 'payloadUnreadable'],
    ['OCMF|{}|{"SD":', 'signatureUnreadable'],
  ])('%s is %s', (text, code) => {
    expect(fieldsOf(text)).toBe(code);
  });

  test('a line end after it, or a byte order mark before it, does no harm', () => {
    expect(fieldsOf('\uFEFFOCMF|{}|{"SD":"30"}\r\n')).toMatchObject({ payloadText: '{}' });
  });
});
