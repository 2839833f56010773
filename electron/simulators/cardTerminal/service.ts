import { command } from '../../bridge/cardTerminal/zvt/commands.ts';
import type { SchemeTotals } from '../../bridge/cardTerminal/zvt/fieldCodecs.ts';
import { encodeMessage } from '../../bridge/cardTerminal/zvt/messages.ts';
import { charsetOfTag14 } from '../../bridge/cardTerminal/zvt/text.ts';
import { container, findValue, tlv } from '../../bridge/cardTerminal/zvt/tlv.ts';
import type { BookEntry } from './book.ts';
import { cardById } from './cards.ts';
import type { TerminalFault } from './faults.ts';
import { printBlock } from './receipts.ts';
import type { Dialogue, Terminal } from './terminal.ts';

const VENDING_MODE = 0x10;

/** 06 00: config byte, currency, and by the presence of BMP 06 whether it speaks TLV. */
export async function registration(terminal: Terminal, dialogue: Dialogue): Promise<void> {
  const { fields, line } = dialogue;
  const { options, faults } = terminal;
  if (fields.currency !== undefined && fields.currency !== options.currencyCode)
    return line.answer(encodeMessage(command.badRegistration, { resultCode: 0x6f, currency: options.currencyCode }));
  if (!(await dialogue.accept())) return;
  terminal.registered = true;
  terminal.configByte = fields.configByte ?? 0x86;
  terminal.tlvActive = fields.tlv !== undefined;
  const wanted = findValue(fields.tlv, 0x14);
  const terminalId =
    faults.isOn('wrongTerminalId') && faults.strikes('wrongTerminalId') ? '99999999' : options.terminalId;
  await dialogue.complete({
    kind: VENDING_MODE,
    ...(!faults.isOn('namelessRegistration') && { terminalId }),
    currency: options.currencyCode,
    ...(terminal.tlvActive && wanted && { tlv: [container(0x27, tlv(0x14, wanted))] }),
  });
  line.charset = charsetOfTag14(wanted?.[0]);
}

/** 06 02: the config byte falls back, TLV is off. */
export async function logOff(terminal: Terminal, dialogue: Dialogue): Promise<void> {
  terminal.registered = false;
  terminal.configByte = 0x86;
  terminal.tlvActive = false;
  await dialogue.accept();
}

const statuses: readonly (readonly [fault: TerminalFault, status: number])[] = [
  ['statusEndOfDay', 0xf0],
  ['statusInitialise', 0x51],
  ['statusDiagnosis', 0x62],
  ['outOfOrder', 0xdf],
];

/** Status that stands in the way of cards; the remedy for it (06 50, 06 93, 06 70) clears the first three. */
export const blockingStatus = ({ faults }: Terminal): number =>
  statuses.find(([fault]) => faults.isOn(fault))?.[1] ?? 0x00;

/** 05 01, positional: version, status, TLV. */
export async function status(terminal: Terminal, dialogue: Dialogue): Promise<void> {
  if (!(await dialogue.accept())) return;
  const service = dialogue.fields.serviceByte ?? 0;
  const terminalStatus = terminal.faults.strikes('statusBusy') ? 0x9c : blockingStatus(terminal);
  await dialogue.complete({
    ...(!(service & 0x02) && { softwareVersion: 'Surtidor simulated terminal 1' }),
    terminalStatus,
    ...(service & 0x04 && { tlv: [tlv(0x1f44, terminal.options.terminalId)] }),
  });
}

export async function initialisation(terminal: Terminal, dialogue: Dialogue): Promise<void> {
  if (!(await dialogue.accept())) return;
  await dialogue.tell(0x17);
  terminal.faults.clear('statusInitialise');
  await dialogue.complete();
}

export async function diagnosis(terminal: Terminal, dialogue: Dialogue): Promise<void> {
  if (!(await dialogue.accept())) return;
  await dialogue.tell(0x17);
  const [date, time] = new Date(terminal.options.now()).toISOString().split('T');
  await dialogue.say(command.setEcrTime, {
    dateYYMMDD: (date ?? '').replaceAll('-', '').slice(2),
    time: (time ?? '').replaceAll(':', '').slice(0, 6),
  });
  await printBlock(terminal, dialogue, 'report', ['Diagnosis', 'Host reached']);
  terminal.faults.clear('statusDiagnosis');
  await dialogue.complete();
}

/** 06 50: refused while a pre-authorization is open, unless made to book it in full as card complete terminals do. */
export async function endOfDay(terminal: Terminal, dialogue: Dialogue): Promise<void> {
  const { book, faults } = terminal;
  if (!(await dialogue.accept())) return;
  const [oldest] = book.open();
  if (oldest && !faults.isOn('bookOpenAtEndOfDay')) return dialogue.fail(0xb8, { receiptNumber: oldest.receiptNumber });
  for (const { receiptNumber, heldMinor } of book.open()) {
    const numbers = book.settle(receiptNumber, heldMinor);
    book.confirm(receiptNumber, { ...numbers, amountMinor: heldMinor });
  }
  await dialogue.tell(0x0f);
  const { entries } = book.closeDay();
  const { count, minor } = sumOf(entries);
  const ofScheme = (scheme: Scheme) => sumOf(entries.filter(({ cardId }) => schemeOf(cardId) === scheme));
  const totals: SchemeTotals = {
    firstReceipt: '0001',
    lastReceipt: book.last()?.receiptNumber ?? '0001',
    schemes: {
      girocard: ofScheme('girocard'),
      jcb: ofScheme('jcb'),
      mastercard: ofScheme('mastercard'),
      amex: ofScheme('amex'),
      visa: ofScheme('visa'),
      diners: ofScheme('diners'),
      other: ofScheme('other'),
    },
  };
  if (faults.strikes('dropInEndOfDay')) return dialogue.line.drop();
  await dialogue.say(command.statusInformation, { resultCode: 0, amountMinor: minor, totals });
  await printBlock(terminal, dialogue, 'report', [
    'End of day',
    `Bookings: ${count}`,
    `Total: ${(minor / 100).toFixed(2)}`,
  ]);
  faults.clear('statusEndOfDay');
  await dialogue.complete();
}

const sumOf = (entries: readonly BookEntry[]) => ({
  count: entries.length,
  minor: entries.reduce((sum, { capturedMinor }) => sum + (capturedMinor ?? 0), 0),
});

type Scheme = keyof SchemeTotals['schemes'];
/** By ZVT card type (BMP 8A). */
const schemes: Readonly<Record<number, Scheme>> = {
  5: 'girocard',
  6: 'mastercard',
  8: 'amex',
  10: 'visa',
  46: 'mastercard',
};
const schemeOf = (cardId: string): Scheme => schemes[cardById(cardId)?.bank?.cardType ?? 0] ?? 'other';

/** 06 20: the last 04 0F once more. */
export async function repeatReceipt({ book, options }: Terminal, dialogue: Dialogue): Promise<void> {
  if (!(await dialogue.accept())) return;
  const last = book.last();
  if (!last) return dialogue.fail(0x15);
  const { amountMinor, receiptNumber, traceNumber } = last;
  const { currencyCode: currency, terminalId } = options;
  const repeated = { resultCode: 0, amountMinor, currency, receiptNumber, traceNumber, terminalId };
  if ((dialogue.fields.serviceByte ?? 0) & 0x01) await dialogue.say(command.statusInformation, repeated);
  await dialogue.complete();
}
