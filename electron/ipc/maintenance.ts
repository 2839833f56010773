import { z } from 'zod';
import type { FaultCode } from '../../machines/faults.ts';
import type { Result } from '../../machines/result.ts';
import type { Person } from '../maintenance/roles.ts';

/** What crosses between the maintenance page and the station. The driver's page has no way to any of it. */

const ticket = z.string().min(1).max(64);

/** One step of getting in. Each is answered the same for a number nobody has as for a PIN that is wrong. */
export const SignInStep = z.discriminatedUnion('step', [
  /** The PIN; the first time the one-time code. */
  z.strictObject({ step: z.literal('pin'), number: z.string().regex(/^\d{4}$/), pin: z.string().regex(/^\d{4,12}$/) }),
  /** Six digits of the authenticator app, or ten of a recovery code. */
  z.strictObject({ step: z.literal('code'), ticket, code: z.string().regex(/^(\d{6}|\d{10})$/) }),
  /** A PIN of one's own, and the first code of the second factor that was just shown. */
  z.strictObject({
    step: z.literal('enrol'),
    ticket,
    pin: z.string().regex(/^\d{6,12}$/),
    code: z.string().regex(/^\d{6}$/),
  }),
]);
export type SignInStep = z.infer<typeof SignInStep>;

export type SignInTrouble =
  | 'wrong'
  | 'locked'
  | 'weakPin'
  /** The ticket of the step before is too old: begin again. */
  | 'stale'
  | 'tooMany'
  | 'malformed'
  /** The station keeps no books just now: nobody can be recognised. */
  | 'closed';

export type SignInNext =
  | { readonly next: 'code'; readonly ticket: string }
  /** `uri` is what the QR holds, `secret` the same to be typed. */
  | {
      readonly next: 'enrol';
      readonly ticket: string;
      readonly person: Person;
      readonly uri: string;
      readonly secret: string;
    }
  /** `recoveryCodes`: shown this once; null unless just enrolled. */
  | {
      readonly next: 'in';
      readonly token: string;
      readonly person: Person;
      readonly recoveryCodes: readonly string[] | null;
      /** Null unless a recovery code was used. */
      readonly recoveryCodesLeft: number | null;
    };
export type SignInAnswer = Result<
  SignInNext,
  { readonly code: SignInTrouble; readonly lockedUntilMs?: number | null; readonly detail?: string }
>;

/** A request of somebody signed in: `name` is one of `electron/maintenance/requests.ts`, whose schema parses the input. */
export const StaffRequest = z.strictObject({
  token: z.string().min(1).max(64),
  name: z.string().min(1).max(64),
  input: z.unknown().optional(),
});
export type StaffRequest = z.infer<typeof StaffRequest>;

export type Refused =
  /** Signed out, too long untouched, or never in. */
  | 'signedOut'
  | 'forbidden'
  | 'unknown'
  | 'malformed'
  | 'tooMany'
  /** What is not in the audit trail is not done. */
  | 'notRecorded'
  | 'internal'
  | 'closed';
export type StaffAnswer = Result<unknown, { readonly code: string; readonly detail?: string }>;

/** What the page shows before anybody is signed in. */
export type DoorView = {
  readonly nowMs: number;
  readonly station: { readonly name: string; readonly timeZone: string; readonly simulated: boolean };
  readonly languages: readonly string[];
  /** Why nobody can be let in: the books cannot be used. */
  readonly closed: FaultCode | null;
  readonly lockedUntilMs: number | null;
  /** Whose key was just held to the reader. */
  readonly keyOf: string | null;
};
