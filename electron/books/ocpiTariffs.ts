import { Big } from 'big.js';
import { z } from 'zod';
import type { ReceiptView } from '../../machines/receiptView.ts';
import type { Market } from '../billing/market.ts';
import { OcpiTariff } from '../billing/ocpiTariff.ts';
import { type CompiledTariff, compile, ratesOf } from '../billing/tariff/compile.ts';
import { heldAt } from '../billing/tariff/heldAt.ts';
import type { PriceLimit } from '../billing/tariffFields.ts';
import { Tariff } from './ocpiCdr.ts';
import type { BooksRow } from './readRows.ts';

/** What a session was billed by, as OCPI 2.2.1 has it: numbers, and prices net of VAT, whatever form it was configured in. */

type Kept = { readonly tariff: OcpiTariff; readonly owner: z.infer<typeof Owner> };
/** By hash: the same few tariffs come with thousands of receipts. */
const known = new Map<string, Kept | null>();
const MOST_KNOWN = 100;

const Owner = z.object({ country_code: z.string(), party_id: z.string(), last_updated: z.string() });
/** Only what 2.2.1 knows of an element is taken over; a strict schema looks at the result. */
const Loose = z.looseObject({});

/**
 * Null when the journal keeps no whole tariff, or one 2.2.1 has no words for; its hash is on the receipt all the same.
 * Where the price holds for the charge, it is that of the moment it was agreed to.
 */
export function tariffOf(row: BooksRow, { priceHolds }: Pick<Market, 'priceHolds'>): Tariff | null {
  const { receipt } = row;
  const kept = keptIn(row);
  if (!kept) return null;
  if (!priceHolds) return written(kept, receipt);
  const authorization = row.authorization();
  // Older books keep the moment of the authorization alone; the station goes on by it, too.
  const atMs = authorization?.openedAtMs ?? authorization?.atMs;
  if (atMs === undefined) return null;
  const held = heldAt(kept.tariff, { atMs, timeZone: receipt.timeZone });
  return written({ ...kept, tariff: held }, receipt);
}

function keptIn({ receipt, authorization }: BooksRow): Kept | null {
  const { hash } = receipt.tariff;
  const before = known.get(hash);
  if (before !== undefined) return before;
  const json = authorization()?.tariff;
  const read = OcpiTariff.safeParse(json);
  const owner = Owner.safeParse(json);
  const kept = read.success && owner.success ? { tariff: read.data, owner: owner.data } : null;
  if (hash === '') return kept;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(hash, kept);
  return kept;
}

function written({ tariff, owner }: Kept, receipt: ReceiptView): Tariff | null {
  const compiled = compile(tariff);
  const isGross = tariff.tax_included === 'YES';
  const elements = tariff.elements.map(({ price_components, restrictions }) => ({
    price_components: price_components.map(({ type, price, vat: stated, step_size }) => {
      const vat = compiled.taxes === 'stated' ? stated : undefined;
      const net = isGross && vat !== undefined ? new Big(price).div(factorOf(vat)) : new Big(price);
      return { type, price: rounded(net), ...(vat !== undefined && { vat: rounded(new Big(vat)) }), step_size };
    }),
    ...(restrictions && { restrictions: numbersOf(restrictions) }),
  }));
  const { min_price, max_price } = tariff;
  const found = Tariff.safeParse({
    country_code: owner.country_code,
    party_id: owner.party_id,
    id: tariff.id,
    currency: tariff.currency,
    ...(tariff.type && { type: tariff.type }),
    ...(min_price && { min_price: limitOf(min_price, compiled, receipt) }),
    ...(max_price && { max_price: limitOf(max_price, compiled, receipt) }),
    elements,
    ...(tariff.start_date_time && { start_date_time: tariff.start_date_time }),
    ...(tariff.end_date_time && { end_date_time: tariff.end_date_time }),
    last_updated: owner.last_updated,
  });
  return found.success ? found.data : null;
}

/**
 * 2.2.1 asks for the net side of a limit. Where the gross one alone is stated, the net follows by the rate; where prices
 * bear different VAT, by what was charged, as the price itself did.
 */
function limitOf({ excl_vat, incl_vat }: PriceLimit, compiled: CompiledTariff, { net, total }: ReceiptView): object {
  const { taxes } = compiled;
  if (taxes !== 'stated') {
    const bound = taxes === 'plus' ? (excl_vat ?? incl_vat) : (incl_vat ?? excl_vat);
    return { excl_vat: rounded(new Big(bound ?? 0)) };
  }
  const [percent, ...more] = ratesOf(compiled);
  const charged = net.minor > 0 ? new Big(total.minor).div(net.minor) : new Big(1);
  const factor = more.length > 0 ? charged : factorOf(percent ?? '0');
  const excl = excl_vat === undefined ? new Big(incl_vat ?? 0).div(factor) : new Big(excl_vat);
  return { excl_vat: rounded(excl), ...(incl_vat !== undefined && { incl_vat: rounded(new Big(incl_vat)) }) };
}

const factorOf = (percent: string): Big => new Big(percent).div(100).plus(1);

/** OCPI writes four decimals. */
const rounded = (exact: Big): number => exact.round(4).toNumber();

/** Decimals are kept as text here and written as numbers there. */
function numbersOf(restrictions: object): object {
  const fields = Object.entries(Loose.parse(restrictions)).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(
    fields.map(([name, value]) => [
      name,
      /^(min|max)_/.test(name) && typeof value === 'string' ? rounded(new Big(value)) : value,
    ]),
  );
}
