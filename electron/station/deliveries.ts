import type { PaperCode, PaperText, PrinterError, ReceiptPrinter } from '../../machines/ports/receiptPrinter.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import type { DeliveriesView, MailState, PrintState } from '../../machines/view.ts';
import type { MailFate, Outbox } from '../store/outbox.ts';
import type { Clock } from './clock.ts';
import type { StationLog } from './log.ts';
import type { Postman } from './postman.ts';

/** Why nothing was done: not offered here, there is no such receipt, or it was asked too often. */
export type DeliveryError = 'not_offered' | 'no_receipt' | 'too_many' | 'not_stored';

/** The ways out of the station for a receipt. What a session asked for is told in its view. */
export type Deliveries = {
  /** Prints at once. While it prints, and for a moment after, another touch is the same touch. */
  print(sessionId: string, language: string): Result<void, DeliveryError>;
  /** Sends, now or as soon as the server can be reached. The same address again is the same touch. */
  mail(sessionId: string, address: string, language: string): Result<void, DeliveryError>;
  view(sessionId: string): DeliveriesView;
};

export const noDeliveries: Pick<Deliveries, 'view'> = {
  view: () => ({ offers: { print: false, mail: false }, print: 'idle', mail: 'idle' }),
};

export type DeliveriesDeps = {
  readonly printer: ReceiptPrinter | null;
  readonly postman: Postman | null;
  readonly outbox: Outbox;
  /** Null: the session has no receipt. */
  readonly paperOf: (sessionId: string, language: string) => { receipt: PaperText; code: PaperCode | null } | null;
  readonly clock: Clock;
  readonly log: StationLog;
  readonly onChange: () => void;
};

const COPIES = 3;
const MAILS = 3;
/** Two touches within this span were meant as one, in ms. */
const ONE_TOUCH_MS = 5_000;
/** How long a screen tells what became of a print, in ms: whoever finds the receipt another day asked for none. */
const TOLD_MS = 60_000;
/** Sessions whose print is remembered: far more than there are screens to show it. */
const REMEMBERED = 50;

const faultOfPrinter = {
  paper_out: 'printerPaperOut',
  cover_open: 'printerCoverOpen',
  link_lost: 'printerAway',
  timed_out: 'printerAway',
  refused: 'printerRefused',
} as const satisfies Record<PrinterError['code'], PrintState>;

type Printing = { state: PrintState; copies: number; printedAtMs: number; settledAtMs: number };

export function createDeliveries(deps: DeliveriesDeps): Deliveries {
  const { printer, postman, outbox, clock, log, onChange } = deps;
  const prints = new Map<string, Printing>();
  let lastMail: { readonly sessionId: string; readonly address: string; readonly atMs: number } | null = null;

  function printingOf(sessionId: string): Printing {
    const known = prints.get(sessionId);
    if (known) return known;
    const never = Number.NEGATIVE_INFINITY;
    const fresh: Printing = { state: 'idle', copies: 0, printedAtMs: never, settledAtMs: never };
    prints.set(sessionId, fresh);
    for (const [oldest] of prints) {
      if (prints.size <= REMEMBERED) break;
      prints.delete(oldest);
    }
    return fresh;
  }

  function printState(printing: Printing | undefined): PrintState {
    if (!printing || printing.state === 'printing') return printing?.state ?? 'idle';
    return clock.now() - printing.settledAtMs < TOLD_MS ? printing.state : 'idle';
  }

  const isJust = (atMs: number): boolean => clock.now() - atMs < ONE_TOUCH_MS;

  return {
    print(sessionId, language) {
      if (!printer) return err('not_offered');
      const paper = deps.paperOf(sessionId, language);
      if (!paper) return err('no_receipt');
      const printing = printingOf(sessionId);
      if (printing.state === 'printing' || isJust(printing.printedAtMs)) return ok(undefined);
      if (printing.copies >= COPIES) return err('too_many');
      printing.state = 'printing';
      void printer.print(paper.receipt, paper.code).then((printed) => {
        printing.state = printed.ok ? 'printed' : faultOfPrinter[printed.error.code];
        printing.settledAtMs = clock.now();
        if (printed.ok) {
          printing.copies += 1;
          printing.printedAtMs = clock.now();
          log.info({ session: sessionId }, 'receipt printed');
        } else log.warn({ session: sessionId, error: printed.error }, 'receipt not printed');
        onChange();
      });
      onChange();
      return ok(undefined);
    },

    mail(sessionId, address, language) {
      if (!postman) return err('not_offered');
      if (!deps.paperOf(sessionId, language)) return err('no_receipt');
      const isSameTouch = lastMail?.sessionId === sessionId && lastMail.address === address && isJust(lastMail.atMs);
      if (isSameTouch || postman.isPosted(sessionId, address)) return ok(undefined);
      if (outbox.fates(sessionId).length >= MAILS) return err('too_many');
      try {
        postman.post(sessionId, address, language);
      } catch (cause) {
        log.error({ session: sessionId, cause: String(cause) }, 'the store refused a mail');
        return err('not_stored');
      }
      lastMail = { sessionId, address, atMs: clock.now() };
      onChange();
      return ok(undefined);
    },

    view: (sessionId) => ({
      offers: { print: printer !== null, mail: postman !== null },
      print: printState(prints.get(sessionId)),
      mail: postman ? mailState(outbox.fates(sessionId)[0], postman.carries(sessionId)) : 'idle',
    }),
  };
}

function mailState(fate: MailFate | undefined, isCarried: boolean): MailState {
  if (!fate) return 'idle';
  if (fate.state === 'sent') return 'sent';
  if (fate.state === 'dropped') return fate.lastError === 'refused_address' ? 'mailAddressRefused' : 'mailRefused';
  return isCarried || fate.attempts === 0 ? 'sending' : 'waiting';
}
