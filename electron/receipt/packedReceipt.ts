import type { Buyer } from '../../machines/buyer.ts';
import type { Money } from '../../machines/money.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import {
  currencyCode,
  decimal,
  type Field,
  instant,
  list,
  Malformed,
  members,
  minorUnits,
  oneOf,
  orNull,
  quantity,
  text,
  timeZone,
} from './fields.ts';
import type { PaperReceipt } from './receiptText.ts';

/** A receipt and the company it is an invoice for, as they travel. */
export type IssuedReceipt = { readonly receipt: PaperReceipt; readonly buyer: Buyer | null };

/** Amounts of one receipt have one currency: it is written once. */
function issuedReceipt(currency: string): Field<IssuedReceipt> {
  const money: Field<Money> = {
    write(amount) {
      if (amount.currency !== currency) throw new RangeError(`cannot mix ${amount.currency} and ${currency}`);
      return amount.minor;
    },
    read: (packed) => ({ minor: minorUnits.read(packed), currency }),
  };
  const receipt = members<PaperReceipt>({
    receiptNumber: text,
    sessionId: text,
    issuedAtMs: instant,
    startedAtMs: instant,
    endedAtMs: instant,
    timeZone,
    evseId: text,
    operator: members<PaperReceipt['operator']>({ name: text, address: text, vatId: text }),
    meterId: orNull(text),
    meterStartWh: quantity,
    meterEndWh: quantity,
    energyWh: quantity,
    signedMeter: orNull(
      members<NonNullable<PaperReceipt['signedMeter']>>({
        format: oneOf(['OCMF']),
        text,
        startText: orNull(text),
        publicKeyHex: orNull(text),
        meterSerial: orNull(text),
      }),
    ),
    tariff: members<PaperReceipt['tariff']>({ id: text, hash: text }),
    lines: list(
      members<PaperReceipt['lines'][number]>({
        kind: oneOf([
          'energy',
          'time',
          'session',
          'idle',
          'reservationTime',
          'reservationFee',
          'minPrice',
          'maxPrice',
          'notCharged',
        ]),
        quantity: decimal,
        unit: orNull(oneOf(['kWh', 'minute', 'session'])),
        unitPrice: orNull(decimal),
        amount: money,
      }),
    ),
    net: money,
    vat: list(members<PaperReceipt['vat'][number]>({ percent: decimal, net: money, vat: money })),
    total: money,
    paidBy: oneOf(['bankCard', 'chargingKey']),
    held: orNull(money),
    card: orNull(
      members<NonNullable<PaperReceipt['card']>>({
        brand: orNull(text),
        last4: orNull(text),
        entryMode: oneOf(['contactless', 'chip', 'stripe', 'unknown']),
      }),
    ),
    authorizationNumber: orNull(text),
    terminalId: orNull(text),
  });
  const buyer = orNull(members<Buyer>({ companyName: text, vatNumber: text, countryCode: text }));
  return members<IssuedReceipt>({ receipt, buyer });
}

/** As short as JSON gets without losing anything of the paper. */
export function packReceipt(issued: IssuedReceipt): string {
  const { currency } = issued.receipt.total;
  return JSON.stringify([currency, issuedReceipt(currency).write(issued)]);
}

/** Reads what a stranger may have written: anything but a packed receipt is an error, never half a receipt. */
export function unpackReceipt(packed: string): Result<IssuedReceipt, 'malformed'> {
  try {
    const [currency, issued, ...more] = list({ write: (value) => value, read: (value) => value }).read(
      JSON.parse(packed),
    );
    if (more.length > 0) return err('malformed');
    return ok(issuedReceipt(currencyCode.read(currency)).read(issued));
  } catch (cause) {
    if (cause instanceof Malformed || cause instanceof SyntaxError) return err('malformed');
    throw cause;
  }
}
