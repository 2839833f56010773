import { command } from '../../bridge/cardTerminal/zvt/commands.ts';
import { findValue } from '../../bridge/cardTerminal/zvt/tlv.ts';
import { announce } from './announce.ts';
import { bankSays, code } from './bank.ts';
import { type BankCard, maskedPanOf, type SimulatedCard } from './cards.ts';
import { cardWithin } from './readCard.ts';
import { blockingStatus } from './service.ts';
import type { Dialogue, Terminal } from './terminal.ts';

const WITH_READ_CARD = 0x02;
/** A read card is remembered this long. */
const READ_CARD_MS = 60_000;
/** 06 22: card, PIN if it wants one, the bank's answer, 04 0F, and only with the ECR's acknowledgement it stands. */
export async function preAuthorization(terminal: Terminal, dialogue: Dialogue): Promise<void> {
  const { fields } = dialogue;
  const { options, faults, book } = terminal;
  const blocked = blockingStatus(terminal);
  if (blocked) return dialogue.refuse(blocked);
  if (fields.currency !== options.currencyCode) return dialogue.refuse(code.wrongCurrency);
  if (!fields.amountMinor) return dialogue.refuse(code.wrongAmount);
  if (!(await dialogue.accept())) return;

  const card = await payingCard(terminal, dialogue);
  if (typeof card === 'number') return dialogue.fail(card);
  const refusal = (await pinOf(terminal, dialogue, card)) ?? (await bankSays(terminal, dialogue, card.bank));
  if (!dialogue.line.alive) return;
  if (refusal !== null) return decline(terminal, dialogue, card, refusal);

  const asked = faults.strikes('lowerApproval') ? Math.ceil(fields.amountMinor / 2) : fields.amountMinor;
  const reference = findValue(fields.tlv, 0x1f63)?.toString('latin1') ?? null;
  const hold = book.hold({
    heldMinor: Math.min(asked, card.bank.limitMinor ?? asked),
    cardId: card.id,
    card: card.label,
    maskedPan: maskedPanOf(card.bank),
    authorizationNumber: String(Math.floor(options.random() * 1_000_000)).padStart(6, '0'),
    reference,
    atMs: options.now(),
  });
  if (await announce(terminal, dialogue, hold, card, hold, hold.heldMinor)) {
    terminal.toBeInserted.delete(card.id);
    terminal.lastRead = null;
    await dialogue.complete();
  }
}

/** The card of the last 06 C0 if the ECR wants that one (BMP 19 bit 02), else one presented now. */
async function payingCard(terminal: Terminal, dialogue: Dialogue): Promise<BankCard | number> {
  const { lastRead, options } = terminal;
  const remembered = lastRead && options.now() - lastRead.atMs < READ_CARD_MS ? lastRead.card : null;
  let card: SimulatedCard | null = remembered;
  if (!((dialogue.fields.kind ?? 0) & WITH_READ_CARD)) {
    terminal.display = ['Please pay', 'Present or insert card'];
    await dialogue.tell(0x0a);
    card = await cardWithin(terminal, dialogue, options.cardTimeoutMs);
    if (!card) return code.aborted;
  }
  if (!card) return code.noCard;
  return card.bank ? { ...card, bank: card.bank } : code.unknownCard;
}

/** A tap is enough unless the issuer wants the PIN; three wrong ones end it. Null: all is well. */
async function pinOf(terminal: Terminal, dialogue: Dialogue, card: BankCard): Promise<number | null> {
  const { pin, chipOnly } = card.bank;
  if (chipOnly && !terminal.toBeInserted.has(card.id)) {
    terminal.toBeInserted.add(card.id);
    return code.insertAndPin;
  }
  if (pin === null) return null;
  for (let attempt = 1; attempt <= 3; attempt++) {
    terminal.display = ['PIN, please', ''];
    terminal.typedPin = null;
    terminal.waitsForPin = true;
    dialogue.abortable = true;
    await dialogue.tell(attempt === 1 ? 0x01 : 0x15);
    terminal.changed();
    const typed = await terminal.waitFor(() => terminal.typedPin, terminal.options.cardTimeoutMs, dialogue);
    dialogue.abortable = false;
    terminal.waitsForPin = false;
    terminal.typedPin = null;
    if (typed === 'timeout' || typed === 'aborted') return code.aborted;
    if (typed === pin) return null;
  }
  return code.pinTriesExceeded;
}

async function decline({ options }: Terminal, dialogue: Dialogue, card: BankCard, resultCode: number): Promise<void> {
  const refused = { resultCode, terminalId: options.terminalId, cardType: card.bank.cardType };
  if (resultCode !== code.aborted) {
    await dialogue.tell(0x13);
    await dialogue.say(command.statusInformation, { ...refused, additionalText: 'Declined' });
  }
  await dialogue.fail(resultCode);
}
