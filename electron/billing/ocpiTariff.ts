import { Big } from 'big.js';
import { z } from 'zod';
import { count, date, decimal, instant, type PriceLimit, priceLimit, timeOfDay, withoutNulls } from './tariffFields.ts';

/**
 * An OCPI tariff: 2.2.1 whole, 2.1.1 where it is looser (prices as text, no VAT, no limits), 2.3.0 with taxes inside,
 * outside or none. What is read is kept in one canonical form with OCPI's names: decimals as exact text, limits as
 * `excl_vat` and `incl_vat`. Fields this station does not know are kept and have no effect.
 */

const currencies = new Set(Intl.supportedValuesOf('currency'));
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: ({ input }) => `${JSON.stringify(input) ?? 'nothing'}: expected ${values.join(', ')}` });

/** Monday first, as ISO 8601 counts. */
export const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;
export const dimensions = ['ENERGY', 'TIME', 'PARKING_TIME', 'FLAT'] as const;
export type Dimension = (typeof dimensions)[number];

const PriceComponent = z.looseObject({
  type: oneOf(dimensions),
  /** Per kWh, per hour or per session, in the currency's major unit. */
  price: decimal('a price'),
  /** Percent. Absent: not taxable; 0: taxed at 0 %. */
  vat: decimal('a percentage')
    .refine((percent) => new Big(percent).lte(100), 'expected a percentage of at most 100')
    .optional(),
  /** Wh or seconds, rounded up to once per session; 0: not stepped. */
  step_size: count('Wh or seconds').default(0),
});
export type PriceComponent = z.infer<typeof PriceComponent>;

const Restrictions = z.looseObject({
  start_time: timeOfDay.optional(),
  end_time: timeOfDay.optional(),
  start_date: date.optional(),
  end_date: date.optional(),
  min_kwh: decimal('an energy in kWh').optional(),
  max_kwh: decimal('an energy in kWh').optional(),
  min_current: decimal('a current in A').optional(),
  max_current: decimal('a current in A').optional(),
  min_power: decimal('a power in kW').optional(),
  max_power: decimal('a power in kW').optional(),
  min_duration: count('seconds').optional(),
  max_duration: count('seconds').optional(),
  day_of_week: z.array(oneOf(weekdays)).optional(),
  reservation: oneOf(['RESERVATION', 'RESERVATION_EXPIRES']).optional(),
});
export type Restrictions = z.infer<typeof Restrictions>;

const TariffElement = z.looseObject({
  price_components: z
    .array(PriceComponent)
    .min(1, 'expected at least one price component')
    .refine(
      (components) => new Set(components.map(({ type }) => type)).size === components.length,
      'each type may be priced only once in an element',
    ),
  restrictions: Restrictions.optional(),
});

const Tariff = z
  .looseObject({
    id: z.string().min(1, 'expected the id of the tariff'),
    currency: z.string().refine((code) => currencies.has(code), {
      error: ({ input }) => `${JSON.stringify(input)} is not a currency of ISO 4217: expected a code such as EUR`,
    }),
    type: oneOf(['AD_HOC_PAYMENT', 'REGULAR', 'PROFILE_CHEAP', 'PROFILE_FAST', 'PROFILE_GREEN']).optional(),
    /** OCPI 2.3.0: YES, prices are gross; NO, taxes come on top; N/A, there are none. Absent (before 2.3.0): as NO. */
    tax_included: z
      .enum(['YES', 'NO', 'N/A'], {
        error: 'expected YES (prices include taxes), NO (taxes come on top) or N/A (there are none)',
      })
      .optional(),
    elements: z.array(TariffElement).min(1, 'expected at least one element'),
    min_price: priceLimit.optional(),
    max_price: priceLimit.optional(),
    /** What a card terminal should hold (OCPI 2.3.0, payments). */
    preauthorize_amount: decimal('an amount').optional(),
    start_date_time: instant.optional(),
    end_date_time: instant.optional(),
    tariff_alt_text: z.array(z.looseObject({ language: z.string(), text: z.string() })).optional(),
    tariff_alt_url: z.string().optional(),
  })
  .refine(({ min_price, max_price }) => !isAbove(min_price, max_price), {
    path: ['max_price'],
    error: 'expected no less than min_price',
  });

export const OcpiTariff = z.preprocess(withoutNulls, Tariff);
export type OcpiTariff = z.infer<typeof Tariff>;

const isAbove = (low: PriceLimit | undefined, high: PriceLimit | undefined): boolean =>
  (['excl_vat', 'incl_vat'] as const).some(
    (side) => low?.[side] !== undefined && high?.[side] !== undefined && new Big(low[side]).gt(high[side]),
  );

/**
 * What the tariff knows of taxes. `stated`: each component says its VAT, or that it has none. A tariff of OCPI 2.3.0
 * that says whether taxes are in its prices and states no rate leaves them to a tax service (North America): `plus`,
 * the gross total is not known; `inside`, the net total is not known.
 */
export function taxesOf(tariff: OcpiTariff): 'stated' | 'none' | 'plus' | 'inside' {
  const { tax_included, elements } = tariff;
  if (tax_included === 'N/A') return 'none';
  if (elements.some((element) => element.price_components.some(({ vat }) => vat !== undefined))) return 'stated';
  return tax_included === 'YES' ? 'inside' : tax_included === 'NO' ? 'plus' : 'none';
}
