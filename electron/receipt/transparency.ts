import { transparencyXml } from '../metering/ocmf/transparencyXml.ts';
import type { PaperReceipt } from './receiptText.ts';

/** The file a driver checks a charge with in the Transparenzsoftware; null when the meter signed nothing. */
export function transparencyFile({
  receiptNumber,
  sessionId,
  signedMeter,
}: PaperReceipt): { readonly name: string; readonly content: string } | null {
  if (!signedMeter) return null;
  const { text, startText, publicKeyHex } = signedMeter;
  const one = { transactionId: sessionId, publicKeyHex };
  const content = transparencyXml([
    ...(startText === null ? [] : [{ ...one, context: 'Transaction.Begin', text: startText } as const]),
    { ...one, context: 'Transaction.End', text },
  ]);
  return { name: `${fileNameOf(receiptNumber)}.xml`, content };
}

/** What every file system takes. */
export const fileNameOf = (receiptNumber: string): string => receiptNumber.replace(/[^\w-]+/g, '_') || 'receipt';
