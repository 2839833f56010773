import type { FinishedTransaction } from '../electron/simulators/charger/meterBook.ts';
import type { ReceiptView } from '../machines/receiptView.ts';

const nobody: ReadonlySet<number> = new Set();

/**
 * Where receipts and meters differ, in sentences: each whole watt-hour that flowed is on one receipt, and none on a
 * receipt that did not flow. Of an EVSE that is `busy` the receipt may be still to come; `billsLastHeard` allows a
 * receipt to leave out what flowed while nobody could hear it.
 */
export function energyDisagreements(
  receipts: readonly ReceiptView[],
  transactions: readonly FinishedTransaction[],
  { busy = nobody, billsLastHeard = false } = {},
): string[] {
  const delivered = withEnergy(transactions);
  const isOn = (receipt: ReceiptView, { evse, startWh, endWh }: FinishedTransaction): boolean => {
    const { evseId, meterStartWh, meterEndWh } = receipt;
    if (!evseId.endsWith(`*${evse}`)) return false;
    return billsLastHeard
      ? meterStartWh >= startWh && meterEndWh <= endWh
      : meterStartWh === startWh && meterEndWh === endWh;
  };
  const unbilled = delivered
    .map((transaction) => ({ transaction, bills: receipts.filter((receipt) => isOn(receipt, transaction)) }))
    .filter(({ bills, transaction }) => bills.length !== 1 && !(bills.length === 0 && busy.has(transaction.evse)))
    .map(({ transaction: { uuid, evse, startWh, endWh }, bills }) => {
      const on = bills.map(({ receiptNumber }) => receiptNumber).join(' and ') || 'no receipt';
      return `transaction ${uuid} on EVSE ${evse}, ${startWh}–${endWh} Wh, is on ${on}`;
    });
  const invented = receipts
    .filter((receipt) => !delivered.some((transaction) => isOn(receipt, transaction)))
    .map(
      ({ receiptNumber, evseId, meterStartWh, meterEndWh }) =>
        `receipt ${receiptNumber}, ${meterStartWh}–${meterEndWh} Wh on ${evseId}, is of no transaction a meter saw`,
    );
  return [...unbilled, ...invented];
}

/** In the whole Wh that a meter shows and a receipt bills: no allowance is needed, all readings are of one register. */
export const withEnergy = (transactions: readonly FinishedTransaction[]): readonly FinishedTransaction[] =>
  transactions
    .map((each) => ({ ...each, startWh: Math.floor(each.startWh), endWh: Math.floor(each.endWh) }))
    .filter(({ startWh, endWh }) => endWh > startWh);
