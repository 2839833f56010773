import ar from './ar/phone.json' with { type: 'json' };
import de from './de/phone.json' with { type: 'json' };
import en from './en/phone.json' with { type: 'json' };
import es from './es/phone.json' with { type: 'json' };
import type { ReceiptLanguage } from './receiptWords.ts';

/** What the receipt's page on a driver's phone says around it. All languages at once: the page is one file. */
export type PhoneWords = typeof en;

export const phoneWords: Readonly<Record<ReceiptLanguage, PhoneWords>> = { en, es, de, ar };
