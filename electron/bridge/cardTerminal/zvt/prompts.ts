import type { TerminalPrompt } from '../../../../machines/ports/cardTerminal.ts';
import { hex } from './bytes.ts';

/** Intermediate status 04 FF (chapter 5) in the driver's terms; what is not listed means "please wait". */
const rows: readonly (readonly [codes: string, prompt: TerminalPrompt])[] = [
  ['0A', 'presentCard'],
  ['2A', 'insertCard'],
  ['01 02 15', 'enterPin'],
  ['0B 41 42 4B 4E 57 5E', 'removeCard'],
  ['68', 'cardDetected'],
  ['E0 E1', 'chooseOnTerminal'],
  ['0C 19', 'tryAgain'],
  ['03 07 08 09 0D 10 13 14 16 18 1D', 'declined'],
  ['1B 1C', 'approved'],
];

const prompts = new Map(rows.flatMap(([codes, prompt]) => codes.split(' ').map((code) => [code, prompt] as const)));

/** Codes 40h above another one say the same and "remove card"; where those are not named, removing is what counts. */
const alsoRemove = (code: number): boolean => code >= 0x40 && code < 0x60 && !prompts.has(hex(code));

export const promptOf = (statusCode: number): TerminalPrompt =>
  prompts.get(hex(statusCode)) ?? (alsoRemove(statusCode) ? 'removeCard' : 'wait');

export type PromptScreen = {
  readonly onPrompt: (prompt: TerminalPrompt) => void;
  readonly shown: () => TerminalPrompt | null;
};

/** Tells each prompt once, and remembers it: "try again" must outlast the beginning of the next round. */
export function promptScreen(tell: (prompt: TerminalPrompt) => void): PromptScreen {
  let shown: TerminalPrompt | null = null;
  return {
    shown: () => shown,
    onPrompt(prompt) {
      if (prompt !== shown) tell(prompt);
      shown = prompt;
    },
  };
}
