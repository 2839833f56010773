import type { TerminalError } from '../../../machines/ports/cardTerminal.ts';
import type { MailError } from '../../../machines/ports/mailer.ts';
import type { PrinterError } from '../../../machines/ports/receiptPrinter.ts';
import type { SettlementTrouble } from '../../../machines/staffView.ts';

/** What a device, the network or the station answers when it does not do what was asked. `overview:answer.<code>` says it. */
export type AnswerCode =
  | TerminalError['code']
  | SettlementTrouble
  | PrinterError['code']
  | MailError['code']
  /** A meter that tells of a fault of its own. */
  | 'faulty'
  | 'connectionRefused'
  | 'unknownName'
  | 'noRoute';

/** Every code there is: one that is forgotten here, or has no words, fails the build. */
const known = {
  declined: true,
  timed_out: true,
  cancelled: true,
  link_lost: true,
  nothing_open: true,
  not_stored: true,
  out_of_service: true,
  garbled: true,
  unclear: true,
  interrupted: true,
  otherAmount: true,
  stationError: true,
  paper_out: true,
  cover_open: true,
  refused: true,
  auth_failed: true,
  deferred: true,
  refused_address: true,
  faulty: true,
  connectionRefused: true,
  unknownName: true,
  noRoute: true,
} as const satisfies Record<AnswerCode, true>;

/** How an operating system names what went wrong with a connection, and how links begin to tell it. */
const said: readonly (readonly [RegExp, AnswerCode])[] = [
  [/\bECONNREFUSED\b/, 'connectionRefused'],
  [/\b(ENOTFOUND|EAI_AGAIN)\b/, 'unknownName'],
  [/\b(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN)\b/, 'noRoute'],
  [/\bETIMEDOUT\b|^no (answer|heartbeat)\b/, 'timed_out'],
  [/\b(ECONNRESET|EPIPE|ECONNABORTED)\b/, 'link_lost'],
  [/^status [0-9A-F]{2}$/i, 'out_of_service'],
];

const isKnown = (code: string): code is AnswerCode => Object.hasOwn(known, code);

/** The code in what was told ("timed_out host", "connect ECONNREFUSED 10.0.0.2"); null: there are no words for it. */
export function answerIn(told: string): AnswerCode | null {
  // What is behind a code may name the network's own reason, which says more.
  const reason = said.find(([sign]) => sign.test(told))?.[1];
  const code = told.split(/[: ]/, 1)[0] ?? '';
  return reason ?? (isKnown(code) ? code : null);
}
