import { z } from 'zod';
import { err, ok, type Result } from '../../machines/result.ts';
import { hashSecret } from '../store/scryptHash.ts';
import type { Staff } from '../store/staff.ts';
import type { Vault } from '../store/vault.ts';
import { act, look } from './request.ts';
import { administrators, type Person, Role } from './roles.ts';
import { newInvitation, newNumber, seal, unseal } from './secrets.ts';
import type { Sessions } from './sessions.ts';
import { personOf } from './signIn.ts';

/** For a colleague who comes by tomorrow; for the first administrator, who stands before the console. */
const INVITED_MS = 24 * 60 * 60_000;

/** The one-time code is told this once, to whoever invites; the books have its hash. */
export type Invitation = { readonly person: Person; readonly code: string; readonly untilMs: number };

type Deps = { readonly staff: Staff; readonly vault: Vault; readonly now: () => number };

/** Lets a person choose a PIN and a second factor, the first time or anew. What they had before is void. */
export async function invite({ staff, vault, now }: Deps, person: Person): Promise<Invitation> {
  const code = newInvitation();
  const secrets = { pinHash: await hashSecret(code), totp: null, recoveryHashes: [] };
  const untilMs = now() + INVITED_MS;
  staff.save({ ...person, secrets: seal(vault, person.number, secrets), invitedUntilMs: untilMs });
  return { person, code, untilMs };
}

/**
 * Where there is no administrator who could sign in (a new station, or books brought here without their key), one is
 * invited, so that no password need exist before. Null: there is one.
 */
export async function inviteFirstAdministrator(deps: Deps): Promise<Invitation | null> {
  const all = deps.staff.all();
  const known = all.filter(({ role }) => role === 'administrator');
  if (known.some((row) => row.invitedUntilMs === null && unseal(deps.vault, row) !== null)) return null;
  const [first] = known;
  const number = first?.number ?? newNumber(new Set(all.map((row) => row.number)));
  return invite(deps, { number, name: first?.name ?? 'Administrator', role: 'administrator' });
}

/** Said once, at the console of a station nobody can sign in to yet. */
export const howToEnrol = ({ person, code, untilMs }: Invitation): string =>
  `Nobody can sign in to the maintenance mode yet. The first administrator does so with the number ${person.number} ` +
  `and the one-time code ${code.replace(/\d{4}(?=\d)/g, '$& ')} (until ${new Date(untilMs).toISOString()}).`;

export type PersonView = Person & {
  /** `locked`: what they sign in with cannot be read here; they are to be invited anew. */
  readonly state: 'active' | 'invited' | 'expired' | 'unreadable';
  readonly recoveryCodesLeft: number;
};

const numberOf = z.strictObject({ number: z.string().regex(/^\d{4}$/) });
const named = z.strictObject({ name: z.string().trim().min(1).max(60), role: Role });

/** Who may sign in: for administrators. */
export function peopleRequests(deps: Deps & { readonly sessions: Pick<Sessions, 'closeOf'> }) {
  const { staff, vault, now, sessions } = deps;

  function views(): PersonView[] {
    return staff.all().map((row) => {
      const secrets = unseal(vault, row);
      const { invitedUntilMs } = row;
      const invited = invitedUntilMs !== null && (invitedUntilMs > now() ? 'invited' : 'expired');
      const state = secrets === null ? 'unreadable' : invited || 'active';
      return { ...personOf(row), state, recoveryCodesLeft: secrets?.recoveryHashes.length ?? 0 };
    });
  }

  /** Whoever it is about; nobody shuts themselves out, and so there is always an administrator. */
  function other(number: string, by: Person): Result<Person, { readonly code: 'nobody' | 'yourself' }> {
    const row = staff.byNumber(number);
    if (!row) return err({ code: 'nobody' });
    return number === by.number ? err({ code: 'yourself' }) : ok(personOf(row));
  }

  return {
    'people.list': look({ roles: administrators, input: z.undefined(), handle: () => ok(views()) }),
    'people.invite': act({
      roles: administrators,
      input: named,
      tell: ({ name, role }) => `${name}, ${role}`,
      handle: async ({ name, role }) => {
        const all = staff.all();
        if (all.some((row) => row.name.toLowerCase() === name.toLowerCase()))
          return err({ code: 'nameTaken' as const });
        return ok(await invite(deps, { number: newNumber(new Set(all.map((row) => row.number))), name, role }));
      },
    }),
    'people.inviteAgain': act({
      roles: administrators,
      input: numberOf,
      tell: ({ number }) => staff.byNumber(number)?.name ?? number,
      handle: async ({ number }, by) => {
        const person = other(number, by);
        if (!person.ok) return person;
        sessions.closeOf(number);
        return ok(await invite(deps, person.value));
      },
    }),
    'people.remove': act({
      roles: administrators,
      input: numberOf,
      tell: ({ number }) => staff.byNumber(number)?.name ?? number,
      handle: ({ number }, by) => {
        const person = other(number, by);
        if (!person.ok) return person;
        sessions.closeOf(number);
        staff.remove(number);
        return ok(null);
      },
    }),
  };
}
