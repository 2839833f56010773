import { command } from '../../bridge/cardTerminal/zvt/commands.ts';
import type { Fields } from '../../bridge/cardTerminal/zvt/fields.ts';
import { container, findValue, type Tlv, tlv } from '../../bridge/cardTerminal/zvt/tlv.ts';
import { maskedPanOf, type SimulatedCard, tokenOf } from './cards.ts';
import { blockingStatus } from './service.ts';
import type { Dialogue, Terminal } from './terminal.ts';

const NO_CARD_IN_TIME = 0x6c;

/** 06 C0: ends with 04 0F or 06 1E, without a Completion. */
export async function readCard(terminal: Terminal, dialogue: Dialogue): Promise<void> {
  const blocked = blockingStatus(terminal);
  if (blocked) return dialogue.refuse(blocked);
  if (!(await dialogue.accept())) return;
  terminal.display = ['Surtidor', 'Present card, phone or key'];
  const card = await cardWithin(terminal, dialogue, (dialogue.fields.timeoutS ?? 0) * 1_000);
  if (card === null) return dialogue.fail(NO_CARD_IN_TIME);
  terminal.lastRead = { card, atMs: terminal.options.now() };
  await dialogue.say(command.statusInformation, describeCard(terminal, card, dialogue.fields));
  if (terminal.faults.strikes('duplicateStatus'))
    await dialogue.say(command.statusInformation, describeCard(terminal, card, dialogue.fields));
}

/** Waits for a card and takes it off the reader; null when none came, or the ECR gave up. */
export async function cardWithin(terminal: Terminal, dialogue: Dialogue, ms: number): Promise<SimulatedCard | null> {
  dialogue.abortable = true;
  terminal.changed();
  const card = await terminal.waitFor(() => terminal.presented, ms, dialogue);
  dialogue.abortable = false;
  if (typeof card === 'string') return null;
  terminal.presented = null;
  terminal.display = ['Surtidor', 'One moment'];
  terminal.changed();
  return card;
}

/** 1F15 bits: 80 token, 40 UID. */
function describeCard(terminal: Terminal, card: SimulatedCard, asked: Fields): Fields {
  const control = findValue(asked.tlv, 0x1f15)?.[0] ?? 0;
  const uid = Buffer.from(card.uid ?? randomUid(terminal.options.random), 'hex');
  const objects: Tlv[] = [];
  if (card.bank && control & 0x80) objects.push(tlv(0x1f14, tokenOf(card.bank)));
  if (control & 0x40) objects.push(tlv(0x4c, Buffer.concat([Buffer.alloc(10 - uid.length), uid])), tlv(0x1f4c, '01'));
  if (card.bank) objects.push(container(0x60, tlv(0x43, card.bank.aid)), tlv(0x1f12, entry(terminal, card)));
  if (terminal.faults.strikes('unknownTag')) objects.unshift(tlv(0x1f7f, 'C0FFEE'));
  const { faults } = terminal;
  const unmasked = card.bank && faults.isOn('unmaskedCardData') && faults.strikes('unmaskedCardData');
  return {
    resultCode: 0,
    ...(card.bank && { maskedPan: maskedPanOf(card.bank) }),
    ...(card.bank &&
      unmasked && { track2: Buffer.from(`${card.bank.pan}d${card.bank.expiry}0f`.padEnd(38, '0'), 'hex') }),
    ...(terminal.tlvActive && { tlv: objects }),
  };
}

/** 1F12: 01 chip, 02 contactless. */
export const entry = (terminal: Terminal, card: SimulatedCard): string =>
  terminal.toBeInserted.has(card.id) ? '01' : '02';

const randomUid = (random: () => number): string =>
  `08${Math.floor(random() * 0x1000000)
    .toString(16)
    .padStart(6, '0')}`;
