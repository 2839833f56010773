import { type Money, minorDigits } from '../../../machines/money.ts';
import type { CostLine } from '../../../machines/receiptView.ts';
import type { OcpiTariff } from '../ocpiTariff.ts';
import { type BreakdownEntry, tariffDimension } from '../tariff/breakdown.ts';
import { estimate, type Plan } from '../tariff/estimate.ts';
import type { Finding } from '../tariff/findings.ts';
import { NAMES, PER, wordsOf } from './words.ts';

/** What a charge would cost, in lines a person can read: what is billed for and why, then the bill. */
export function priceTable(tariff: OcpiTariff, plan: Plan): string[] {
  const price = estimate(tariff, plan);
  const { currency } = tariff;
  const places = minorDigits(currency);
  const amount = ({ minor }: Money): string => `${(minor / 10 ** places).toFixed(places)} ${currency}`;
  return [
    ...table(
      ['from', 'what', 'quantity', 'price', `amount (${currency})`, 'element', 'why'],
      price.breakdown.map((entry) => rowOf(entry, plan.timeZone)),
    ),
    '',
    ...table(
      ['line', 'quantity', 'unit price', 'amount'],
      price.lines.map((line) => [
        line.kind,
        line.unit ? `${line.quantity} ${line.unit}` : '',
        line.unitPrice ?? '',
        amount(line.amount),
      ]),
    ),
    ...price.vat.map(({ percent, net, vat }) => `VAT ${percent} % of ${amount(net)}: ${amount(vat)}`),
    `total ${amount(price.total)}${TAXES[price.taxes]}${price.limit ? LIMITS[price.limit] : ''}`,
    ...price.findings.map((finding) => `look at: ${findingInWords(finding)}`),
  ];
}

const TAXES = {
  stated: ' with VAT',
  none: ', no taxes',
  plus: ' plus taxes that the tariff does not state',
  inside: ' with taxes that the tariff does not state',
} as const;
const LIMITS = {
  minPrice: ' (minimum price applied)',
  maxPrice: ' (maximum price applied)',
} as const satisfies Partial<Record<CostLine['kind'], string>>;

function rowOf(
  { startMs, dimension, quantity, unit, priced, amount, why }: BreakdownEntry,
  timeZone: string,
): string[] {
  const at = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'medium', timeZone }).format(startMs);
  return [
    at,
    NAMES[dimension],
    `${quantity} ${unit}`,
    priced ? `${priced.price} ${PER[tariffDimension(dimension)]}` : 'free',
    amount,
    priced ? String(priced.element) : '',
    why.map(wordsOf).join('; ') || 'always',
  ];
}

function findingInWords(finding: Finding): string {
  switch (finding.code) {
    case 'unpriced':
      return `${NAMES[finding.dimension]} of period ${finding.period} is free: no element prices it then`;
    case 'momentaryUnknown':
      return `the tariff asks for the power or current of period ${finding.period}: tell it with --power or --current`;
    case 'straddles':
      return `power or current of period ${finding.period} lie on both sides of a bound`;
    case 'outlastsChange':
      return `period ${finding.period} goes on after a price changed`;
    case 'overlaps':
      return `period ${finding.period} begins before the one before it ends`;
  }
}

/** Columns as wide as they need to be. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
