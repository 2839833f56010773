import { deflateRawSync } from 'node:zlib';
import { p256 } from '@noble/curves/nist.js';
import type { Buyer } from '../../machines/buyer.ts';
import type { ReceiptView } from '../../machines/receiptView.ts';
import { fingerprint, receiptBytes, sealReceipt } from '../receipt/sealedReceipt.ts';
import type { StationLog } from './log.ts';

/** What the code on the receipt screen says. */
export type ReceiptLinks = {
  /** Fingerprint of the key receipts are signed with; null without one. */
  readonly key: string | null;
  /** Address of the page that a code opens on a phone. */
  page(): string | null;
  /** Null where there is no page to open, no key, or more than a code can carry. */
  of(receipt: ReceiptView, buyer: Buyer | null): string | null;
};

export const noLinks: ReceiptLinks = { key: null, page: () => null, of: () => null };

/** Bits of data in the largest code at its lowest correction (ISO/IEC 18004, version 40-L), less its two headers. */
const MOST_BITS = 23_648 - 40;

/**
 * @param parts.page address of the receipt page, asked each time: a server may not listen yet
 */
export function createReceiptLinks(parts: {
  readonly secretKey: Uint8Array;
  readonly page: () => string | null;
  readonly log: Pick<StationLog, 'error'>;
}): ReceiptLinks {
  const { secretKey, page, log } = parts;
  // A view is made each second, a receipt is the same for all of them.
  const sealed = new WeakMap<ReceiptView, { readonly buyer: Buyer | null; readonly fragment: string | null }>();

  function seal(receipt: ReceiptView, buyer: Buyer | null): string | null {
    try {
      return sealReceipt(deflateRawSync(receiptBytes({ receipt, buyer }), { level: 9 }), secretKey);
    } catch (cause) {
      log.error({ receipt: receipt.receiptNumber, cause: String(cause) }, 'no code could be made of a receipt');
      return null;
    }
  }

  return {
    page,
    key: fingerprint(p256.getPublicKey(secretKey, true)),
    of(receipt, buyer) {
      const address = page();
      if (address === null) return null;
      const known = sealed.get(receipt);
      const { fragment } = known && sameBuyer(known.buyer, buyer) ? known : { fragment: seal(receipt, buyer) };
      sealed.set(receipt, { buyer, fragment });
      const fits = fragment !== null && 8 * (address.length + 1) + 5.5 * fragment.length <= MOST_BITS;
      return fits ? `${address}#${fragment}` : null;
    },
  };
}

const sameBuyer = (one: Buyer | null, other: Buyer | null): boolean =>
  one === other ||
  (one !== null &&
    other !== null &&
    one.companyName === other.companyName &&
    one.vatNumber === other.vatNumber &&
    one.countryCode === other.countryCode);
