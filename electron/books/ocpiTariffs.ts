import { Big } from 'big.js';
import { z } from 'zod';
import { OcpiTariff } from '../billing/ocpiTariff.ts';
import { Tariff } from './ocpiCdr.ts';
import type { BooksRow } from './readRows.ts';

/** A session's tariff as OCPI 2.2.1 has it: numbers, and prices net of VAT, whatever form it was configured in. */

/** By hash: the same few tariffs come with thousands of receipts. */
const known = new Map<string, Tariff | null>();
const MOST_KNOWN = 100;

/** Null when the journal keeps no whole tariff, or one 2.2.1 has no words for; its hash is on the receipt all the same. */
export function tariffOf({ receipt, authorization }: BooksRow): Tariff | null {
  const { hash } = receipt.tariff;
  const before = known.get(hash);
  if (before !== undefined) return before;
  const tariff = convert(authorization()?.tariff);
  if (hash === '') return tariff;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(hash, tariff);
  return tariff;
}

const Owner = z.object({ country_code: z.string(), party_id: z.string(), last_updated: z.string() });
/** Only what 2.2.1 knows of an element is taken over; a strict schema looks at the result. */
const Loose = z.looseObject({});

function convert(json: unknown): Tariff | null {
  const read = OcpiTariff.safeParse(json);
  const owner = Owner.safeParse(json);
  if (!read.success || !owner.success) return null;
  const tariff = read.data;
  const isGross = tariff.tax_included === 'YES';
  const elements = tariff.elements.map(({ price_components, restrictions }) => ({
    price_components: price_components.map(({ type, price, vat, step_size }) => {
      const net = isGross && vat !== undefined ? new Big(price).div(new Big(vat).div(100).plus(1)) : new Big(price);
      return { type, price: rounded(net), ...(vat !== undefined && { vat: rounded(new Big(vat)) }), step_size };
    }),
    ...(restrictions && { restrictions: numbersOf(restrictions) }),
  }));
  const limit = (price: { excl_vat?: string | undefined; incl_vat?: string | undefined } | undefined) =>
    price?.excl_vat === undefined
      ? undefined
      : {
          excl_vat: rounded(new Big(price.excl_vat)),
          ...(price.incl_vat !== undefined && { incl_vat: rounded(new Big(price.incl_vat)) }),
        };
  const minPrice = limit(tariff.min_price);
  const maxPrice = limit(tariff.max_price);
  const written = Tariff.safeParse({
    country_code: owner.data.country_code,
    party_id: owner.data.party_id,
    id: tariff.id,
    currency: tariff.currency,
    ...(tariff.type && { type: tariff.type }),
    ...(minPrice && { min_price: minPrice }),
    ...(maxPrice && { max_price: maxPrice }),
    elements,
    ...(tariff.start_date_time && { start_date_time: tariff.start_date_time }),
    ...(tariff.end_date_time && { end_date_time: tariff.end_date_time }),
    last_updated: owner.data.last_updated,
  });
  return written.success ? written.data : null;
}

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
