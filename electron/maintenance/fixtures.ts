import type { LinkView } from '../../machines/staffView.ts';
import type { KioskView } from '../../machines/view.ts';
import type { SignInAnswer, SignInNext } from '../ipc/maintenance.ts';
import { parseConfig } from '../station/config.ts';
import exampleConfig from '../station/example.config.json' with { type: 'json' };
import { silent } from '../station/fixtures.ts';
import { createSettings } from '../station/settings.ts';
import { opened } from '../store/fixtures.ts';
import { createVault } from '../store/vault.ts';
import type { StationHands } from './hands.ts';
import { createMaintenance } from './maintenance.ts';
import type { Invitation } from './people.ts';
import { secondFactor } from './secrets.ts';

/** What tests of the maintenance mode speak in. */

export const START_MS = Date.UTC(2026, 10, 23, 12);
export const GOOD_PIN = '730418';

/** Nothing of it is looked at here but its connectors. */
const attract = { connectors: [] } as unknown as KioskView;

/** The maintenance mode on books of the test. `restart` is another process on the same books. */
export function desk(
  clock = { nowMs: START_MS },
  store = opened(':memory:', () => clock.nowMs),
  key = 7,
  links: () => readonly LinkView[] = () => [],
  hands = {} as unknown as StationHands,
) {
  const config = parseConfig(exampleConfig);
  if (!config.ok) throw new Error(config.error.problems.join());
  const vault = createVault(new Uint8Array(32).fill(key));
  const ticks: (() => void)[] = [];
  const now = () => clock.nowMs;
  const maintenance = createMaintenance({
    config: config.value,
    settings: createSettings({ file: config.value, store, log: silent }),
    store,
    log: silent,
    now,
    vault,
    clock: {
      now,
      at: () => () => undefined,
      every: (_spanMs, callback) => {
        ticks.push(callback);
        return () => undefined;
      },
    },
    onChange: () => undefined,
    view: () => attract,
    openBooks: () => ({
      nowMs: clock.nowMs,
      openSettlements: [],
      awaitingEndOfDay: { count: 0, oldestAtMs: null, isOverdue: false },
    }),
    links,
    hands,
  });
  return {
    maintenance,
    store,
    clock,
    vault,
    /** Time passes, and what looks at it from time to time has looked. */
    pass(ms: number) {
      clock.nowMs += ms;
      for (const tick of ticks) tick();
    },
    restart: () => desk(clock, store, key),
    trail: () => store.staffTrail(Number.MAX_SAFE_INTEGER, 1_000),
  };
}
export type TestDesk = ReturnType<typeof desk>;

export const codeOf = (secret: string, atMs: number): string =>
  secondFactor(secret, '', '').generate({ timestamp: atMs });

/** The next step of an answer that must be one. */
export function next<N extends SignInNext['next']>(answer: SignInAnswer, name: N): Extract<SignInNext, { next: N }> {
  if (answer.ok && answer.value.next === name) return answer.value as Extract<SignInNext, { next: N }>;
  throw new Error(`expected ${name}: ${JSON.stringify(answer)}`);
}

export type Member = {
  readonly number: string;
  readonly secret: string;
  readonly token: string;
  readonly recoveryCodes: readonly string[];
};

/** Signs somebody in with the one-time code, as they do the first time. */
export async function enrol({ maintenance, clock }: TestDesk, invitation: Invitation): Promise<Member> {
  const { number } = invitation.person;
  const { handleSignIn } = maintenance.handlers;
  const asked = next(await handleSignIn({ step: 'pin', number, pin: invitation.code }), 'enrol');
  const code = codeOf(asked.secret, clock.nowMs);
  const entered = next(await handleSignIn({ step: 'enrol', ticket: asked.ticket, pin: GOOD_PIN, code }), 'in');
  return { number, secret: asked.secret, token: entered.token, recoveryCodes: entered.recoveryCodes ?? [] };
}

export async function firstAdministrator(at: TestDesk): Promise<Member> {
  const invitation = await at.maintenance.firstAdministrator;
  if (!invitation) throw new Error('there is an administrator already');
  return enrol(at, invitation);
}

/** Signs an enrolled member in anew, with the code of the moment. */
export async function signIn({ maintenance, clock }: TestDesk, { number, secret }: Member): Promise<SignInAnswer> {
  const { handleSignIn } = maintenance.handlers;
  const asked = next(await handleSignIn({ step: 'pin', number, pin: GOOD_PIN }), 'code');
  return handleSignIn({ step: 'code', ticket: asked.ticket, code: codeOf(secret, clock.nowMs) });
}
