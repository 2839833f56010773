import { Big } from 'big.js';
import { z } from 'zod';

/** The fields a tariff is written in, read as the versions of OCPI write them, each in one canonical form. */

const DECIMAL = /^\d{1,9}(\.\d{1,9})?$/;

const textOf = (written: number | string): string =>
  typeof written === 'number' ? new Big(written).toFixed() : written.trim();

/** A JSON number or decimal text (2.1.1 writes "2.00"); kept as exact decimal text without needless zeros. */
export const decimal = (what: string) =>
  z
    .union([z.number(), z.string()], { error: `expected ${what} as a number or decimal text such as 0.59` })
    .refine((written) => DECIMAL.test(textOf(written)), {
      error: `expected ${what} of 0 or more with at most nine decimals, such as 0.59`,
      abort: true,
    })
    .transform((written) => new Big(textOf(written)).toFixed());

/** A whole number, also where it is written as text. */
export const count = (what: string) =>
  z
    .union([z.number(), z.string().regex(/^\d{1,9}$/)], { error: `expected a whole number of ${what}` })
    .transform(Number)
    .refine((number) => Number.isInteger(number) && number >= 0 && number < 1e9, `expected a whole number of ${what}`);

const TIME_OF_DAY = 'expected a local time such as 22:00, from 00:00 to 23:59 (as an end, 00:00 is midnight)';
export const timeOfDay = z.string(TIME_OF_DAY).regex(/^([01]\d|2[0-3]):[0-5]\d$/, TIME_OF_DAY);

const DATE = 'expected a date such as 2026-11-23';
export const date = z
  .string(DATE)
  .regex(/^\d{4}-\d\d-\d\d$/, { error: DATE, abort: true })
  .refine(isDate, DATE);

/** Whether the calendar has this day: Date would take 2026-02-30 for 2 March. */
function isDate(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

const INSTANT = 'expected an instant such as 2026-11-23T18:00:00Z';
/** OCPI's DateTime: UTC, also where the Z is left out (types, "DateTime"). Kept as UTC with a Z. */
export const instant = z
  .string(INSTANT)
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/, { error: INSTANT, abort: true })
  .transform((text) => Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`))
  .refine((ms) => !Number.isNaN(ms), { error: INSTANT, abort: true })
  .transform((ms) => new Date(ms).toISOString().replace('.000Z', 'Z'));

const limitField = decimal('an amount');
/** Both sides of a limit are independent bounds: one on the net total, one on the gross. */
const Limit = z
  .looseObject({
    excl_vat: limitField.optional(),
    incl_vat: limitField.optional(),
    before_taxes: limitField.optional(),
    after_taxes: limitField.optional(),
  })
  .transform((limit) => {
    const excl = limit.excl_vat ?? limit.before_taxes;
    const incl = limit.incl_vat ?? limit.after_taxes;
    return { ...(excl !== undefined && { excl_vat: excl }), ...(incl !== undefined && { incl_vat: incl }) };
  })
  .refine(({ excl_vat, incl_vat }) => excl_vat !== undefined || incl_vat !== undefined, {
    error: 'expected excl_vat and incl_vat (OCPI 2.3.0: before_taxes and after_taxes)',
  })
  .refine(({ excl_vat, incl_vat }) => !excl_vat || !incl_vat || new Big(incl_vat).gte(excl_vat), {
    error: 'expected the amount with taxes to be no less than the one without',
  });

/** A limit of the whole price; a bare number is one without VAT. */
export const priceLimit = z.preprocess(
  (written) => (typeof written === 'number' || typeof written === 'string' ? { excl_vat: written } : written),
  Limit,
);
export type PriceLimit = z.infer<typeof priceLimit>;

/** Many systems write null for a field that is absent. */
export function withoutNulls(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withoutNulls);
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).flatMap(([name, value]) => (value === null ? [] : [[name, withoutNulls(value)]])),
  );
}
