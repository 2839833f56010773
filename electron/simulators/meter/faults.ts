/** What the meter can be made to do wrong, by name. */
export const meterFaults = {
  unreachable: 'hangs up before it reads',
  answerLost: 'does what it is told and hangs up before it says so',
  mute: 'never answers',
  garbled: 'answers with something that is no JSON and no record',
  refusesTime: 'does not take the time',
  refusesStart: 'does not begin a transaction',
  refusesShort: 'ends no transaction in its first two minutes',
  timeLost: 'does not know the time',
  tampered: 'says that its seal is broken',
  fatalError: 'says that it is out of order',
} as const;

export type MeterFault = keyof typeof meterFaults;
export const isMeterFault = (name: string): name is MeterFault => Object.hasOwn(meterFaults, name);
