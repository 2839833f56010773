import type { BookEntry } from '../../electron/simulators/cardTerminal/book.ts';
import type { Store } from '../../electron/store/store.ts';
import { moneyDisagreements } from '../books.ts';
import { energyDisagreements, withEnergy } from '../energy.ts';
import type { Hardware } from './hardware.ts';

export type Comparison = {
  readonly violations: readonly string[];
  readonly charges: number;
  readonly receipts: number;
  readonly captures: number;
  readonly releases: number;
};

/** With nobody charging: the station's books against the terminal's own and the meters, with nothing excused. */
export function compare(store: Store, hardware: Hardware): Comparison {
  const entries = hardware.terminal.book();
  const transactions = hardware.charger.meterBook();
  return {
    violations: [
      ...moneyDisagreements(store, entries),
      ...capturedTwice(entries),
      ...store.unansweredOrders().map(({ key }) => `order ${key} was never answered`),
      ...store.unconfirmedOrders().map(({ intent }) => `the outcome of ${intent.key} was never confirmed`),
      ...openHolds(store),
      ...hardware.charger.state().evses.flatMap(({ evse }) => openSession(store, evse)),
      ...energyDisagreements(store.receipts(), transactions),
    ],
    charges: withEnergy(transactions).length,
    receipts: store.receipts().length,
    captures: entries.filter(({ state }) => state === 'captured').length,
    releases: entries.filter(({ state }) => state === 'released').length,
  };
}

/** By the terminal's book alone. */
function capturedTwice(entries: readonly BookEntry[]): string[] {
  const sessions = entries.filter(({ state }) => state === 'captured').map(({ reference }) => reference);
  return sessions
    .filter((reference, i) => sessions.indexOf(reference) !== i)
    .map((reference) => `the terminal captured twice for session ${reference}`);
}

const openHolds = (store: Store): string[] =>
  store.openHolds().map(({ sessionId, state, lastError }) => `hold of ${sessionId} is left ${state}: ${lastError}`);

/** A snapshot of a session that nobody will end: nobody is there any more. */
function openSession(store: Store, evse: number): string[] {
  const saved = store.snapshot(`charge:${evse}`)?.snapshot as { value: unknown; context?: { session: object | null } };
  return saved?.context?.session ? [`connector ${evse} is left ${JSON.stringify(saved.value)} with a session`] : [];
}
