import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import type { IssuedReceipt } from './packedReceipt.ts';
import type { PaperReceipt } from './receiptText.ts';
import { sampleStationKey } from './samples.ts';
import { receiptBytes, sealReceipt } from './sealedReceipt.ts';

/** Any receipt: not one that could have been billed, but one of the same shape. */

export const sealed = (issued: IssuedReceipt, key = sampleStationKey): string =>
  sealReceipt(deflateRawSync(receiptBytes(issued)), key);

const text = fc.string({ unit: 'binary', maxLength: 40 });
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const instant = fc.integer({ min: -8.64e15, max: 8.64e15 });
const minor = fc.integer({ min: -1e13, max: 1e13 });
const wh = fc.integer({ min: 0, max: 999_999_999 }).map((mWh) => mWh / 1000);
const decimal = fc.tuple(fc.nat(), fc.nat(999)).map(([whole, part]) => `${whole}.${String(part).padStart(3, '0')}`);

export const anyIssued: fc.Arbitrary<IssuedReceipt> = fc.constantFrom('EUR', 'JPY', 'KWD').chain((currency) => {
  const money = minor.map((amount) => ({ minor: amount, currency }));
  const receipt: fc.Arbitrary<PaperReceipt> = fc.record({
    receiptNumber: text,
    sessionId: text,
    issuedAtMs: instant,
    startedAtMs: instant,
    endedAtMs: instant,
    timeZone: fc.constantFrom('Europe/Madrid', 'Asia/Kathmandu', 'UTC'),
    evseId: text,
    operator: fc.record({ name: text, address: text, vatId: text }),
    meterId: orNull(text),
    meterStartWh: wh,
    meterEndWh: wh,
    energyWh: wh,
    signedMeter: orNull(
      fc.record({
        format: fc.constant('OCMF' as const),
        text: fc.string({ maxLength: 1500 }),
        startText: orNull(text),
        publicKeyHex: orNull(text),
        meterSerial: orNull(text),
      }),
    ),
    tariff: fc.record({ id: text, hash: text }),
    lines: fc.array(
      fc.record({
        kind: fc.constantFrom(
          'energy' as const,
          'time',
          'session',
          'idle',
          'reservationTime',
          'reservationFee',
          'minPrice',
          'maxPrice',
          'notCharged',
        ),
        quantity: decimal,
        unit: orNull(fc.constantFrom('kWh' as const, 'minute', 'session')),
        unitPrice: orNull(decimal),
        amount: money,
      }),
      { maxLength: 8 },
    ),
    net: money,
    vat: fc.array(fc.record({ percent: decimal, net: money, vat: money }), { maxLength: 3 }),
    total: money,
    paidBy: fc.constantFrom('bankCard' as const, 'chargingKey'),
    held: orNull(money),
    card: orNull(
      fc.record({
        brand: orNull(text),
        last4: orNull(text),
        entryMode: fc.constantFrom('contactless' as const, 'chip', 'stripe', 'unknown'),
      }),
    ),
    authorizationNumber: orNull(text),
    terminalId: orNull(text),
  });
  const buyer = orNull(fc.record({ companyName: text, vatNumber: text, countryCode: text }));
  return fc.record({ receipt, buyer });
});
