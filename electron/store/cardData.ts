import type { CardSummary, Hold } from '../../machines/ports/cardTerminal.ts';

/**
 * Nothing of a card is stored but what the terminal truncated: field by field, so that whatever a terminal adds to its
 * answer is left behind.
 * @throws RangeError, without the value, when a field holds a card number all the same.
 */
export function storableHold(hold: Hold): Hold {
  const { receiptNumber, traceNumber, terminalId, amount, authorizationNumber, token } = hold;
  refuseCardNumber('authorizationNumber', authorizationNumber);
  refuseCardNumber('token', token);
  return { receiptNumber, traceNumber, terminalId, amount, authorizationNumber, card: storableCard(hold.card), token };
}

export function storableCard({ brand, last4, entryMode }: CardSummary): CardSummary {
  if (last4 !== null && !/^\d{4}$/.test(last4)) throw new RangeError('last4 must be four digits');
  refuseCardNumber('brand', brand);
  return { brand, last4, entryMode };
}

export function refuseCardNumber(field: string, text: string | null): void {
  if (text !== null && isCardNumber(text)) throw new RangeError(`${field} is a card number and must not be stored`);
}

/** 12 to 19 digits whose check digit is right (ISO/IEC 7812-1, annex B), with or without separators. */
export function isCardNumber(text: string): boolean {
  const digits = text.replace(/[\s-]/g, '');
  if (!/^\d{12,19}$/.test(digits)) return false;
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const value = index % 2 === 0 ? Number(digit) : Number(digit) * 2;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** What somebody typed, with no card's number in it. */
export function withoutCardNumbers(text: string): string {
  const pieces = text.match(/[\d\s-]{12,}/g) ?? [];
  return pieces.reduce((rest, piece) => (isCardNumber(piece) ? rest.replace(piece, '…') : rest), text);
}
