/** Control fields (class and instruction) of the commands we speak or answer. */
export const command = {
  registration: 0x0600,
  authorization: 0x0601,
  logOff: 0x0602,
  sendTotals: 0x0610,
  reset: 0x0618,
  printConfiguration: 0x061a,
  setTerminalId: 0x061b,
  repeatReceipt: 0x0620,
  preAuthorization: 0x0622,
  partialReversal: 0x0623,
  bookTotal: 0x0624,
  preAuthorizationReversal: 0x0625,
  reversal: 0x0630,
  refund: 0x0631,
  endOfDay: 0x0650,
  sendOffline: 0x0651,
  diagnosis: 0x0670,
  setDateTime: 0x0691,
  initialisation: 0x0693,
  abort: 0x06b0,
  readCard: 0x06c0,
  displayText: 0x06e0,
  status: 0x0501,
  writeFile: 0x0814,
  feigSystem: 0x0fa1,
  // What the terminal sends.
  setEcrTime: 0x0401,
  statusInformation: 0x040f,
  intermediateStatus: 0x04ff,
  completion: 0x060f,
  aborted: 0x061e,
  printLine: 0x06d1,
  printBlock: 0x06d3,
  // Answers, in both directions.
  positive: 0x8000,
  alsoPositive: 0x8400,
  notDelivered: 0x8466,
  unknown: 0x8483,
  busy: 0x849c,
  badRegistration: 0x841e,
} as const;

/** Class 80 or 84: the answer to a command, not a command. */
export const isAnswer = (control: number): boolean => control >> 8 === 0x80 || control >> 8 === 0x84;

export const isPositive = (control: number): boolean =>
  control === command.positive || control === command.alsoPositive;
