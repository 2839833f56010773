import { differenceText as dayText } from '../store/auditText.ts';
import { amountText, majorText } from './amounts.ts';
import type { BooksDifference, CardSums } from './check.ts';
import type { ExportReport } from './exportBooks.ts';
import type { Totals } from './tally.ts';

/** Totals, what is open and what does not agree, for the person who exported. */
export function reportText({ totals, cards, differences }: ExportReport): string {
  const lines = [
    ...(totals.length === 0 ? ['no receipts'] : totals.map(totalsText)),
    ...cards.map(cardsText),
    ...(differences.length === 0
      ? ['receipts, captures and ends of day agree']
      : [
          `these do not agree (${differences.length}):`,
          ...differences.map((difference) => `  ${differenceText(difference)}`),
        ]),
  ];
  return lines.join('\n');
}

function totalsText({ currency, receipts, energyWh, rates, untaxed, net, total, byCard, byKey }: Totals): string {
  const amount = (minor: number) => majorText(minor, currency);
  const taxes = [...rates].map(([percent, rate]) => `VAT ${percent} % ${amount(rate.vat)} on ${amount(rate.net)}`);
  const parts = [
    `${receipts} receipts, ${(energyWh / 1_000).toFixed(3)} kWh`,
    `net ${amount(net)}`,
    ...taxes,
    ...(untaxed === 0 ? [] : [`without VAT ${amount(untaxed)}`]),
    `total ${amount(total)} (cards ${amount(byCard)}, charging keys ${amount(byKey)})`,
  ];
  return `${currency} ${parts.join('; ')}`;
}

function cardsText(sums: CardSums): string {
  const amount = (minor: number) => majorText(minor, sums.currency);
  const more = sums.openReceipts - sums.openNumbers.length;
  const open =
    sums.openReceipts === 0
      ? []
      : [`not captured yet ${amount(sums.open)}: ${sums.openNumbers.join(', ')}${more > 0 ? ` and ${more} more` : ''}`];
  const parts = [
    `card receipts ${amount(sums.receipts)}`,
    `captured in the period ${amount(sums.captured)}`,
    ...(sums.capturedElsewhen === 0 ? [] : [`captured before or after it ${amount(sums.capturedElsewhen)}`]),
    ...open,
    ...(sums.ofOthers === 0 ? [] : [`captured in it for receipts of another period ${amount(sums.ofOthers)}`]),
  ];
  return `${sums.currency} ${parts.join('; ')}`;
}

export function differenceText(difference: BooksDifference): string {
  switch (difference.kind) {
    case 'receiptSums':
      return `receipt ${difference.receiptNumber} does not add up to its total of ${amountText(difference.total)}`;
    case 'otherAmount': {
      const { receiptNumber, total, captured } = difference;
      return `receipt ${receiptNumber} says ${amountText(total)}, captured was ${amountText(captured)}`;
    }
    case 'noReceipt':
      return `${amountText(difference.captured)} was captured without a receipt: npm run audit names the sessions`;
    case 'otherSum':
      return `captures of the period's receipts are ${amountText(difference.captured)}, not the ${amountText(difference.told)} their receipts tell`;
    case 'endOfDay':
      return dayText(difference.difference);
  }
}
