import { container, tlv } from '../../bridge/cardTerminal/zvt/tlv.ts';
import { announce } from './announce.ts';
import { bankSays, code } from './bank.ts';
import type { BookEntry, Numbers } from './book.ts';
import { cardById } from './cards.ts';
import { printBlock } from './receipts.ts';
import type { Dialogue, Terminal } from './terminal.ts';

/** 06 23: frees BMP 04 and captures the rest. With receipt FFFF alone it asks for the open ones. */
export async function partialReversal(terminal: Terminal, dialogue: Dialogue): Promise<void> {
  const { receiptNumber, amountMinor = 0 } = dialogue.fields;
  if (receiptNumber === 'FFFF') return enquiry(terminal, dialogue);
  await settle(terminal, dialogue, (held) => held - amountMinor);
}

/** 06 24: captures BMP 04 and frees the rest. */
export async function bookTotal(terminal: Terminal, dialogue: Dialogue): Promise<void> {
  const { amountMinor } = dialogue.fields;
  await settle(terminal, dialogue, (held) => amountMinor ?? held);
}

/** 06 25: frees all of it. */
export async function preAuthorizationReversal(terminal: Terminal, dialogue: Dialogue): Promise<void> {
  if (terminal.faults.strikes('noReversal')) {
    if (await dialogue.accept()) await dialogue.fail(code.notForThisCard);
    return;
  }
  await settle(terminal, dialogue, () => 0);
}

async function enquiry({ book, tlvActive, faults }: Terminal, dialogue: Dialogue): Promise<void> {
  if (!(await dialogue.accept())) return;
  const open = book.open().map(({ receiptNumber }) => receiptNumber);
  const list = open.length > 0 && tlvActive && !faults.strikes('listWithoutTlv');
  await dialogue.fail(code.noOpenPreAuth, {
    receiptNumber: open[0] ?? 'FFFF',
    ...(list && { tlv: [container(0x23, ...open.map((receipt) => tlv(0x08, receipt)))] }),
  });
}

async function settle(terminal: Terminal, dialogue: Dialogue, captured: (heldMinor: number) => number): Promise<void> {
  const { book, options } = terminal;
  const { receiptNumber = '', currency } = dialogue.fields;
  if (currency !== undefined && currency !== options.currencyCode) return dialogue.refuse(code.wrongCurrency);
  if (!(await dialogue.accept())) return;
  const hold = book.findOpen(receiptNumber);
  if (!hold) {
    const settled = book.find(receiptNumber) !== undefined;
    return dialogue.fail(settled ? code.alreadySettled : code.noOpenPreAuth);
  }
  const toldMinor = captured(hold.heldMinor);
  if (toldMinor < 0 || toldMinor > hold.heldMinor) return dialogue.fail(code.wrongPreAuthAmount);
  const refusal = await bankSays(terminal, dialogue, null);
  // Nobody is there any more: nothing is booked that nobody could acknowledge.
  if (!dialogue.line.alive) return;
  if (refusal !== null) return dialogue.fail(refusal);

  const capturedMinor = terminal.faults.strikes('booksOneMore') ? toldMinor + 1 : toldMinor;
  const numbers = book.settle(receiptNumber, capturedMinor);
  const print = () =>
    printBlock(terminal, dialogue, 'customer', receiptLines(hold, numbers, capturedMinor, options.terminalId));
  const early = terminal.faults.strikes('printsFirst');
  if (early) await print();
  const card = cardById(hold.cardId);
  if (
    !(await announce(
      terminal,
      dialogue,
      hold,
      card?.bank ? { ...card, bank: card.bank } : null,
      numbers,
      capturedMinor,
    ))
  )
    return;
  if (!early) await print();
  await dialogue.complete();
}

const receiptLines = (
  hold: BookEntry,
  numbers: Numbers,
  capturedMinor: number,
  terminalId: string,
): readonly string[] => [
  '** Customer receipt **',
  hold.card,
  `Terminal ${terminalId}`,
  `Receipt ${numbers.receiptNumber}`,
  `Card ${hold.maskedPan}`,
  `Set aside ${(hold.heldMinor / 100).toFixed(2)}`,
  `Paid ${(capturedMinor / 100).toFixed(2)}`,
];
