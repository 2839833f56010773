import type { TerminalPrompt } from '../../../machines/ports/cardTerminal.ts';
import type { Verdict } from './results.ts';

/** What a test shows, and asks, while it runs. */

export const questions = ['print', 'picture', 'brightness', 'sound', 'speech', 'cables'] as const;
export type Question = (typeof questions)[number];

export type Step =
  | { readonly step: 'working' }
  | { readonly step: 'card'; readonly wants: 'card' | 'key'; readonly prompt: TerminalPrompt }
  /** Money was set aside and is on its way back. */
  | { readonly step: 'releasing' }
  | { readonly step: 'pressStop' }
  | { readonly step: 'releaseStop'; readonly cables: readonly string[] }
  /** Fields of the glass by their number, row by row; `touched` those that felt a finger. */
  | { readonly step: 'touch'; readonly fields: number; readonly touched: readonly number[] }
  | { readonly step: 'ask'; readonly question: Question; readonly cables: readonly string[] };

/** What the person before the station says: an answer, or a field that was touched. `none`: there is nothing to judge. */
export type Said = { readonly said: 'yes' | 'no' | 'none' } | { readonly said: 'touched'; readonly fields: number[] };

/** What a running test has at hand. */
export type Course = {
  /** Fires when it is called off, or overdue, or a driver comes first. */
  readonly signal: AbortSignal;
  /** `withinMs`: how long it waits there; without it, as long as the test may take. */
  show(step: Step, withinMs?: number): void;
  /** Shows a question and waits for yes, no or none. */
  ask(question: Question, cables?: readonly string[]): Promise<'yes' | 'no' | 'none'>;
  /** Waits for the next thing that is said. */
  hear(): Promise<Said>;
  /** Looks from time to time until there is something. Null: `withinMs` went by. */
  until<T>(look: () => T | null, withinMs: number): Promise<T | null>;
};

/** Why a test cannot be run now. `noDevice` and what comes after it do not pass by themselves. */
export type Hindrance = 'inUse' | 'readerInUse' | 'noDevice';

export type TestKind = {
  /** After this it has failed: nobody waits for ever. */
  readonly limitMs: number;
  readonly hindrance: () => Hindrance | null;
  /** It has the card reader: a driver who needs it ends the test. */
  readonly usesReader?: boolean;
  readonly run: (course: Course) => Promise<Verdict>;
};
