import type { Result } from '../result.ts';

/** What a driver asked for at the screen, for the people who help. */
export type HelpRequest = {
  /** Names it for ever: repeated after an outcome nobody knows, the desk can tell that it is the same. */
  readonly id: string;
  readonly station: string;
  /** Null: it is about no cable in particular. */
  readonly evseId: string | null;
  readonly sessionId: string | null;
  readonly receiptNumber: string | null;
  /** A `HelpTopic`; null: none of them. */
  readonly topic: string | null;
  readonly screen: string;
  /** The code the screen showed, as "P-101". */
  readonly fault: string | null;
  /** The driver's, BCP 47. */
  readonly language: string;
  readonly askedAtMs: number;
  /** Whom to call, E.164; null: nobody, it is only reported. */
  readonly phone: string | null;
};

export type HelpDeskError = {
  readonly code: /** Out of reach, or the connection broke: it may have arrived all the same. */
    | 'link_lost'
    | 'timed_out'
    /** The desk does not know us: for staff to mend. */
    | 'auth_failed'
    /** Not now: another try later. */
    | 'deferred'
    /** This request will never be taken. */
    | 'refused';
  /** For the log. Never has the number. */
  readonly detail: string;
};

/** Where people are told that a driver wants help. */
export interface HelpDesk {
  /** Ok: the desk has taken it over. */
  tell(request: HelpRequest): Promise<Result<void, HelpDeskError>>;
}
