import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { z } from 'zod';
import { hashSecret, matchesSecret } from '../store/scryptHash.ts';
import type { StaffRow } from '../store/staff.ts';
import type { Vault } from '../store/vault.ts';

/** What a person signs in with, as it lies sealed beside their name. */
const Secrets = z.strictObject({
  /** Of the PIN; of the one-time code while they are only invited. */
  pinHash: z.string(),
  /** RFC 6238 secret in base32; null while they are only invited. */
  totp: z.string().nullable(),
  recoveryHashes: z.array(z.string()),
});
export type Secrets = z.infer<typeof Secrets>;

const PERIOD_S = 30;
const RECOVERY_CODES = 8;
const RECOVERY_DIGITS = 10;
const INVITATION_DIGITS = 12;

/** About whom it is: secrets moved to another row do not open there. */
const about = (number: string): string => `staff ${number}`;

export const seal = (vault: Vault, number: string, secrets: Secrets): Uint8Array =>
  vault.seal(JSON.stringify(secrets), about(number));

/** Null: sealed with another key (the books are a copy from elsewhere), or changed since. */
export function unseal(vault: Vault, { number, secrets }: StaffRow): Secrets | null {
  const text = vault.open(secrets, about(number));
  return text === null ? null : Secrets.parse(JSON.parse(text));
}

/** A second factor as authenticator apps take it: SHA-1, six digits, thirty seconds are what all of them know. */
export function secondFactor(secret: string, label: string, issuer: string): TOTP {
  return new TOTP({ issuer, label, secret: Secret.fromBase32(secret), digits: 6, period: PERIOD_S });
}
export const newSecondFactor = (): string => new Secret({ size: 20 }).base32;

/** The time step a code belongs to, of this one and its two neighbours; null when of none. */
export function stepOfCode(secret: string, code: string, nowMs: number): number | null {
  const delta = secondFactor(secret, '', '').validate({ token: code, timestamp: nowMs, window: 1 });
  return delta === null ? null : Math.floor(nowMs / 1000 / PERIOD_S) + delta;
}

/** Codes for the day the phone is lost, each good once, and their hashes. */
export async function newRecoveryCodes(): Promise<{ readonly codes: readonly string[]; readonly hashes: string[] }> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => digits(RECOVERY_DIGITS));
  return { codes, hashes: await Promise.all(codes.map(hashSecret)) };
}

/** The hash a recovery code belongs to. All are tried: how long it takes does not tell which. */
export async function findRecovery(code: string, hashes: readonly string[]): Promise<string | null> {
  let found: string | null = null;
  for (const hash of hashes) if (await matchesSecret(code, hash)) found = hash;
  return found;
}

export const newInvitation = (): string => digits(INVITATION_DIGITS);

/** Four digits nobody has yet; not in sequence, so that one number does not tell the next. */
export function newNumber(taken: ReadonlySet<string>): string {
  for (;;) {
    const number = String(randomInt(1_000, 10_000));
    if (!taken.has(number)) return number;
  }
}

/** What anybody would try first: one digit, a run up or down, a piece that repeats. */
export function isWeakPin(pin: string, number: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, i) => (Number(digit) - Number(pin[i]) + 10) % 10));
  const isRun = steps.size === 1 && [0, 1, 9].some((step) => steps.has(step));
  return isRun || /^(\d{2,3})\1+$/.test(pin) || pin.includes(number);
}

const digits = (length: number): string => Array.from({ length }, () => String(randomInt(10))).join('');
