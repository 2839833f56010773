import type { StationHandlers } from '../ipc/contract.ts';
import type { Clock } from '../station/clock.ts';
import type { Vault } from '../store/vault.ts';
import { createDesk } from './desk.ts';
import { type Invitation, inviteFirstAdministrator } from './people.ts';
import { allRequests, type MaintenanceParts } from './requests.ts';
import { createSessions } from './sessions.ts';
import { createSignIn } from './signIn.ts';

const LOOK_EVERY_MS = 5_000;

export type Maintenance = {
  readonly handlers: StationHandlers['maintenance'];
  /** Whether staff are at the screen: drivers are told that the station is being looked after. */
  isAttended(): boolean;
  /** For the person at the console, once: null when there is an administrator already. */
  readonly firstAdministrator: Promise<Invitation | null>;
  stop(): void;
};

/** The maintenance mode of a station with books: who gets in, and what they can ask for. */
export function createMaintenance(
  parts: MaintenanceParts & { readonly vault: Vault; readonly clock: Clock; readonly onChange: () => void },
): Maintenance {
  const { config, store, vault, log, now, clock } = parts;
  const sessions = createSessions(now, parts.onChange);
  const signIn = createSignIn({ store, vault, sessions, now, stationName: config.station.name });
  const desk = createDesk({ requests: allRequests({ ...parts, sessions }), sessions, store, log });
  const stopLooking = clock.every(LOOK_EVERY_MS, desk.look);
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
        keyOf: null,
      }),
      handleSignIn: signIn.step,
      handleRequest: desk.ask,
    },
    isAttended: sessions.isAnyOpen,
    firstAdministrator,
    stop: stopLooking,
  };
}
