/** What drivers ask for help with, in the order of a charge. Each has its answer in `locales/<language>/answers.json`. */
export const helpTopics = [
  'whichCard',
  'cardDeclined',
  'keyUnknown',
  'hold',
  'whichCable',
  'plugIn',
  'noStart',
  'otherCar',
  'slow',
  'stoppedEarly',
  'stop',
  'idleFee',
  'plugStuck',
  'outOfOrder',
  'noReceipt',
  'wrongAmount',
  'howToCharge',
  'howYouPay',
  'meter',
  'privacy',
] as const;
export type HelpTopic = (typeof helpTopics)[number];
