import type { FaultCode } from '../../machines/faults.ts';
import type { HelpTopic } from '../../machines/help.ts';
import type { ChargingActivity, KioskView, ScreenName } from '../../machines/view.ts';

/** Which answers fit the moment, and where all of them are found. No React. */

export const groups = {
  pay: ['whichCard', 'cardDeclined', 'keyUnknown', 'hold', 'noReceipt', 'wrongAmount'],
  plug: ['whichCable', 'plugIn', 'noStart', 'plugStuck', 'otherCar', 'outOfOrder'],
  charge: ['stop', 'slow', 'stoppedEarly', 'idleFee'],
  how: ['howToCharge', 'howYouPay', 'hold', 'meter', 'privacy'],
} as const satisfies Readonly<Record<string, readonly HelpTopic[]>>;
export type Group = keyof typeof groups;
export const groupNames: readonly Group[] = ['pay', 'plug', 'charge', 'how'];

const ofFault: Partial<Record<FaultCode, readonly HelpTopic[]>> = {
  cardTimeout: ['whichCard'],
  cardUnreadable: ['whichCard', 'cardDeclined'],
  keyUnknown: ['keyUnknown', 'whichCard'],
  keyBlocked: ['keyUnknown', 'whichCard'],
  keyInUse: ['keyUnknown', 'whichCard'],
  secondFactorWrong: ['keyUnknown'],
  plugTimeout: ['plugIn', 'whichCable', 'hold'],
  handshakeTimeout: ['noStart', 'plugIn', 'hold'],
  cableRemoved: ['plugIn', 'noStart', 'hold'],
  carRefused: ['noStart', 'whichCable', 'hold'],
};
const ofScreen: Readonly<Record<ScreenName, readonly HelpTopic[]>> = {
  attract: ['howToCharge', 'whichCard', 'noReceipt'],
  find: ['noReceipt', 'wrongAmount', 'privacy'],
  price: ['hold', 'whichCard', 'howYouPay'],
  present: ['whichCard', 'cardDeclined', 'hold'],
  secondFactor: ['keyUnknown', 'whichCard', 'howYouPay'],
  declined: ['cardDeclined', 'hold', 'whichCard'],
  plug: ['plugIn', 'noStart', 'whichCable'],
  charging: ['stop', 'slow', 'stoppedEarly'],
  receipt: ['wrongAmount', 'hold', 'noReceipt'],
  released: ['hold', 'noStart', 'howToCharge'],
  lookedAfter: ['outOfOrder', 'plugStuck', 'noReceipt'],
  unavailable: ['outOfOrder', 'otherCar', 'plugStuck'],
  outOfService: ['outOfOrder', 'plugStuck', 'noReceipt'],
};
const ofActivity: Partial<Record<ChargingActivity, readonly HelpTopic[]>> = {
  pausedByCar: ['slow', 'stoppedEarly', 'stop'],
  pausedByStation: ['slow', 'stop', 'stoppedEarly'],
  stopping: ['plugStuck', 'stop', 'stoppedEarly'],
  finishedGrace: ['plugStuck', 'idleFee', 'stoppedEarly'],
  finishedIdle: ['plugStuck', 'idleFee', 'stoppedEarly'],
};

const AT_ONCE = 3;

/** Where nothing is asked for standing too long, nothing is to be said of it. */
export const hasAnswer = (topic: HelpTopic, { price }: Pick<KioskView, 'price'>): boolean =>
  topic !== 'idleFee' || price.parts.some(({ kind }) => kind === 'idle');

/** What is most likely asked here and now, the likeliest first. */
export function topicsOf(view: Pick<KioskView, 'screen' | 'price'>): readonly HelpTopic[] {
  const { screen } = view;
  const first = 'fault' in screen ? (ofFault[screen.fault] ?? []) : [];
  const own = screen.name === 'charging' ? (ofActivity[screen.activity] ?? ofScreen.charging) : ofScreen[screen.name];
  return [...new Set([...first, ...own])].filter((topic) => hasAnswer(topic, view)).slice(0, AT_ONCE);
}
