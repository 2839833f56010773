import type { StationHandlers } from '../ipc/contract.ts';
import type { Clock } from '../station/clock.ts';
import type { Vault } from '../store/vault.ts';
import { createDesk, type Desk } from './desk.ts';
import { createDoorbell, type Doorbell } from './doorbell.ts';
import { type Invitation, inviteFirstAdministrator } from './people.ts';
import { allRequests, type MaintenanceParts } from './requests.ts';
import { createSessions } from './sessions.ts';
import { createSignIn } from './signIn.ts';
import { createTests } from './tests.ts';

const LOOK_EVERY_MS = 5_000;
/** How long the sign-in waits for the next thing typed. An enrolment fetches its phone. */
const WAITS_MS = 120_000;

export type Maintenance = {
  readonly handlers: StationHandlers['maintenance'];
  /** What staff ask of the process around the station, and who had no business to. */
  readonly desk: Pick<Desk, 'hear' | 'intruder'>;
  /** Whether staff are at the screen: drivers are told that the station is being looked after. */
  isAttended(): boolean;
  /** Somebody of staff wants in; with a key at the reader it is known who. */
  call(number: string | null): void;
  /** For the person at the console, once: null when there is an administrator already. */
  readonly firstAdministrator: Promise<Invitation | null>;
  stop(): void;
};

/** The maintenance mode of a station with books: who gets in, and what they can ask for. */
export function createMaintenance(
  parts: MaintenanceParts & {
    readonly vault: Vault;
    readonly clock: Clock;
    readonly doorbell?: Doorbell;
    readonly onChange: () => void;
  },
): Maintenance {
  const { config, store, vault, log, now, clock, doorbell = createDoorbell() } = parts;
  let key: { readonly number: string; readonly untilMs: number } | null = null;
  /** Whoever was called and has not signed in by then has gone: the screen is the drivers' again. */
  let waitsUntilMs: number | null = null;
  const sessions = createSessions(now, () => {
    if (!sessions.isAnyOpen()) doorbell.leave();
    parts.onChange();
  });
  const signIn = createSignIn({ store, vault, sessions, now, stationName: config.station.name });
  const tests = createTests(parts);
  const desk = createDesk({ requests: allRequests({ ...parts, sessions, tests }), sessions, store, log });
  const stopLooking = clock.every(LOOK_EVERY_MS, () => {
    desk.look();
    if (sessions.isAnyOpen()) waitsUntilMs = null;
    if (waitsUntilMs !== null && now() >= waitsUntilMs) leave();
  });

  function leave(): void {
    waitsUntilMs = null;
    key = null;
    if (!sessions.isAnyOpen()) doorbell.leave();
  }
  function call(number: string | null): void {
    waitsUntilMs = now() + WAITS_MS;
    if (number !== null) key = { number, untilMs: now() + WAITS_MS };
    log.info({ byKey: number !== null }, 'staff want in');
    doorbell.ring();
  }
  const step: typeof signIn.step = (asked) => {
    if (waitsUntilMs !== null) waitsUntilMs = now() + WAITS_MS;
    return signIn.step(asked);
  };
  const firstAdministrator = inviteFirstAdministrator({ staff: store.staff, vault, now });
  // Whoever asks for it hears why; it must not end the process before.
  firstAdministrator.catch((cause) => log.error({ cause: String(cause) }, 'no administrator could be invited'));
  return {
    handlers: {
      handleGetDoor: () => ({
        nowMs: now(),
        station: { name: config.station.name, timeZone: config.station.timeZone, simulated: config.simulation.enabled },
        languages: config.station.languages,
        closed: null,
        lockedUntilMs: signIn.lockedUntilMs(),
        keyOf: key && key.untilMs > now() ? key.number : null,
      }),
      handleSignIn: step,
      handleRequest: desk.ask,
      handleLeave: leave,
    },
    desk,
    isAttended: sessions.isAnyOpen,
    call,
    firstAdministrator,
    stop() {
      stopLooking();
      tests.cancel();
    },
  };
}
