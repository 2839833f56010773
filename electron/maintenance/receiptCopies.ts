import { z } from 'zod';
import { isLanguage } from '../../locales/languages.ts';
import type { Money } from '../../machines/money.ts';
import type { ReceiptView } from '../../machines/receiptView.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import type { DeliveriesView } from '../../machines/view.ts';
import type { DeliveryError } from '../station/deliveries.ts';
import { act, look } from './request.ts';
import type { MaintenanceParts } from './requests.ts';
import { everyone } from './roles.ts';
import { endOf, type SettlingEnd } from './settlingEnd.ts';

/** A receipt as far as it takes to know that it is the right one, and what became of its copies. */
export type ReceiptCopyView = {
  readonly receiptNumber: string;
  readonly endedAtMs: number;
  readonly evseId: string;
  readonly energyWh: number;
  readonly total: Money;
  readonly last4: string | null;
  /** What became of the hold it was paid from; null: a charging key, whose account is billed elsewhere. */
  readonly payment: SettlingEnd | null;
  readonly deliveries: DeliveriesView;
};

const number = z.int().min(1).max(999_999_999);
const language = z
  .string()
  .max(10)
  .refine((tag): boolean => isLanguage(tag));
const address = z.email().max(254);
const codes = {
  not_offered: 'notOffered',
  no_receipt: 'noReceipt',
  too_many: 'enoughCopies',
  not_stored: 'notStored',
} as const satisfies Record<DeliveryError, string>;
type Trouble = { readonly code: (typeof codes)[DeliveryError] };

/** A receipt once more, on paper or by mail, by the number behind its prefix. */
export function receiptCopyRequests({ store, hands }: Pick<MaintenanceParts, 'store' | 'hands'>) {
  const { deliveries } = hands;
  const given = (answer: Result<void, DeliveryError>): Result<null, Trouble> =>
    answer.ok ? ok(null) : err({ code: codes[answer.error] });

  function withReceipt<V>(number: number, answer: (receipt: ReceiptView) => Result<V, Trouble>): Result<V, Trouble> {
    const receipt = store.receiptNumbered(number);
    return receipt ? answer(receipt) : err({ code: 'noReceipt' });
  }

  return {
    'receipt.find': look({
      roles: everyone,
      input: z.strictObject({ number }),
      handle: ({ number }) =>
        withReceipt(number, ({ sessionId, receiptNumber, endedAtMs, evseId, energyWh, total, card }) => {
          const hold = store.hold(sessionId);
          return ok<ReceiptCopyView>({
            receiptNumber,
            endedAtMs,
            evseId,
            energyWh,
            total,
            last4: card?.last4 ?? null,
            payment: hold ? endOf(hold) : null,
            deliveries: deliveries.view(sessionId),
          });
        }),
    }),
    'receipt.print': act({
      roles: everyone,
      input: z.strictObject({ number, language }),
      tell: ({ number }) => String(number),
      handle: ({ number, language }) =>
        withReceipt(number, ({ sessionId }) => given(deliveries.print(sessionId, language))),
    }),
    'receipt.send': act({
      roles: everyone,
      input: z.strictObject({ number, language, address }),
      // Never the address: the trail is for ever.
      tell: ({ number }) => String(number),
      handle: ({ number, language, address }) =>
        withReceipt(number, ({ sessionId }) => given(deliveries.mail(sessionId, address, language))),
    }),
  };
}
