import type { Settled } from '../../machines/charge.model.ts';
import type { Hold } from '../../machines/ports/cardTerminal.ts';
import type { HoldView } from '../../machines/receiptView.ts';
import type { Config } from './config.ts';

/** Where the money of a hold is, for its driver. Without a receipt it is named by the terminal's own number. */
export const holdView = (
  hold: Hold,
  settled: Settled | null,
  receipt: { readonly receiptNumber: string } | null,
  { payment }: Pick<Config, 'payment'>,
): HoldView => ({
  state: settled?.state ?? 'held',
  held: hold.amount,
  captured: settled?.captured ?? null,
  card: hold.card,
  endsAfterDays: Math.ceil(payment.holdValidHours / 24),
  reference: receipt?.receiptNumber ?? hold.receiptNumber,
});
