import type { CardSummary } from '../../machines/ports/cardTerminal.ts';

/** "Visa •••• 1234", the digits never alone on a line; null when the terminal told neither. */
export function cardName({ brand, last4 }: CardSummary): string | null {
  const name = [brand, last4 && `••••\u00a0${last4}`].filter(Boolean).join(' ');
  return name === '' ? null : name;
}
