import type { connect } from 'mqtt';
import type { z } from 'zod';
import type {
  ControllerError,
  ControllerNotice,
  EvseNotice,
  IdToken,
  PowerController,
  StopReason,
} from '../../../../machines/ports/powerController.ts';
import { err, ok, type Result } from '../../../../machines/result.ts';
import type { PowerControllerConfig } from '../../../station/config.ts';
import { type LinkHealth, noHealth } from '../../linkHealth.ts';
import { createActiveFaults } from './activeFaults.ts';
import { createAuthorizations } from './authorizations.ts';
import { type Availability, createAvailability } from './availability.ts';
import { enableArguments, providedToken, stopArguments, validationResult, withdrawArguments } from './commands.ts';
import { createEverestLink } from './everestLink.ts';
import { createEvseTracker, type EvseTracker } from './evseTracker.ts';
import { createHeartbeats } from './heartbeats.ts';
import type { Log } from './log.ts';
import * as messages from './messages.ts';
import { receive } from './reception.ts';
import type { ApiInstance } from './topics.ts';

export type EverestControllerConfig = PowerControllerConfig & {
  /** `evseManager`: module id of its evse_manager_consumer_API; `originModules`: whose errors are this EVSE's. */
  readonly evses: readonly {
    readonly evse: number;
    readonly evseManager: string;
    readonly originModules: readonly string[];
  }[];
};

export type EverestControllerDeps = {
  readonly log: Log;
  /** Milliseconds since 1970; stands in for the time of a meter reading that carries none. */
  readonly now?: () => number;
  /** Whether a token EVerest asks us about is in use by us, besides those being authorized here. */
  readonly isTokenAccepted?: (token: string) => boolean;
  readonly reconnectMs?: number;
  /** How the broker is reached; over its URL unless a test brings its own wire. */
  readonly connect?: typeof connect;
  readonly health?: LinkHealth;
  readonly brokerHealth?: LinkHealth;
};

/** EVerest may not listen for the answer yet when it asks. */
const VALIDATE_ANSWER_MS = 50;

type Evse = {
  readonly number: number;
  readonly instance: ApiInstance;
  readonly tracker: EvseTracker;
  readonly availability: Availability;
  /** Switched off by us: said again after EVerest restarts. */
  disabledByUs: boolean;
};

/**
 * A charge controller behind EVerest's public MQTT API, version 1. `linkUp` means: the broker is there and every configured
 * API module beats. `authorize` that ends `timed_out` or `link_lost` has an unknown outcome: withdraw it. With a transaction
 * already running it is refused, unless it is that token's own. `setEnabled(false)` is refused while a transaction runs,
 * because EVerest would then never tell its end. What was disabled before we connected is known only from then on.
 */
export function createEverestController(config: EverestControllerConfig, deps: EverestControllerDeps): PowerController {
  const { log, health = noHealth, brokerHealth = noHealth } = deps;
  const { modules } = config;
  const provider: ApiInstance = { api: 'auth_token_provider', module: modules.authTokenProvider };
  const consumer: ApiInstance = { api: 'auth_consumer', module: modules.authConsumer };
  const validator = optional('auth_token_validator', modules.authTokenValidator);
  const history = optional('error_history_consumer', modules.errorHistory);
  const evses = config.evses.map(({ evse, evseManager }) => createEvse(evse, evseManager));
  const instances = [...evses.map((evse) => evse.instance), provider, consumer, validator, history].filter(
    (i) => i !== null,
  );
  const ownModules = new Set(instances.map((instance) => instance.module));
  const faults = createActiveFaults(config.evses, ownModules);
  const listeners = new Set<(notice: ControllerNotice) => void>();
  let linkUp = false;
  /** How many faults were told to have come or gone. */
  let faultsTold = 0;
  let timers: readonly NodeJS.Timeout[] = [];

  function createEvse(number: number, evseManager: string): Evse {
    const tellOfIt = (notice: EvseNotice): void => {
      authorizations.hearNotice(number, notice);
      tell({ type: 'evse', evse: number, notice });
    };
    const availability = createAvailability(() => faults.of(number), tellOfIt);
    const tracker = createEvseTracker({ now: deps.now ?? Date.now, tell: tellOfIt, onStanding: availability.set });
    const instance: ApiInstance = { api: 'evse_manager_consumer', module: evseManager };
    return { number, instance, tracker, availability, disabledByUs: false };
  }

  const evseOf = (instance: ApiInstance): Evse | undefined => evses.find((evse) => evse.instance === instance);

  const authorizations = createAuthorizations({
    timeoutMs: config.requestTimeoutMs,
    provide: (evse, idToken) =>
      link.publish(provider, 'provided_token', providedToken(evse, idToken, config.prevalidated)),
    withdrawAgain: (evse, idToken) => {
      log.warn({ evse }, 'a withdrawn token was accepted late; withdrawing it again');
      void requestWithdrawal(evse, idToken);
    },
  });

  const heartbeats = createHeartbeats(instances, config.heartbeatTimeoutMs, {
    onAlive: () => setLink(true),
    onSilent: (instance) => {
      log.warn({ module: instance.module }, 'no heartbeat');
      health.failed(`no heartbeat of ${instance.module}`);
      setLink(false);
    },
    onRestart: (instance) => {
      const evse = evseOf(instance);
      if (!evse) return;
      log.warn({ evse: evse.number }, 'EVerest was restarted');
      evse.availability.unknown();
      evse.tracker.restarted();
      if (linkUp) void synchronize(evse);
    },
  });

  const link = createEverestLink({
    url: config.url,
    prefix: config.prefix,
    instances,
    requestTimeoutMs: config.requestTimeoutMs,
    reconnectMs: deps.reconnectMs ?? 1_000,
    connect: deps.connect,
    log,
    onFailure: brokerHealth.failed,
    onAnswer: health.answered,
    onConnected: () => {
      brokerHealth.become('up');
      checkCommunication();
      heartbeats.arm();
    },
    onLost: () => {
      brokerHealth.become('down');
      heartbeats.disarm();
      setLink(false);
    },
    onMessage: (instance, name, json) => {
      if (!receive(handlers, instance, name, json))
        log.warn({ module: instance.module, name }, 'unreadable message, ignored');
    },
  });

  const handlers = {
    heartbeat: heartbeats.beat,
    tokenStatus: authorizations.hearStatus,
    validateToken: ({ headers, payload }: messages.ValidateTokenRequest) => {
      const value = payload?.id_token.value;
      const known = value !== undefined && (authorizations.knows(value) || deps.isTokenAccepted?.(value) === true);
      setTimeout(() => link.reply(headers.replyTo, validationResult(known)), VALIDATE_ANSWER_MS);
    },
    errorRaised: (error: messages.ErrorObject) => {
      faultsTold += 1;
      faults.raised(error);
      faultsChanged();
    },
    errorCleared: (error: messages.ErrorObject) => {
      faultsTold += 1;
      faults.cleared(error);
      faultsChanged();
    },
    trackerOf: (instance: ApiInstance) => evseOf(instance)?.tracker ?? null,
  };

  function tell(notice: ControllerNotice): void {
    for (const listener of [...listeners]) listener(notice);
  }

  function setLink(up: boolean): void {
    if (up === linkUp) return;
    linkUp = up;
    health.become(up ? 'up' : 'down');
    log.info({ up }, 'link to EVerest');
    if (!up) authorizations.linkLost();
    for (const evse of evses) evse.availability.unknown();
    tell({ type: 'link', up });
    if (up) for (const evse of evses) void synchronize(evse);
  }

  function faultsChanged(): void {
    for (const evse of evses) evse.availability.faultsChanged();
  }

  /** EVerest tells each fault once (QoS 0): one whose end was lost would keep its cable out of service. */
  async function compareFaults(): Promise<void> {
    if (!linkUp || !history) return;
    const before = faultsTold;
    const active = await link.request(history, 'active_errors', messages.ErrorList);
    // What was told meanwhile may be newer than the answer.
    if (!active.ok || faultsTold !== before) return;
    faults.replace(active.value.errors);
    faultsChanged();
  }

  function checkCommunication(): void {
    for (const instance of instances) link.publish(instance, 'communication_check', true);
  }

  /** Asks until answered or the link goes down; the time-out of each try is the pause. */
  async function ask<T>(
    instance: ApiInstance,
    command: string,
    schema: z.ZodType<T>,
    args?: unknown,
  ): Promise<T | null> {
    while (linkUp) {
      const answer = await link.request(instance, command, schema, args);
      if (answer.ok) return answer.value;
      if (answer.error.code !== 'timed_out') return null;
    }
    return null;
  }

  async function synchronize({ number, instance, tracker, availability, disabledByUs }: Evse): Promise<void> {
    tracker.awaitPicture();
    const told = await ask(instance, 'get_evse', messages.Evse);
    if (told) availability.set({ misconfigured: told.id !== number });
    if (availability.misconfigured)
      log.error({ module: instance.module, configured: number, actual: told?.id }, 'module is of another EVSE');
    if (disabledByUs) await ask(instance, 'enable_disable', messages.Answer, enableArguments(false));
    const active = history ? await ask(history, 'active_errors', messages.ErrorList) : null;
    if (active) faults.replace(active.errors);
    if (!linkUp) return;
    availability.synchronized();
    faultsChanged();
  }

  const requestWithdrawal = (evse: number, idToken: IdToken) =>
    link.request(consumer, 'withdraw_authorization', messages.WithdrawAnswer, withdrawArguments(evse, idToken));
  const find = (number: number): Evse | undefined => evses.find((evse) => evse.number === number);

  return {
    get linkUp() {
      return linkUp;
    },

    start(): void {
      brokerHealth.become('connecting');
      health.become('connecting');
      link.start();
      if (timers.length > 0) return;
      const every = (ms: number, run: () => void) => (ms > 0 ? [setInterval(run, ms)] : []);
      timers = [
        ...every(config.communicationCheckMs, checkCommunication),
        ...every(config.faultCheckMs, () => void compareFaults()),
      ];
    },

    async stop(): Promise<void> {
      for (const timer of timers) clearInterval(timer);
      timers = [];
      await link.stop();
    },

    async authorize(number: number, idToken: IdToken) {
      const evse = find(number);
      if (!evse) return unknownEvse(number);
      if (evse.availability.misconfigured) return refused(`${evse.instance.module} is the module of another EVSE`);
      if (!linkUp) return err({ code: 'link_lost' });
      const running = evse.tracker.transaction;
      if (running?.idToken === idToken.value) return ok(undefined);
      if (running) return refused('a transaction is running');
      return authorizations.authorize(number, idToken);
    },

    async withdraw(number: number, idToken: IdToken) {
      if (!find(number)) return unknownEvse(number);
      authorizations.withdrawing(number, idToken);
      const answer = await requestWithdrawal(number, idToken);
      if (!answer.ok) return answer;
      const gone = answer.value === 'Accepted' || answer.value === 'AuthorizationNotFound';
      return gone ? ok(undefined) : refused(answer.value);
    },

    async stopTransaction(number: number, reason: StopReason) {
      const evse = find(number);
      if (!evse) return unknownEvse(number);
      const answer = await link.request(evse.instance, 'stop_transaction', messages.Answer, stopArguments(reason));
      if (!answer.ok) return answer;
      return answer.value ? ok(undefined) : refused('no transaction');
    },

    async setEnabled(number: number, enabled: boolean) {
      const evse = find(number);
      if (!evse) return unknownEvse(number);
      if (!enabled && evse.tracker.transaction) return refused('a transaction is running: stop it first');
      const answer = await link.request(evse.instance, 'enable_disable', messages.Answer, enableArguments(enabled));
      if (!answer.ok) return answer;
      evse.disabledByUs = !enabled;
      evse.availability.set({ enabled: answer.value });
      if (answer.value === enabled) return ok(undefined);
      return refused(enabled ? 'disabled by someone else' : 'kept enabled by someone else');
    },

    async check(number: number) {
      const evse = find(number);
      if (!evse) return unknownEvse(number);
      const told = await link.request(evse.instance, 'get_evse', messages.Evse);
      if (!told.ok) return told;
      if (told.value.id !== number) return refused(`${evse.instance.module} is the module of another EVSE`);
      if (!history) return ok(faults.of(number));
      const active = await link.request(history, 'active_errors', messages.ErrorList);
      if (!active.ok) return active;
      const now = createActiveFaults(config.evses, ownModules);
      now.replace(active.value.errors);
      return ok(now.of(number));
    },

    onNotice(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const refused = (detail: string): Result<never, ControllerError> => err({ code: 'refused', detail });
const unknownEvse = (evse: number) => refused(`EVSE ${evse} is not configured`);

function optional(api: ApiInstance['api'], module: string | undefined): ApiInstance | null {
  return module === undefined ? null : { api, module };
}
