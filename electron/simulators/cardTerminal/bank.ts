import type { BankAccount } from './cards.ts';
import type { Dialogue, Terminal } from './terminal.ts';

/** Result codes (chapter 4) of this terminal and its bank. */
export const code = {
  declined: 0x05,
  wrongAmount: 0x0d,
  insertAndPin: 0x41,
  pinTriesExceeded: 0x4b,
  hostUnreachable: 0x5b,
  noCard: 0x65,
  notForThisCard: 0x67,
  aborted: 0x6c,
  wrongCurrency: 0x6f,
  unknownCard: 0x7a,
  alreadySettled: 0xb4,
  wrongPreAuthAmount: 0xb7,
  noOpenPreAuth: 0xb8,
} as const;

/** Null: the bank agrees. */
export async function bankSays(
  terminal: Terminal,
  dialogue: Dialogue,
  bank: BankAccount | null,
): Promise<number | null> {
  const { faults } = terminal;
  terminal.display = ['Please wait', 'Asking the bank'];
  terminal.changed();
  await dialogue.tell(0x17, faults.strikes('longHostWait') ? { timeoutMinutes: 0x02 } : {});
  await new Promise((resolve) => setTimeout(resolve, terminal.bankDelayMs));
  if (faults.strikes('waitsForever'))
    while (dialogue.line.alive) {
      await dialogue.tell(0x17);
      await new Promise((resolve) => setTimeout(resolve, Math.max(terminal.bankDelayMs, 20)));
    }
  if (faults.strikes('bankUnreachable')) return code.hostUnreachable;
  if (bank && faults.strikes('bankDeclines')) return code.declined;
  return bank?.refusal ?? null;
}
