import { Big } from 'big.js';
import { z } from 'zod';

/**
 * An OCPI 2.2.1 tariff (with `tax_included` of 2.3.0) as far as this station can price it: energy, a session fee and an
 * idle fee. What it cannot price yet is refused here, because a price left out is a price charged wrongly.
 */

const DECIMAL = /^\d{1,9}(\.\d{1,9})?$/;
const currencies = new Set(Intl.supportedValuesOf('currency'));

/** A JSON number or decimal text (2.1.1 writes "2.00"); kept as exact decimal text without needless zeros. */
const decimal = (what: string) =>
  z
    .union([z.number(), z.string()], { error: `expected ${what} as a number or decimal text such as 0.59` })
    .refine((written) => DECIMAL.test(textOf(written)), {
      error: `expected ${what} of 0 or more with at most nine decimals, such as 0.59`,
      abort: true,
    })
    .transform((written) => new Big(textOf(written)).toFixed());

const textOf = (written: number | string): string =>
  typeof written === 'number' ? new Big(written).toFixed() : written.trim();

const notYet = (what: string) =>
  z.undefined({ error: `${what} cannot be priced yet: take it out of the tariff` }).optional();

const PriceComponent = z.looseObject({
  type: z.enum(['ENERGY', 'FLAT', 'PARKING_TIME'], {
    error: ({ input }) =>
      `${JSON.stringify(input) ?? 'nothing'} cannot be priced yet: expected ENERGY, FLAT or PARKING_TIME`,
  }),
  /** Per kWh, per session or per hour, in the currency's major unit. */
  price: decimal('a price'),
  /** Percent. Absent: not taxable; 0: taxed at 0 %. */
  vat: decimal('a percentage')
    .refine((percent) => new Big(percent).lte(100), 'expected a percentage of at most 100')
    .optional(),
  /** Wh or seconds, rounded up to once per session; 0: not stepped. */
  step_size: z.int('expected a whole number of Wh or seconds').min(0).default(0),
});
export type PriceComponent = z.infer<typeof PriceComponent>;

const TariffElement = z.looseObject({
  price_components: z
    .array(PriceComponent)
    .min(1, 'expected at least one price component')
    .refine(
      (components) => new Set(components.map(({ type }) => type)).size === components.length,
      'each type may be priced only once in an element',
    ),
  restrictions: z
    .unknown()
    .refine(
      (restrictions) => restrictions == null || Object.keys(restrictions).length === 0,
      'restrictions cannot be priced yet: take them out of the tariff',
    )
    .optional(),
});

export const OcpiTariff = z.looseObject({
  id: z.string().min(1, 'expected the id of the tariff'),
  currency: z.string().refine((code) => currencies.has(code), {
    error: ({ input }) => `${JSON.stringify(input)} is not a currency of ISO 4217: expected a code such as EUR`,
  }),
  type: z.enum(['AD_HOC_PAYMENT', 'REGULAR', 'PROFILE_CHEAP', 'PROFILE_FAST', 'PROFILE_GREEN']).optional(),
  /** YES: prices are gross; NO: VAT comes on top (OCPI 2.3.0; 2.2.1 knows only NO). */
  tax_included: z
    .enum(['YES', 'NO'], { error: 'expected YES (prices include VAT) or NO (VAT comes on top)' })
    .default('NO'),
  elements: z.array(TariffElement).min(1, 'expected at least one element'),
  min_price: notYet('min_price'),
  max_price: notYet('max_price'),
  start_date_time: notYet('start_date_time'),
  end_date_time: notYet('end_date_time'),
});
export type OcpiTariff = z.infer<typeof OcpiTariff>;

/** The component that prices `type`: the first element that has one wins (OCPI 2.2.1, TariffElement). */
export const componentOf = (tariff: OcpiTariff, type: PriceComponent['type']): PriceComponent | null =>
  tariff.elements.flatMap((element) => element.price_components).find((component) => component.type === type) ?? null;
