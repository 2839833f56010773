import type { FinishedTransaction } from '../../electron/simulators/charger/meterBook.ts';
import type { ReceiptView } from '../../machines/view.ts';
import type { Earshot } from './earshot.ts';
import type { Wire } from './wire.ts';

type Registers = { readonly startWh: number; readonly endWh: number };

/**
 * Every watt-hour the meters saw is on one receipt, and on none what they did not see. Excused, and counted, is what
 * flowed at the beginning of a transaction whose start the dead station could not hear: it bills from the first reading.
 */
export function compareEnergy(books: {
  readonly receipts: readonly ReceiptView[];
  readonly delivered: readonly FinishedTransaction[];
  readonly wire: Wire;
  readonly earshot: Earshot;
}) {
  const { receipts, wire, earshot } = books;
  const violations: string[] = [];
  /** Wh of each transaction that was given away at its beginning. */
  const givenAwayWh: number[] = [];
  const transactions = books.delivered
    // A meter shows whole Wh, and what it shows is what is billed.
    .map((each) => ({ ...each, startWh: Math.floor(each.startWh), endWh: Math.floor(each.endWh) }))
    .filter(({ startWh, endWh }) => endWh > startWh);
  const isAt = ({ evseId }: ReceiptView, evse: number): boolean => evseId.endsWith(`*${evse}`);

  for (const transaction of transactions) {
    const { uuid, evse, startWh, endWh } = transaction;
    const name = `transaction ${uuid} on EVSE ${evse}, ${startWh}–${endWh} Wh`;
    const bills = receipts.filter((receipt) => isAt(receipt, evse) && overlap(registers(receipt), transaction));
    const billedFromWh = bills[0]?.meterStartWh ?? endWh;
    if (bills.length > 1)
      violations.push(`${name}, is on ${bills.map(({ receiptNumber }) => receiptNumber).join(' and ')}`);
    if (bills[0] && bills[0].meterEndWh < endWh)
      violations.push(`${name}, is billed to ${bills[0].meterEndWh} Wh only`);
    if (billedFromWh <= startWh) continue;

    const { startedAtMs, endedAtMs } = wire.transactions.get(uuid) ?? { startedAtMs: 0, endedAtMs: 0 };
    const knownByMs = earshot.knownByMs(startedAtMs);
    const mustBillFromWh =
      knownByMs === startedAtMs
        ? startWh
        : Math.min(endWh, wire.meterAt(evse, Math.min(knownByMs, endedAtMs)) ?? endWh);
    if (billedFromWh <= mustBillFromWh) givenAwayWh.push(billedFromWh - startWh);
    else violations.push(`${name}, is billed from ${billedFromWh} Wh, not from ${Math.floor(mustBillFromWh)} Wh`);
  }

  for (const receipt of receipts) {
    const { startWh, endWh } = registers(receipt);
    const seen = transactions.some(
      (transaction) => isAt(receipt, transaction.evse) && startWh >= transaction.startWh && endWh <= transaction.endWh,
    );
    if (!seen)
      violations.push(`receipt ${receipt.receiptNumber}: no meter saw ${startWh}–${endWh} Wh in one transaction`);
  }
  return { violations, charges: transactions.length, givenAwayWh };
}

const registers = ({ meterStartWh, meterEndWh }: ReceiptView): Registers => ({
  startWh: meterStartWh,
  endWh: meterEndWh,
});
const overlap = (a: Registers, b: Registers): boolean => Math.max(a.startWh, b.startWh) < Math.min(a.endWh, b.endWh);
