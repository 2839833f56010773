import { randomBytes } from 'node:crypto';
import { err, ok } from '../../machines/result.ts';
import type { SignInAnswer, SignInStep, SignInTrouble } from '../ipc/maintenance.ts';
import { createRateLimit } from '../ipc/rateLimit.ts';
import { createMutex } from '../station/mutex.ts';
import { hashSecret, matchesSecret } from '../store/scryptHash.ts';
import type { StaffRow } from '../store/staff.ts';
import type { StaffSignIn, Store } from '../store/store.ts';
import type { Vault } from '../store/vault.ts';
import { createLockOut } from './lockOut.ts';
import type { Person } from './roles.ts';
import {
  findRecovery,
  isWeakPin,
  newRecoveryCodes,
  newSecondFactor,
  type Secrets,
  seal,
  secondFactor,
  stepOfCode,
  unseal,
} from './secrets.ts';
import type { Sessions } from './sessions.ts';

/** How long a step waits for the next one. An enrolment takes fetching the phone. */
const CODE_MS = 2 * 60_000;
const ENROL_MS = 15 * 60_000;
/** Slower than any list of PINs is worth, quick enough for a hand. */
const TRIES_PER_SECOND = 1;
const TRIES_AT_ONCE = 6;

type Ticket = { readonly number: string; readonly untilMs: number; readonly newSecret: string | null };

/** Number, PIN, second factor; or, with the one-time code in the place of the PIN, the choice of both. */
export function createSignIn(deps: {
  readonly store: Pick<Store, 'staff' | 'recordSignIn'>;
  readonly vault: Vault;
  readonly sessions: Pick<Sessions, 'open'>;
  readonly now: () => number;
  /** Shown by the authenticator app. */
  readonly stationName: string;
}) {
  const { store, vault, sessions, now, stationName } = deps;
  const { staff } = store;
  const lockOut = createLockOut(staff, now);
  const limit = createRateLimit(TRIES_PER_SECOND, TRIES_AT_ONCE, () => performance.now());
  // Two tries at once would both be looked at before either has failed.
  const oneByOne = createMutex();
  const tickets = new Map<string, Ticket>();
  let toldLockedUntilMs: number | null = null;

  const refuse = (code: SignInTrouble, lockedUntilMs: number | null = null): SignInAnswer =>
    err({ code, lockedUntilMs });

  function record(action: StaffSignIn['action'], number: string, result: string): void {
    const row = staff.byNumber(number);
    store.recordSignIn({ person: row?.name ?? number, role: row?.role ?? null, action, result });
  }

  function newTicket(number: string, spanMs: number, newSecret: string | null): string {
    for (const [name, { untilMs, number: other }] of tickets)
      if (untilMs <= now() || other === number) tickets.delete(name);
    const name = randomBytes(24).toString('base64url');
    tickets.set(name, { number, untilMs: now() + spanMs, newSecret });
    return name;
  }
  function ticketOf(name: string): Ticket | null {
    const ticket = tickets.get(name);
    return ticket && ticket.untilMs > now() ? ticket : null;
  }

  /** Null: go on. While locked nothing is looked at, right or wrong; the trail tells of each lock once. */
  function keepOut(number: string, action: StaffSignIn['action']): SignInAnswer | null {
    const untilMs = lockOut.lockedUntilMs(number);
    if (untilMs === null) return null;
    if (untilMs !== toldLockedUntilMs) record(action, number, 'locked');
    toldLockedUntilMs = untilMs;
    return refuse('locked', untilMs);
  }

  function wrong(number: string, action: StaffSignIn['action'], why: string): SignInAnswer {
    record(action, number, why);
    lockOut.failed(number);
    return refuse('wrong', lockOut.lockedUntilMs(number));
  }

  async function pin(number: string, typed: string): Promise<SignInAnswer> {
    const kept = keepOut(number, 'pin');
    if (kept) return kept;
    const row = staff.byNumber(number);
    const secrets = row && unseal(vault, row);
    const isRight = await matchesSecret(typed, secrets?.pinHash ?? null);
    if (!row || !secrets || !isRight) return wrong(number, 'pin', row ? 'wrong' : 'nobody');
    if (row.invitedUntilMs === null) {
      record('pin', number, 'ok');
      return ok({ next: 'code', ticket: newTicket(number, CODE_MS, null) });
    }
    if (row.invitedUntilMs <= now()) return wrong(number, 'pin', 'expired');
    record('pin', number, 'invited');
    const secret = newSecondFactor();
    const uri = secondFactor(secret, `${row.name} (${number})`, stationName).toString();
    return ok({ next: 'enrol', ticket: newTicket(number, ENROL_MS, secret), person: personOf(row), uri, secret });
  }

  async function code(ticketName: string, typed: string): Promise<SignInAnswer> {
    const ticket = ticketOf(ticketName);
    if (!ticket || ticket.newSecret !== null) return refuse('stale');
    const { number } = ticket;
    const action = typed.length === 6 ? 'code' : 'recoveryCode';
    const kept = keepOut(number, action);
    if (kept) return kept;
    const row = staff.byNumber(number);
    const secrets = row && unseal(vault, row);
    if (!row || !secrets?.totp) return refuse('stale');
    if (action === 'recoveryCode') return recoveryCode(row, secrets, ticketName, typed);
    const step = stepOfCode(secrets.totp, typed, now());
    if (step === null) return wrong(number, action, 'wrong');
    if (!staff.takeStep(number, step)) return wrong(number, action, 'replayed');
    return enter(row, action, ticketName);
  }

  async function recoveryCode(row: StaffRow, secrets: Secrets, ticket: string, typed: string): Promise<SignInAnswer> {
    const used = await findRecovery(typed, secrets.recoveryHashes);
    if (used === null) return wrong(row.number, 'recoveryCode', 'wrong');
    const recoveryHashes = secrets.recoveryHashes.filter((hash) => hash !== used);
    staff.save({ ...row, secrets: seal(vault, row.number, { ...secrets, recoveryHashes }) });
    return enter(row, 'recoveryCode', ticket, { recoveryCodesLeft: recoveryHashes.length });
  }

  async function enrol(ticketName: string, chosenPin: string, typed: string): Promise<SignInAnswer> {
    const ticket = ticketOf(ticketName);
    const row = ticket && staff.byNumber(ticket.number);
    if (!ticket?.newSecret || !row || row.invitedUntilMs === null) return refuse('stale');
    const kept = keepOut(row.number, 'enrol');
    if (kept) return kept;
    if (isWeakPin(chosenPin, row.number)) return refuse('weakPin');
    const step = stepOfCode(ticket.newSecret, typed, now());
    if (step === null) return wrong(row.number, 'enrol', 'wrong');
    const { codes, hashes } = await newRecoveryCodes();
    const secrets: Secrets = {
      pinHash: await hashSecret(chosenPin),
      totp: ticket.newSecret,
      recoveryHashes: hashes,
    };
    staff.save({ ...row, invitedUntilMs: null, secrets: seal(vault, row.number, secrets) });
    staff.takeStep(row.number, step);
    return enter(row, 'enrol', ticketName, { recoveryCodes: codes });
  }

  function enter(
    row: StaffRow,
    action: StaffSignIn['action'],
    ticket: string,
    told: { recoveryCodes?: readonly string[]; recoveryCodesLeft?: number } = {},
  ): SignInAnswer {
    // Nobody gets in unrecorded: when the books refuse, this throws.
    record(action, row.number, 'ok');
    tickets.delete(ticket);
    lockOut.succeeded(row.number);
    const { recoveryCodes = null, recoveryCodesLeft = null } = told;
    return ok({
      next: 'in',
      token: sessions.open(personOf(row)),
      person: personOf(row),
      recoveryCodes,
      recoveryCodesLeft,
    });
  }

  return {
    lockedUntilMs: lockOut.stationLockedUntilMs,
    async step(step: SignInStep): Promise<SignInAnswer> {
      if (!limit.take()) return refuse('tooMany');
      return oneByOne(() => {
        if (step.step === 'pin') return pin(step.number, step.pin);
        return step.step === 'code' ? code(step.ticket, step.code) : enrol(step.ticket, step.pin, step.code);
      });
    },
  };
}

export const personOf = ({ number, name, role }: StaffRow): Person => ({ number, name, role });
