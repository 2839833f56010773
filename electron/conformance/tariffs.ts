import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { minorDigits } from '../../machines/money.ts';
import { OcpiTariff } from '../billing/ocpiTariff.ts';
import { decimalText, fromDecimal, minus, type Rational, rational, sumOf, times } from '../billing/rational.ts';
import { minorPerMajor, onceAtTheEnd, toMinor } from '../billing/rounding.ts';
import { type ExactPrice, exactPrice } from '../billing/tariff/exactPrice.ts';
import { type BilledDimension, billed } from '../billing/tariff/shares.ts';
import { Cdr, sessionOfCdr } from './tariffCdr.ts';

/**
 * Prices each session of a file of cases and holds the result against what the case expects: `npm run conformance --
 * tariffs FILE`. A case has `tariff`, `cdr`, `timezone`, at times `reservation`, and `expected`.
 */

const Text = z.union([z.string(), z.number()]).transform(String);
const Side = Text.nullable().optional();
const Amount = z.object({ excl_vat: Side, incl_vat: Side });
type Amount = z.infer<typeof Amount>;
const Case = z.looseObject({
  name: z.string(),
  timezone: z.string().default('UTC'),
  reservation: z.enum(['used', 'expired']).optional(),
  tariff: z.unknown(),
  cdr: Cdr,
  note: z.string().optional(),
  expected: z.looseObject({
    total_cost: Amount.optional(),
    total_cost_rounded: Amount.optional(),
    total_energy_cost: Amount.optional(),
    total_time_cost: Amount.optional(),
    total_fixed_cost: Amount.optional(),
    total_parking_cost: Amount.optional(),
    total_reservation_cost: Amount.optional(),
    taxes: z.array(z.object({ percentage: Text, base: Text, amount: Text })).optional(),
    billed: z
      .object({
        energy_kwh: Text.default('0'),
        charging_seconds: Text.default('0'),
        parking_seconds: Text.default('0'),
        reservation_seconds: Text.default('0'),
      })
      .optional(),
    stated_by_source: Amount.optional(),
  }),
});
type Case = z.infer<typeof Case>;

type Difference = { readonly what: string; readonly expected: string; readonly got: string };
/** Exact amounts without an end are written to a millionth of the major unit. */
const PLACES = 6;
const written = (amount: Rational): string => decimalText(amount, 0, PLACES);
const rewritten = (text: string): string => written(fromDecimal(text));

/** @returns where the price differs from what the case expects: the rounded total first. */
function differencesOf(json: unknown): readonly Difference[] {
  const { tariff: ocpi, cdr, timezone, reservation, expected } = Case.parse(json);
  const tariff = OcpiTariff.parse(ocpi);
  const exact = exactPrice(tariff, sessionOfCdr(cdr, timezone, reservation));
  const digits = minorDigits(tariff.currency);
  const perMajor = rational(1, minorPerMajor(tariff.currency));
  const whole = (amount: Rational) => rational(toMinor(amount, onceAtTheEnd.to));
  const told = (net: Rational, gross: Rational): Told => ({
    excl_vat: exact.compiled.taxes === 'inside' ? null : times(net, perMajor),
    // Of nothing the tax is nothing, whatever its rate.
    incl_vat: exact.compiled.taxes === 'plus' && net.n > 0n ? null : times(gross, perMajor),
  });
  const costOf = (...dimensions: BilledDimension[]): Told => {
    const items = exact.items.filter(({ dimension }) => dimensions.includes(dimension));
    return told(sumOf(items.map(({ net }) => net)), sumOf(items.map(({ gross }) => gross)));
  };
  return [
    ...amounts('total_cost_rounded', expected.total_cost_rounded, told(whole(exact.net), whole(exact.gross)), digits),
    ...amounts('total_cost', expected.total_cost, told(exact.net, exact.gross)),
    ...amounts('total_energy_cost', expected.total_energy_cost, costOf('ENERGY')),
    ...amounts('total_time_cost', expected.total_time_cost, costOf('TIME')),
    ...amounts('total_fixed_cost', expected.total_fixed_cost, costOf('FLAT')),
    ...amounts('total_parking_cost', expected.total_parking_cost, costOf('PARKING_TIME')),
    ...amounts(
      'total_reservation_cost',
      expected.total_reservation_cost,
      costOf('RESERVATION_TIME', 'RESERVATION_FLAT'),
    ),
    ...(expected.taxes ? differing('taxes', taxesText(expected.taxes), taxesText(taxesOf(exact, perMajor))) : []),
    ...(expected.billed ? billedDifferences(expected.billed, exact) : []),
  ];
}

type Told = { readonly excl_vat: Rational | null; readonly incl_vat: Rational | null };

const differing = (what: string, expected: string, got: string): Difference[] =>
  expected === got ? [] : [{ what, expected, got }];

/** A side that is not told is not compared; null: the tariff does not let it be known. */
function amounts(what: string, expected: Amount | undefined, got: Told, digits?: number): Difference[] {
  const text = (amount: Rational | null): string =>
    amount === null ? 'unknown' : digits === undefined ? written(amount) : decimalText(amount, digits);
  return (['excl_vat', 'incl_vat'] as const).flatMap((side) => {
    const amount = expected?.[side];
    if (amount === undefined) return [];
    return differing(`${what}.${side}`, text(amount === null ? null : fromDecimal(amount)), text(got[side]));
  });
}

type TaxLine = { readonly percentage: string; readonly base: string; readonly amount: string };

function taxesOf({ items }: ExactPrice, perMajor: Rational): TaxLine[] {
  return [...Map.groupBy(items, ({ option }) => option.vat)].flatMap(([percentage, group]) => {
    if (percentage === null) return [];
    const base = sumOf(group.map(({ net }) => net));
    const amount = minus(sumOf(group.map(({ gross }) => gross)), base);
    return [{ percentage, base: written(times(base, perMajor)), amount: written(times(amount, perMajor)) }];
  });
}

const taxesText = (taxes: readonly TaxLine[]): string =>
  taxes
    .map(({ percentage, base, amount }) => `${rewritten(percentage)} % of ${rewritten(base)}: ${rewritten(amount)}`)
    .toSorted()
    .join(', ') || 'none';

function billedDifferences(
  expected: Readonly<Record<'energy_kwh' | `${'charging' | 'parking' | 'reservation'}_seconds`, string>>,
  { shares }: ExactPrice,
): Difference[] {
  const got = {
    energy_kwh: rational(billed(shares, 'ENERGY'), 1_000_000),
    charging_seconds: rational(billed(shares, 'TIME')),
    parking_seconds: rational(billed(shares, 'PARKING_TIME')),
    reservation_seconds: rational(billed(shares, 'RESERVATION_TIME')),
  };
  return (Object.keys(got) as (keyof typeof got)[]).flatMap((what) =>
    differing(`billed.${what}`, rewritten(expected[what]), written(got[what])),
  );
}

/** Why a case does not hold what its source prints: the case says so itself. */
function erratum({ expected, note }: Case): string | null {
  const { stated_by_source, total_cost_rounded } = expected;
  const isSame = (['excl_vat', 'incl_vat'] as const).every((side) => {
    const stated = stated_by_source?.[side];
    const rounded = total_cost_rounded?.[side];
    return !stated || !rounded || minus(fromDecimal(stated), fromDecimal(rounded)).n === 0n;
  });
  return isSame ? null : (note ?? 'its source prints another total');
}

function main(file: string | undefined): number {
  if (!file) {
    console.error('usage: npm run conformance -- tariffs FILE');
    return 2;
  }
  let cases: unknown;
  try {
    cases = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    console.error(`${file}: ${(cause as Error).message}`);
    return 2;
  }
  if (!Array.isArray(cases)) {
    console.error(`${file}: expected a list of cases`);
    return 2;
  }
  let failed = 0;
  for (const [i, json] of cases.entries()) {
    const name = (json as { name?: string } | null)?.name ?? `case ${i}`;
    try {
      const differences = differencesOf(json);
      if (differences.length > 0) failed++;
      for (const { what, expected, got } of differences)
        console.log(`${name}  ${what}: expected ${expected}, got ${got}`);
      const reason = erratum(Case.parse(json));
      if (reason) console.log(`${name}  differs from its source: ${reason}`);
    } catch (cause) {
      failed++;
      console.log(`${name}  ${cause instanceof z.ZodError ? z.prettifyError(cause) : cause}`);
    }
  }
  console.log(`tariffs: ${cases.length - failed} passed, ${failed} failed`);
  return failed > 0 || cases.length === 0 ? 1 : 0;
}

process.exitCode = main(process.argv[2]);
