import { err, ok, type Result } from '../../../machines/result.ts';
import type { BenchState } from '../../ipc/contract.ts';
import { type ApiModule, command, createApiModule } from './apiModule.ts';
import { createAuth } from './auth.ts';
import { createBus, type Module } from './bus.ts';
import * as schemas from './commandSchemas.ts';
import { createErrorBook } from './errorBook.ts';
import { type BenchError, createEvseSimulator, type EvseSimulator } from './evseSimulator.ts';
import { communicationFault, faultIds, isFaultId } from './faults.ts';
import { createMeterBook } from './meterBook.ts';
import type { ChargerSimulatorOptions, EvseOptions } from './options.ts';
import { seededRandom } from './random.ts';
import { createMeterSigner } from './signedRecord.ts';

const RESTART_MS = 300;

/**
 * EVerest as a client of its broker sees it, with chargers, meters and cars behind it. Losing the broker restarts it, as it
 * would; `setLink(false)` only cuts the wire and lets the charge run on.
 */
export function startChargerSimulator(options: ChargerSimulatorOptions) {
  const random = seededRandom(options.seed);
  const book = createMeterBook(options.stateFile ?? null, random);
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };

  const provider: Module = { api: 'auth_token_provider', module: options.modules.authTokenProvider };
  const consumer: Module = { api: 'auth_consumer', module: options.modules.authConsumer };
  const validator = optional('auth_token_validator', options.modules.authTokenValidator);
  const history = optional('error_history_consumer', options.modules.errorHistory);
  const evseModule = (evse: EvseOptions): Module => ({
    api: 'evse_manager_consumer',
    module: evse.everest.evseManager,
  });

  const errors = createErrorBook((name, error) => {
    if (history) bus.publish(history, name, error);
  });
  const evses = new Map(options.evses.map((evse) => [evse.evse, createEvse(evse)]));

  function createEvse(evse: EvseOptions): EvseSimulator {
    const module = evseModule(evse);
    return createEvseSimulator({
      options: evse,
      speed: options.speed,
      random,
      meter: book.meterOf(evse.evse),
      signer: createMeterSigner(evse, options.seed),
      errors,
      publish: (name, value) => bus.publish(module, name, value),
      onPlugged: () => auth.plugged(evse.evse),
      onSessionOver: () => auth.sessionOver(evse.evse),
      onChange: changed,
    });
  }

  const auth = createAuth({
    evses,
    publishStatus: (message) => bus.publish(consumer, 'token_validation_status', message),
    validate: async (token) => {
      if (!validator) return null;
      const timeoutMs = options.validateTimeoutMs ?? 550_000;
      const result = await bus.request(validator, 'validate_token', token, timeoutMs, (json) => {
        const parsed = schemas.ValidationResult.safeParse(json);
        return parsed.success ? parsed.data : null;
      });
      if (result?.authorization_status !== 'Accepted') return null;
      return { tariffText: result.tariff_messages[0]?.content ?? null };
    },
    connectionTimeoutMs: options.connectionTimeoutMs ?? 180_000,
  });

  function apiModule(module: Module, evse: EvseSimulator | null, own: Pick<Parts, 'commands' | 'plain'>): ApiModule {
    return createApiModule({
      module,
      bus,
      heartbeatMs: options.heartbeatMs ?? 1_000,
      checkTimeoutMs: options.communicationCheckTimeoutMs ?? 5_000,
      commands: own.commands,
      plain: own.plain,
      isMuted: () => evse?.has('muteRequests') ?? false,
      isSilent: () => evse?.has('silentHeartbeat') ?? false,
      onCommunicationFault: (raised, subType) => {
        const fault = communicationFault(module.module, subType);
        if (raised) errors.raise(fault);
        else errors.clear(fault);
      },
    });
  }

  const modules = [...options.evses.map(evseModule), provider, consumer, validator, history].filter((m) => m !== null);
  const bus = createBus({
    url: options.brokerUrl,
    prefix: options.prefix ?? '',
    connect: options.connect,
    modules,
    onUp: () => {
      if (!booted) boot();
      changed();
    },
    onDown: (wanted) => {
      if (!wanted) halt();
      changed();
    },
    onMessage: (module, name, text) => apis.get(module)?.receive(name, text),
  });

  const apis = new Map<Module, ApiModule>();
  for (const module of modules) {
    const number = options.evses.find((evse) => evse.everest.evseManager === module.module)?.evse;
    const evse = number === undefined ? undefined : evses.get(number);
    const own =
      evse && number !== undefined && module.api === 'evse_manager_consumer'
        ? evseCommands(number, evse)
        : stationCommands(module.api);
    apis.set(module, apiModule(module, module.api === 'evse_manager_consumer' ? (evse ?? null) : null, own));
  }

  function evseCommands(number: number, evse: EvseSimulator): Parts {
    return {
      commands: {
        get_evse: command(schemas.Nothing, () => ({ id: number, connectors: [{ id: 1, type: 'cCCS2' }] })),
        stop_transaction: command(schemas.StopTransaction, ({ reason, id_tag }) => evse.stop(reason, id_tag)),
        pause_charging: command(schemas.Nothing, evse.pause),
        resume_charging: command(schemas.Nothing, evse.resume),
        force_unlock: command(schemas.ConnectorId, () => false), // a tethered DC cable: the latch is in the car
        enable_disable: command(schemas.EnableDisable, ({ source }) => evse.enableDisable(source)),
      },
      plain: {},
    };
  }

  function stationCommands(api: string): Parts {
    switch (api) {
      case 'auth_token_provider':
        return {
          commands: {},
          plain: { provided_token: command(schemas.ProvidedIdToken, (token) => void auth.provide(token)) },
        };
      case 'auth_consumer':
        return {
          commands: { withdraw_authorization: command(schemas.WithdrawAuthorization, auth.withdraw) },
          plain: {},
        };
      case 'error_history_consumer':
        return { commands: { active_errors: command(schemas.Nothing, () => ({ errors: errors.list() })) }, plain: {} };
      default:
        return { commands: {}, plain: {} };
    }
  }

  let booted = false;
  let sampling: NodeJS.Timeout | null = null;

  function boot(): void {
    booted = true;
    for (const api of apis.values()) api.boot();
    for (const evse of evses.values()) evse.boot();
    sampling = setInterval(sample, options.meterMs ?? 1_000);
  }

  function sample(): void {
    for (const evse of evses.values()) evse.sample();
    if ([...evses.values()].some((evse) => evse.inTransaction)) book.save();
  }

  function halt(): void {
    if (sampling) clearInterval(sampling);
    sampling = null;
    booted = false;
    for (const api of apis.values()) api.halt();
    auth.halt();
    for (const evse of evses.values()) evse.halt();
    errors.forget();
    book.save();
  }

  function at(number: number, act: (evse: EvseSimulator) => Result<void, BenchError> | void): Result<void, BenchError> {
    const evse = evses.get(number);
    if (!evse) return err({ code: 'unknown_evse', detail: String(number) });
    return act(evse) ?? ok(undefined);
  }

  bus.open();

  return {
    plugIn: (evse: number, carId: string) => at(evse, (e) => e.plugIn(carId)),
    unplug: (evse: number) => at(evse, (e) => e.unplug()),
    carStops: (evse: number) => at(evse, (e) => e.carStops()),
    pressEmergencyStop: (evse: number) => at(evse, (e) => e.pressEmergencyStop(true)),
    releaseEmergencyStop: (evse: number) => at(evse, (e) => e.pressEmergencyStop(false)),
    setFault(evse: number, fault: string, on: boolean): Result<void, BenchError> {
      if (!isFaultId(fault)) return err({ code: 'unknown_fault', detail: fault });
      return at(evse, (e) => e.setFault(fault, on));
    },
    /** The wire to the broker; the charge goes on without it. */
    async setLink(up: boolean): Promise<void> {
      if (up) bus.open();
      else await bus.close();
    },
    /** EVerest is started again; a running transaction ends as by a power cut. */
    async restart(): Promise<void> {
      await bus.close();
      halt();
      await new Promise((resolve) => setTimeout(resolve, RESTART_MS));
      bus.open();
    },
    state: (): BenchState['charger'] => ({
      linkUp: bus.up,
      evses: [...evses.values()].map((evse) => ({
        ...evse.state(),
        faults: faultIds.map((id) => ({ id, on: evse.has(id) })),
      })),
    }),
    onChange(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** What the meters saw, by transaction: the witness besides all messages. */
    meterBook: book.finished,
    async close(): Promise<void> {
      await bus.close();
      halt();
    },
  };
}
export type ChargerSimulator = ReturnType<typeof startChargerSimulator>;

type Parts = Pick<Parameters<typeof createApiModule>[0], 'commands' | 'plain'>;

function optional(api: string, module: string | undefined): Module | null {
  return module === undefined ? null : { api, module };
}
