import type { BookEntry } from '../electron/simulators/cardTerminal/book.ts';
import type { Station } from '../electron/station/station.ts';
import type { HoldRow } from '../electron/store/store.ts';
import type { ReceiptView } from '../machines/receiptView.ts';
import { energyDisagreements } from './energy.ts';

type Books = Station['books'];

/**
 * Compares the books of a running station with the terminal's own and with the meters, and says in sentences where they
 * differ: each hold captured once for its session's receipt, or released; each watt-hour that flowed on one receipt.
 */
export function disagreements(
  { books, simulation, view }: Pick<Station, 'books' | 'simulation' | 'view'>,
  { billsLastHeard = false } = {},
): string[] {
  // Between the end of energy and the plug pulled, hold and receipt are still to come.
  const busy = new Set(
    view()
      .connectors.filter(({ status }) => status === 'busy' || status === 'charging' || status === 'finished')
      .map(({ connectorId }) => connectorId),
  );
  const underWay = (row: HoldRow): boolean => row.due === null && row.state === 'held' && busy.has(row.connectorId);
  return [
    ...moneyDisagreements(books, simulation?.terminal.book() ?? [], underWay),
    ...energyDisagreements(books.receipts(), simulation?.charger.meterBook() ?? [], { busy, billsLastHeard }),
  ];
}

/** Where the station's books are not those of the terminal, or not sound in themselves; `underWay` may still be held. */
export function moneyDisagreements(
  books: Books,
  entries: readonly BookEntry[],
  underWay: (row: HoldRow) => boolean = () => false,
): string[] {
  const holds = books.holds();
  const verified = books.verify();
  return [
    ...entries.flatMap((entry) => {
      const row = holds.find((hold) => isSame(entry, hold));
      return row && underWay(row) && entry.state === 'held' ? [] : entryFaults(entry, row, books);
    }),
    ...holds
      .filter((row) => !entries.some((entry) => isSame(entry, row)))
      .map((row) => `the terminal knows nothing of hold ${row.hold.receiptNumber}`),
    ...books.receipts().flatMap((receipt) => receiptFaults(receipt, holds, books)),
    ...numberFaults(books.receipts()),
    ...(verified.ok ? [] : [`the journal is damaged: ${JSON.stringify(verified.error)}`]),
  ];
}

/** The session's id travels with the order (ZVT tag 1F63), so both books name the same session. */
const isSame = (entry: BookEntry, { sessionId, hold }: HoldRow): boolean =>
  entry.receiptNumber === hold.receiptNumber && entry.reference === sessionId;

function entryFaults(entry: BookEntry, row: HoldRow | undefined, books: Books): string[] {
  const name = `terminal ${entry.receiptNumber} of session ${entry.reference}`;
  if (entry.unconfirmed) return [`${name}: ${entry.unconfirmed} is not confirmed yet`];
  switch (entry.state) {
    case 'held':
      return [`${name}: ${entry.heldMinor} is still held (ours: ${row?.state ?? 'unknown'})`];
    case 'released':
      return row && row.state !== 'released' ? [`${name}: released there, ${row.state} here`] : [];
    case 'captured': {
      const receipt = row && books.receiptOf(row.sessionId);
      if (!row || !receipt) return [`${name}: captured without a receipt`];
      if (row.state !== 'captured') return [`${name}: captured there, ${row.state} here`];
      const amounts = [row.captured?.minor, row.due?.minor, receipt.total.minor];
      const faults = amounts.every((minor) => minor === entry.capturedMinor)
        ? []
        : [`${name}: captured ${entry.capturedMinor}, ours ${amounts.join(' ')}`];
      return (entry.capturedMinor ?? 0) <= entry.heldMinor ? faults : [...faults, `${name}: captured more than held`];
    }
  }
}

function receiptFaults(receipt: ReceiptView, holds: readonly HoldRow[], books: Books): string[] {
  const name = `receipt ${receipt.receiptNumber}`;
  const mine = holds.filter(({ sessionId }) => books.receiptOf(sessionId)?.receiptNumber === receipt.receiptNumber);
  const captured = mine.filter(({ state }) => state === 'captured').length;
  const expected = receipt.paidBy === 'bankCard' && receipt.total.minor > 0 ? 1 : 0;
  const lines = receipt.lines.reduce((sum, { amount }) => sum + amount.minor, 0);
  const vat = receipt.vat.reduce((sum, part) => sum + part.net.minor + part.vat.minor, 0);
  return [
    ...(captured === expected ? [] : [`${name}: captured ${captured} times, not ${expected}`]),
    ...(lines === receipt.total.minor ? [] : [`${name}: its lines make ${lines}, not ${receipt.total.minor}`]),
    ...(vat === receipt.total.minor ? [] : [`${name}: net and VAT make ${vat}, not ${receipt.total.minor}`]),
    ...(isNear(receipt.energyWh, receipt.meterEndWh - receipt.meterStartWh)
      ? []
      : [`${name}: ${receipt.energyWh} Wh is not what its readings say`]),
  ];
}

/** 1, 2, 3 … with no gap and no repeat. */
function numberFaults(receipts: readonly ReceiptView[]): string[] {
  const numbers = receipts.map(({ receiptNumber }) => Number(receiptNumber.split('-').at(-1)));
  return numbers.every((number, i) => number === i + 1) ? [] : [`receipt numbers have a gap: ${numbers.join(' ')}`];
}

/** A float's grain. */
const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= 0.001;
