import type { BookEntry } from '../../electron/simulators/cardTerminal/book.ts';
import type { Store } from '../../electron/store/store.ts';
import { moneyDisagreements } from '../books.ts';
import { compareEnergy } from './compareEnergy.ts';
import type { Earshot } from './earshot.ts';
import type { Hardware } from './hardware.ts';

export type Comparison = {
  readonly violations: readonly string[];
  readonly charges: number;
  readonly receipts: number;
  readonly captures: number;
  readonly releases: number;
  /** Wh on no receipt, by transaction: the station was dead when it began. */
  readonly givenAwayWh: readonly number[];
};

/** With nobody charging: the station's books against the terminal's own book, the meters, and what was told on the wire. */
export function compare(store: Store, hardware: Hardware, earshot: Earshot): Comparison {
  const entries = hardware.terminal.book();
  const energy = compareEnergy({
    receipts: store.receipts(),
    delivered: hardware.charger.meterBook(),
    wire: hardware.wire,
    earshot,
  });
  return {
    violations: [
      ...moneyDisagreements(store, entries),
      ...capturedTwice(entries),
      ...store.unansweredOrders().map(({ key }) => `order ${key} was never answered`),
      ...store.unconfirmedOrders().map(({ intent }) => `the outcome of ${intent.key} was never confirmed`),
      ...openHolds(store),
      ...hardware.charger.state().evses.flatMap(({ evse }) => openSession(store, evse)),
      ...energy.violations,
    ],
    charges: energy.charges,
    receipts: store.receipts().length,
    captures: entries.filter(({ state }) => state === 'captured').length,
    releases: entries.filter(({ state }) => state === 'released').length,
    givenAwayWh: energy.givenAwayWh,
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
