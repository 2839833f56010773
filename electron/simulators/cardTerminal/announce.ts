import { command } from '../../bridge/cardTerminal/zvt/commands.ts';
import type { Fields } from '../../bridge/cardTerminal/zvt/fields.ts';
import { container, findValue, type Tlv, tlv } from '../../bridge/cardTerminal/zvt/tlv.ts';
import { code } from './bank.ts';
import type { BookEntry, Numbers } from './book.ts';
import { type BankCard, tokenOf } from './cards.ts';
import { entry } from './readCard.ts';
import type { Dialogue, Terminal } from './terminal.ts';

/** Sends 04 0F; true when the ECR has acknowledged and the booking stands. Else it is undone and the dialogue ended. */
export async function announce(
  terminal: Terminal,
  dialogue: Dialogue,
  hold: BookEntry,
  card: BankCard | null,
  numbers: Numbers,
  amountMinor: number,
): Promise<boolean> {
  const { book, faults } = terminal;
  const { line } = dialogue;
  const status = statusFields(terminal, dialogue, hold, card, numbers, amountMinor);
  const undo = (): false => {
    book.undo(hold.receiptNumber);
    terminal.changed();
    return false;
  };
  if (faults.strikes('dropBeforeStatus')) {
    line.drop();
    return undo();
  }
  const answering = dialogue.say(command.statusInformation, status);
  if (faults.strikes('dropAfterStatus')) {
    line.drop();
    await answering;
    return undo();
  }
  let answer = await answering;
  for (let again = 0; answer === 'busy' && again < (dialogue.fields.maxStatusRounds ?? 0); again++) {
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    answer = await dialogue.say(command.statusInformation, status);
  }
  if (faults.strikes('ackLost')) {
    line.drop();
    return undo();
  }
  if (answer !== 'positive') {
    undo();
    if (answer !== 'lost') await dialogue.fail(code.aborted);
    return false;
  }
  book.confirm(hold.receiptNumber, {
    receiptNumber: numbers.receiptNumber,
    traceNumber: numbers.traceNumber,
    amountMinor,
  });
  terminal.changed();
  if (faults.strikes('duplicateStatus')) await dialogue.say(command.statusInformation, status);
  return true;
}

function statusFields(
  terminal: Terminal,
  dialogue: Dialogue,
  hold: BookEntry,
  card: BankCard | null,
  { receiptNumber, traceNumber }: Numbers,
  amountMinor: number,
): Fields {
  const { options, faults } = terminal;
  const stamp = new Date(options.now()).toISOString();
  const unmasked = card !== null && faults.isOn('unmaskedCardData') && faults.strikes('unmaskedCardData');
  const objects: Tlv[] = [];
  if (card) {
    const asked = findValue(dialogue.fields.tlv, 0x1f15)?.[0] ?? 0;
    if (asked & 0x80) objects.push(tlv(0x1f14, tokenOf(card.bank)));
    objects.push(
      container(0x2f, tlv(0x1f10, card.bank.pin ? '02' : '00'), tlv(0x1f11, '01'), tlv(0x1f12, entry(terminal, card))),
    );
    objects.push(container(0x60, tlv(0x43, card.bank.aid)));
  }
  if (faults.strikes('unknownTag')) objects.unshift(tlv(0x1f7f, 'C0FFEE'));
  return {
    resultCode: 0,
    amountMinor,
    currency: faults.strikes('otherCurrency') ? '0840' : options.currencyCode,
    time: stamp.slice(11, 19).replaceAll(':', ''),
    date: stamp.slice(5, 10).replace('-', ''),
    maskedPan: unmasked ? card.bank.pan : hold.maskedPan,
    ...(unmasked && { track2: Buffer.from(`${card.bank.pan}d${card.bank.expiry}0f`.padEnd(38, '0'), 'hex') }),
    receiptNumber,
    authorizationNumber: hold.authorizationNumber,
    traceNumber,
    kind: card?.bank.pin ? 0x70 : 0x60,
    terminalId: options.terminalId,
    ...(card && { expiry: '9999', cardType: card.bank.cardType, cardName: card.bank.brand }),
    merchantId: '804011926',
    ...(terminal.tlvActive && { tlv: objects }),
  };
}
