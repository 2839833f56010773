import { expect, test } from 'vitest';
import type { BilledPeriod, SignedMeter } from '../../machines/receiptView.ts';
import example from '../station/example.config.json' with { type: 'json' };
import { exportBooks } from './exportBooks.ts';
import {
  booksOf,
  config,
  exported,
  HOUR_MS,
  MADRID,
  NOON_MS,
  november,
  receiptOf,
  twelve34,
  write,
} from './fixtures.ts';
import { Cdr } from './ocpiCdr.ts';

const recordsOf = (file: string): Cdr[] => Cdr.array().parse(JSON.parse(exported(file, 'ocpi').text));

const PAYLOAD = '{"FV":"1.4","RD":[{"RV":1.0}]}';
const signed: SignedMeter = {
  format: 'OCMF',
  text: `OCMF|${PAYLOAD}|{"SD":"30"}`,
  startText: null,
  publicKeyHex: '3059',
  meterSerial: 'M1',
};

test('a card receipt is a record of OCPI 2.2.1 that its schema takes', () => {
  const [record] = recordsOf(booksOf([twelve34]));
  expect(record).toMatchObject({
    country_code: 'ES',
    party_id: 'SUR',
    id: 'S1-000001',
    start_date_time: '2026-11-10T10:00:00Z',
    end_date_time: '2026-11-10T11:00:00Z',
    session_id: 'A1',
    cdr_token: { uid: 'A1', type: 'AD_HOC_USER', contract_id: 'A1' },
    cdr_location: {
      id: 'MAD1',
      address: 'Calle del Sol 1',
      country: 'ESP',
      coordinates: { latitude: '40.416800', longitude: '-3.703800' },
      evse_id: 'ES*SUR*E0001*1',
      connector_id: 'A',
      connector_standard: 'IEC_62196_T2_COMBO',
      connector_power_type: 'DC',
    },
    total_cost: { excl_vat: 10.2, incl_vat: 12.34 },
    total_energy: 20,
    total_time: 1,
    charging_periods: [
      {
        start_date_time: '2026-11-10T10:00:00Z',
        dimensions: [
          { type: 'ENERGY', volume: 20 },
          { type: 'TIME', volume: 1 },
        ],
        tariff_id: 'adhoc-1',
      },
    ],
  });
  expect(record?.signed_data).toBeUndefined();
});

test('prices that were configured with VAT inside are net in the record', () => {
  const [record] = recordsOf(booksOf([twelve34]));
  expect(record?.tariffs?.[0]?.elements[0]?.price_components).toEqual([
    { type: 'ENERGY', price: 0.4876, vat: 21, step_size: 1 },
    { type: 'FLAT', price: 0.2893, vat: 21, step_size: 1 },
    { type: 'PARKING_TIME', price: 9.9174, vat: 21, step_size: 60 },
  ]);
});

test('a charging key is an RFID token', () => {
  const [record] = recordsOf(booksOf([{ ...twelve34, paidBy: 'chargingKey', capturedAtMs: null }]));
  expect(record?.cdr_token).toMatchObject({ uid: '04A1B2C3D4E5F6', type: 'RFID' });
});

test('what the meter signed is there verbatim: its end, its begin where it is apart', () => {
  const file = booksOf([], (store, clock) => {
    write(store, twelve34, { signedMeter: signed }, clock);
    const long = `OCMF|{"TT":"${'x'.repeat(600)}"}|{"SD":"30"}`;
    write(store, { ...twelve34, id: 'A2' }, { signedMeter: { ...signed, startText: long, publicKeyHex: null } }, clock);
  });
  const [one, two] = recordsOf(file);
  expect(one?.signed_data).toEqual({
    encoding_method: 'OCMF',
    public_key: '3059',
    signed_values: [{ nature: 'End', plain_data: PAYLOAD, signed_data: signed.text }],
  });
  expect(two?.signed_data?.public_key).toBeUndefined();
  expect(two?.signed_data?.signed_values.map(({ nature, plain_data }) => [nature, plain_data])).toEqual([
    ['Start', ''],
    ['End', PAYLOAD],
  ]);
});

test('the grace after a charge is a period in which nothing is priced; idling is parking', () => {
  const from = NOON_MS - HOUR_MS;
  const period = (kind: BilledPeriod['kind'], i: number): BilledPeriod => ({
    kind,
    startMs: from + i * 900_000,
    endMs: from + (i + 1) * 900_000,
    energyWh: kind === 'charging' ? 20_000 : 0,
    ...(kind === 'charging' && { powerW: 150_000 }),
  });
  const periods = [period('charging', 0), period('free', 1), period('idle', 2)];
  const file = booksOf([], (store, clock) => write(store, twelve34, { periods }, clock));
  const [record] = recordsOf(file);
  expect(record?.charging_periods.map(({ dimensions }) => dimensions.map(({ type }) => type))).toEqual([
    ['ENERGY', 'TIME'],
    ['ENERGY'],
    ['ENERGY', 'PARKING_TIME'],
  ]);
  expect(record).toMatchObject({ total_time: 0.75, total_parking_time: 0.5 });
});

test('the power of a period is told where the price hangs on it', () => {
  const [element] = example.tariff.elements;
  const dear = { ...element, restrictions: { min_power: 100 } };
  const tariff = { ...example.tariff, elements: [dear, element] };
  const periods = [{ ...receiptOf(twelve34, '').periods[0], powerW: 150_000 } as BilledPeriod];
  const more = { periods, tariff: { id: 'by-power', hash: 'by-power' } };
  const file = booksOf([], (store, clock) => write(store, twelve34, more, clock, tariff));
  const [record] = recordsOf(file);
  expect(record?.tariffs?.[0]?.elements[0]?.restrictions).toEqual({ min_power: 100 });
  expect(record?.charging_periods[0]?.dimensions.slice(2)).toEqual([
    { type: 'MIN_POWER', volume: 150 },
    { type: 'MAX_POWER', volume: 150 },
  ]);
});

test('nothing exported is an empty array', () => {
  expect(recordsOf(booksOf([]))).toEqual([]);
});

test('no location, or an EVSE nobody knows any more > a sentence', () => {
  const file = booksOf([twelve34]);
  const order = { file, period: november(), format: 'ocpi', out: null, nowMs: NOON_MS } as const;
  const { location: _, ...station } = config.station;
  expect(exportBooks({ ...order, config: { ...config, station } })).toMatchObject({
    error: expect.stringContaining('station.location'),
  });
  const evses = config.evses.map((evse) => ({ ...evse, evseId: `${evse.evseId}0` }));
  expect(exportBooks({ ...order, config: { ...config, evses } })).toMatchObject({
    error: expect.stringContaining('ES*SUR*E0001*1'),
  });
  expect(config.station.timeZone).toBe(MADRID);
});

test('a receipt the format has no room for ends the export with its number, and leaves no file', () => {
  const file = booksOf([], (store, clock) =>
    write(store, twelve34, { signedMeter: { ...signed, text: `OCMF|{}|{"SD":"${'30'.repeat(2_500)}"}` } }, clock),
  );
  expect(() => exported(file, 'ocpi')).toThrow(/receipt S1-000001: signed_data/);
});
