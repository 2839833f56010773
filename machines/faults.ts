/** Who is told, which sentence (a key of locales/<lang>/fault.json), what next, how loud in the log. */
export type Fault = {
  readonly code: string;
  readonly text: string;
  readonly action:
    | 'tryAnotherCard'
    | 'tryAgain'
    | 'insertAndPin'
    | 'waitAndRetry'
    | 'otherConnector'
    | 'replug'
    | 'checkAddress'
    | 'otherWayOut'
    | 'none'
    | 'callHelp';
  readonly log: 'info' | 'warn' | 'error';
};

/** Codes are written out, never counted, never reused. P payment, C connector and car, R receipt, S station. */
export const faults = {
  cardDeclined: { code: 'P-101', text: 'cardDeclined', action: 'tryAnotherCard', log: 'info' },
  insertAndPin: { code: 'P-102', text: 'insertAndPin', action: 'insertAndPin', log: 'info' },
  cardUnreadable: { code: 'P-103', text: 'cardUnreadable', action: 'tryAgain', log: 'info' },
  bankUnreachable: { code: 'P-104', text: 'bankUnreachable', action: 'waitAndRetry', log: 'warn' },
  cardTimeout: { code: 'P-105', text: 'cardTimeout', action: 'tryAgain', log: 'info' },
  holdTooSmall: { code: 'P-106', text: 'holdTooSmall', action: 'tryAnotherCard', log: 'info' },
  terminalAway: { code: 'P-201', text: 'terminalAway', action: 'waitAndRetry', log: 'error' },
  terminalOutOfService: { code: 'P-202', text: 'terminalOutOfService', action: 'callHelp', log: 'error' },
  paymentUnclear: { code: 'P-203', text: 'paymentUnclear', action: 'callHelp', log: 'error' },
  notRecorded: { code: 'P-204', text: 'notRecorded', action: 'callHelp', log: 'error' },
  keyUnknown: { code: 'P-301', text: 'keyUnknown', action: 'tryAnotherCard', log: 'info' },
  keyBlocked: { code: 'P-302', text: 'keyBlocked', action: 'callHelp', log: 'info' },
  keyInUse: { code: 'P-304', text: 'keyInUse', action: 'tryAnotherCard', log: 'info' },
  secondFactorWrong: { code: 'P-303', text: 'secondFactorWrong', action: 'tryAgain', log: 'warn' },
  cancelledByDriver: { code: 'C-101', text: 'cancelledByDriver', action: 'none', log: 'info' },
  plugTimeout: { code: 'C-102', text: 'plugTimeout', action: 'tryAgain', log: 'info' },
  handshakeTimeout: { code: 'C-103', text: 'handshakeTimeout', action: 'replug', log: 'warn' },
  cableRemoved: { code: 'C-104', text: 'cableRemoved', action: 'tryAgain', log: 'info' },
  carRefused: { code: 'C-105', text: 'carRefused', action: 'otherConnector', log: 'warn' },
  controllerRefused: { code: 'C-201', text: 'controllerRefused', action: 'otherConnector', log: 'error' },
  controllerAway: { code: 'C-202', text: 'controllerAway', action: 'otherConnector', log: 'error' },
  connectorFault: { code: 'C-301', text: 'connectorFault', action: 'otherConnector', log: 'error' },
  emergencyStop: { code: 'C-302', text: 'emergencyStop', action: 'callHelp', log: 'error' },
  disabled: { code: 'C-303', text: 'disabled', action: 'otherConnector', log: 'info' },
  reserved: { code: 'C-304', text: 'reserved', action: 'otherConnector', log: 'info' },
  printerPaperOut: { code: 'R-101', text: 'printerPaperOut', action: 'otherWayOut', log: 'warn' },
  printerCoverOpen: { code: 'R-102', text: 'printerCoverOpen', action: 'otherWayOut', log: 'warn' },
  printerAway: { code: 'R-103', text: 'printerAway', action: 'otherWayOut', log: 'error' },
  printerRefused: { code: 'R-104', text: 'printerRefused', action: 'otherWayOut', log: 'error' },
  mailAddressRefused: { code: 'R-201', text: 'mailAddressRefused', action: 'checkAddress', log: 'info' },
  mailRefused: { code: 'R-202', text: 'mailRefused', action: 'otherWayOut', log: 'error' },
  stationError: { code: 'S-101', text: 'stationError', action: 'callHelp', log: 'error' },
  booksDamaged: { code: 'S-201', text: 'booksDamaged', action: 'callHelp', log: 'error' },
  booksUnwritable: { code: 'S-202', text: 'booksUnwritable', action: 'callHelp', log: 'error' },
  booksNewer: { code: 'S-203', text: 'booksNewer', action: 'callHelp', log: 'error' },
  clockWrong: { code: 'S-204', text: 'clockWrong', action: 'callHelp', log: 'error' },
} as const satisfies Record<string, Fault>;

export type FaultCode = keyof typeof faults;
