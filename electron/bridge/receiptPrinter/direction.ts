import type { PaperText } from '../../../machines/ports/receiptPrinter.ts';

const FIRST_STRONG = /\p{L}/u;
const ISOLATES = /[\u2066-\u2068][^\u2069]*\u2069/g;
const RIGHT_TO_LEFT = /\p{Script=Arabic}|\p{Script=Hebrew}/u;

/**
 * A name in Latin letters reads from left to right in an Arabic receipt too; digits and signs go with the receipt. What
 * is isolated has no say (UAX #9, rule P2).
 */
export function baseDirection(text: string, direction: PaperText['direction']): PaperText['direction'] {
  const letter = FIRST_STRONG.exec(text.replace(ISOLATES, ''))?.[0];
  if (letter === undefined) return direction;
  return RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
}
