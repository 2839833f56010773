import type { Faults as NamedFaults } from '../faults.ts';

/** What the terminal can be made to do wrong, by name. Without any it is honest. */
export const terminalFaults = {
  busy: 'answers orders with "busy" (84 9C)',
  noAck: 'does not answer an order that moves money',
  lateAck: 'answers an order late',
  dropBeforeAck: 'drops the connection instead of answering an order',
  dropAfterAck: 'drops the connection after accepting an order, before doing it',
  dropBeforeStatus: 'does the order and drops the connection before saying so',
  dropAfterStatus: 'drops the connection after 04 0F, without waiting for the answer',
  ackLost: 'does not hear our answer to 04 0F, and undoes the order',
  dropBeforeCompletion: 'drops the connection after our answer to 04 0F',
  duplicateStatus: 'sends 04 0F twice',
  lowerApproval: 'approves half of what was asked',
  printsFirst: 'prints before 04 0F',
  abortCrosses: 'ends the order before it answers our abort',
  unknownBmp: 'sends a field nobody knows',
  unknownBmpBeforeAmount: 'sends a field nobody knows before the amount',
  unknownTag: 'sends a TLV object nobody knows',
  listWithoutTlv: 'names only the oldest open pre-authorization',
  noReversal: 'knows no reversal (06 25) of this card',
  booksOneMore: 'captures or keeps one cent more than it was told',
  otherCurrency: 'answers in US dollars',
  unmaskedCardData: 'sends card numbers and track data unmasked',
  longHostWait: 'asks for two minutes of patience (T4)',
  waitsForever: 'asks for patience and never comes to an end',
  bankUnreachable: 'cannot reach the bank',
  bankDeclines: 'gets a no from every bank',
  statusEndOfDay: 'wants an end of day first (status F0)',
  statusInitialise: 'wants an initialisation first (status 51)',
  statusDiagnosis: 'wants a diagnosis first (status 62)',
  statusBusy: 'is updating (status 9C)',
  outOfOrder: 'is out of order (status DF)',
  bookOpenAtEndOfDay: 'books open pre-authorizations in full at the end of the day',
  dropInEndOfDay: 'closes the day and drops the connection before saying so',
  splitBytes: 'sends each byte by itself',
  coalesceFrames: 'sends its answer and its next frame in one piece',
  longLength: 'writes the long length for short data',
  garbage: 'sends bytes that are no ZVT before its answer',
  idleDisconnect: 'hangs up after a second of silence',
  wrongTerminalId: 'is another terminal than expected',
  namelessRegistration: 'does not say who it is when it is registered',
} as const;

export type TerminalFault = keyof typeof terminalFaults;

export type Faults = NamedFaults<TerminalFault>;

export const isTerminalFault = (name: string): name is TerminalFault => Object.hasOwn(terminalFaults, name);
