import type { ChargeSnapshot } from './connector.ts';

/** Where a charge stands, as far as the station itself has to act on it. */

/** "charging.delivering": the two outer levels of a state's name. */
export function place(snapshot: ChargeSnapshot): string {
  const value = snapshot.value as string | Record<string, string | object>;
  if (typeof value === 'string') return value;
  const [outer, inner] = Object.entries(value)[0] ?? ['?', '?'];
  return `${outer}.${typeof inner === 'string' ? inner : (Object.keys(inner)[0] ?? '?')}`;
}

const beforeMoney: ReadonlySet<string> = new Set(['priceShown', 'reading', 'checkingKey', 'secondFactor', 'declined']);

/** Nobody's money has moved: who leaves now has simply left. */
export function isBeforeMoney({ value }: ChargeSnapshot): boolean {
  const { authorize } = value as { authorize?: string | object };
  const step = typeof authorize === 'object' ? Object.keys(authorize)[0] : authorize;
  return step !== undefined && beforeMoney.has(step);
}

/** Whether the machine holds the session's money, or is about to hear whether it does. */
export const caresFor = ({ context, value }: ChargeSnapshot, sessionId: string): boolean =>
  context.session?.sessionId === sessionId &&
  (context.hold !== null || (typeof value === 'object' && 'authorize' in value && value.authorize === 'placingHold'));

/** A driver pays, or shows the card that may stop the charge. */
export const needsReader = (snapshot: ChargeSnapshot): boolean =>
  snapshot.matches({ authorize: 'opening' }) ||
  snapshot.matches({ authorize: 'reading' }) ||
  snapshot.matches({ authorize: 'placingHold' }) ||
  snapshot.matches({ charging: { delivering: { stopDialog: { open: 'presentCard' } } } });
