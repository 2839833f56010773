import type { Money } from './money.ts';

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';
/** "08:00" of the place, every day from the one to the other. */
export type OpenHours = {
  readonly from: Weekday;
  readonly to: Weekday;
  readonly opens: string;
  readonly closes: string;
};

/** What the help sheet needs beside the screen it lies over. */
export type HelpView = {
  /** When somebody answers the help line; null: not known. */
  readonly hours: 'always' | readonly OpenHours[] | null;
  /** What a driver names on the phone; null while there is no session. */
  readonly reference: string | null;
  /** Address of a chat that knows where the driver stands; null: there is none. */
  readonly chat: string | null;
  /** What a charge sets aside, and after how many days the bank ends that by itself. */
  readonly hold: Money;
  readonly holdEndsAfterDays: number;
  /** Whether a problem can be reported here. */
  readonly takesReports: boolean;
  /** Null: nobody can be asked to call. `home` is the country a number without its code belongs to (ISO 3166). */
  readonly callBack: { readonly home: string; readonly keptHours: number } | null;
  /** What this visitor has asked for. */
  readonly request: HelpRequestView | null;
};

/**
 * `noted`: kept for staff, nobody else is told. `waiting`: the desk cannot be reached, it is tried again. `failed`: given
 * up. The number to call is erased with `delivered` and `failed`.
 */
export type HelpRequestView = {
  /** What a driver names on the phone: "S1-H7". */
  readonly number: string;
  readonly state: 'noted' | 'sending' | 'waiting' | 'delivered' | 'failed';
  readonly wantsCall: boolean;
};
