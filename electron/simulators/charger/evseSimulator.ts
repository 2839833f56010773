import { randomUUID } from 'node:crypto';
import { err, ok, type Result } from '../../../machines/result.ts';
import { cars, createVehicle, type Vehicle } from '../vehicle.ts';
import type { EnableSource, ProvidedIdToken, StopReason } from './commandSchemas.ts';
import { createDelivery, type Delivery, type Flow, noFlow } from './delivery.ts';
import type { ErrorBook, SimulatedError } from './errorBook.ts';
import { createEvsePublisher, type PublishVariable } from './evsePublisher.ts';
import { errorOf, type FaultId, inoperative, meterStartFailed } from './faults.ts';
import { createHandshakeScript } from './handshakeScript.ts';
import type { Meter } from './meterBook.ts';
import type { EvseOptions } from './options.ts';
import type { Random } from './random.ts';
import { simulatedOcmf } from './simulatedOcmf.ts';

/** EvseManager's states, as far as they show outside. */
type Phase =
  | 'free'
  | 'awaitingPlug' // authorized
  | 'awaitingAuthorization' // plugged
  | 'starting' // both, the transaction not yet begun
  | 'preparing'
  | 'charging'
  | 'pausedByCar'
  | 'pausedByStation'
  | 'stopping'
  | 'finished' // still plugged
  | 'disabled';

export type BenchError = { readonly code: string; readonly detail: string };
type Done = Result<void, BenchError>;
const refused = (code: string, detail: string): Done => err({ code, detail });
const done: Done = ok(undefined);

type Session = { readonly uuid: string; token: ProvidedIdToken | null };
const transactionPhases: readonly Phase[] = ['preparing', 'charging', 'pausedByCar', 'pausedByStation', 'stopping'];

export type EvseSimulatorDeps = {
  readonly options: EvseOptions;
  readonly speed: number;
  readonly random: Random;
  readonly meter: Meter;
  readonly errors: ErrorBook;
  readonly publish: PublishVariable;
  /** The cable came, or the session ended: Auth keeps its tokens by it. */
  readonly onPlugged: () => void;
  readonly onSessionOver: () => void;
  readonly onChange: () => void;
};

/** One EVSE: EvseManager's order of events, the car at its cable, the meter between them. */
export function createEvseSimulator(deps: EvseSimulatorDeps) {
  const { options, speed, random, meter, errors } = deps;
  const faults = new Set<FaultId>();
  const timers = new Set<NodeJS.Timeout>();
  const disabledBy = new Map<string, EnableSource>();
  const publisher = createEvsePublisher(options, {
    publish: deps.publish,
    readWh: meter.readWh,
    flow: () => flow(),
    repeatsEvents: () => faults.has('duplicateEvents'),
  });
  let phase: Phase = 'free';
  let session: Session | null = null;
  let vehicle: Vehicle | null = null;
  let evccId = '';
  let delivery: Delivery | null = null;
  let advancedAtMs = 0;
  let emergencyStopPressed = false;
  let carWasShutDown = false;
  let blockedBy: SimulatedError | null = null;

  const flow = (): Flow => (phase === 'charging' && delivery ? delivery.flow : noFlow);
  const inTransaction = (): boolean => transactionPhases.includes(phase);
  const scaled = (ms: number, atLeastMs: number): number => Math.max(atLeastMs, ms / speed) * (0.9 + random() * 0.2);

  function after(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    timers.add(timer);
  }

  /** Leaves what was under way: pending steps of the old phase never happen. */
  function enter(next: Phase): void {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
    phase = next;
    deps.onChange();
  }

  function tell(event: string, extra: Readonly<Record<string, unknown>> = {}): void {
    publisher.event(session?.uuid ?? '', event, extra);
  }
  const stateChange = () => ({ charging_state_changed_event: { meter_value: publisher.meterValue() } });

  function tellVehicle(): void {
    if (vehicle) publisher.vehicle(vehicle, evccId, Date.now() + (vehicle.secondsToFull / speed) * 1_000);
  }

  // --- the session ---

  function beginSession(reason: 'EVConnected' | 'Authorized', token: ProvidedIdToken | null): void {
    session = { uuid: randomUUID(), token };
    const id_tag = token ? { id_tag: token } : {};
    tell('SessionStarted', { session_started: { reason, meter_value: publisher.meterValue(), ...id_tag } });
    publisher.protocol('IEC61851-1');
    publisher.noVehicle();
  }

  function endSession(): void {
    enter('free');
    tell('SessionFinished', { session_finished: { meter_value: publisher.meterValue() } });
    session = null;
    publisher.noVehicle();
    deps.onSessionOver();
    if (!isEnabled()) becomeDisabled();
  }

  function plugged(): void {
    deps.onPlugged();
    if (phase === 'awaitingPlug') {
      tell('AuthRequired'); // sent although authorized
      startTransaction();
      return;
    }
    enter('awaitingAuthorization');
    beginSession('EVConnected', null);
    tell('AuthRequired');
  }

  function startTransaction(): void {
    enter('starting');
    if (blockedBy) return; // begins when the fault clears
    after(scaled(800, 60), () => {
      if (faults.has('meterFail')) return errors.raise(meterStartFailed(options));
      if (!session) return;
      meter.start(session.uuid);
      const meter_value = publisher.meterValue();
      phase = 'preparing';
      tell('TransactionStarted', { transaction_started: { id_tag: session.token, meter_value } });
      prepare();
    });
  }

  function prepare(): void {
    if (blockedBy) {
      pauseByStation('Error');
      return;
    }
    enter('preparing');
    tell('PrepareCharging');
    if (!vehicle || carWasShutDown) return; // told to shut down, a car wants to be plugged in anew
    const run = createHandshakeScript({ publisher, vehicle, speed, random, after, tellVehicle });
    run(charge, () => publisher.handshakeFailed(session?.uuid ?? ''));
  }

  function charge(): void {
    if (!vehicle) return;
    delivery = createDelivery(vehicle, options.maxPowerW, meter.add);
    advancedAtMs = performance.now();
    enter('charging');
    tell('ChargingStarted', stateChange());
  }

  /** Brings energy and battery up to now. */
  function advance(): void {
    if (phase !== 'charging' || !delivery) return;
    const now = performance.now();
    const outcome = delivery.advance(((now - advancedAtMs) / 1_000) * speed);
    advancedAtMs = now;
    if (outcome === 'full') pauseByCar();
    if (outcome === 'resting') {
      pauseByCar();
      after(scaled(10_000, 400), prepare);
    }
  }

  function pauseByCar(): void {
    enter('pausedByCar');
    tell('StoppingCharging');
    tell('ChargingPausedEV', stateChange());
  }

  function pauseByStation(reason: 'Error' | 'UserPause'): void {
    enter('pausedByStation');
    tell('StoppingCharging');
    tell('ChargingPausedEVSE', { charging_paused_evse: { reasons: [reason] }, ...stateChange() });
  }

  function finishTransaction(reason: StopReason, idTag?: ProvidedIdToken): void {
    const finished = meter.finish();
    tell('ChargingFinished');
    tell('TransactionFinished', {
      transaction_finished: {
        reason,
        meter_value: publisher.meterValue(),
        ...(idTag && { id_tag: idTag }),
        ...(finished && { signed_meter_value: simulatedOcmf(options.evseId, finished) }),
      },
    });
    enter('finished');
  }

  function stop(reason: StopReason, idTag?: ProvidedIdToken): boolean {
    advance();
    if (!inTransaction() || phase === 'stopping') return phase === 'stopping';
    enter('stopping');
    tell('StoppingCharging');
    after(scaled(600, 40), () => finishTransaction(reason, idTag));
    return true;
  }

  // --- faults ---

  function block(cause: SimulatedError): void {
    advance();
    errors.raise(cause);
    if (cause.severity !== 'High' || blockedBy) return;
    blockedBy = cause;
    errors.raise(inoperative(options, cause));
    if (phase === 'awaitingAuthorization') tell('AuthRequired');
    if (phase === 'awaitingPlug') deauthorize();
    if (phase === 'starting') enter('starting');
    if (phase === 'charging') tell('ChargingStarted', stateChange());
    if (phase === 'charging' || phase === 'preparing') pauseByStation('Error');
  }

  function unblock(cause: SimulatedError): void {
    errors.clear(cause);
    if (!blockedBy) return;
    const causes = activeCauses().filter(({ severity }) => severity === 'High');
    if (causes.length > 0) return;
    errors.clear(inoperative(options, blockedBy));
    blockedBy = null;
    if (phase === 'pausedByStation') prepare();
    if (phase === 'starting') startTransaction();
  }

  function activeCauses(): readonly SimulatedError[] {
    const causes = [...faults].map((id) => errorOf(options, id));
    if (emergencyStopPressed) causes.push(errorOf(options, 'emergencyStop'));
    return causes.filter((cause) => cause !== null);
  }

  function deauthorize(): void {
    tell('Deauthorized');
    if (phase === 'awaitingPlug') {
      endSession();
      return;
    }
    if (session) session.token = null;
    enter('awaitingAuthorization');
  }

  // --- enabled or not: the lowest priority wins, Disable wins ties ---

  function isEnabled(): boolean {
    const rows = [...disabledBy.values()].filter((row) => row.enable_state !== 'Unassigned');
    const highest = Math.min(...rows.map((row) => row.enable_priority));
    return !rows.some((row) => row.enable_priority === highest && row.enable_state === 'Disable');
  }

  function becomeDisabled(source?: EnableSource): void {
    if (phase !== 'free' && phase !== 'disabled') {
      meter.finish(); // a transaction cut off this way is never told to have finished
      session = null;
      deps.onSessionOver();
    }
    enter('disabled');
    const extra = source ? { source } : {};
    tell('Disabled', extra);
    tell('Disabled', extra); // usually comes twice
  }

  return {
    get phase() {
      return phase;
    },
    get authorizable() {
      return blockedBy === null && (phase === 'free' || phase === 'awaitingAuthorization');
    },
    get isPlugged() {
      return vehicle !== null;
    },
    get token() {
      return session?.token ?? null;
    },
    get inTransaction() {
      return inTransaction();
    },
    has: (fault: FaultId): boolean => faults.has(fault),

    authorize(token: ProvidedIdToken): void {
      if (phase === 'free') {
        enter('awaitingPlug');
        beginSession('Authorized', token);
        tell('Authorized');
      } else if (phase === 'awaitingAuthorization' && session) {
        session.token = token;
        tell('Authorized');
        startTransaction();
      }
    },
    /** Takes the authorization away; true if there was one. */
    withdraw(): boolean {
      if (phase === 'awaitingPlug' || phase === 'starting') {
        deauthorize();
        return true;
      }
      return stop('DeAuthorized');
    },
    stop,
    pause(): boolean {
      advance();
      if (phase === 'charging') pauseByStation('UserPause');
      return inTransaction();
    },
    /** `true` says only that a transaction is active: the car does not come back. */
    resume: (): boolean => inTransaction(),

    enableDisable(source: EnableSource): boolean {
      disabledBy.set(source.enable_source, source);
      const enabled = isEnabled();
      if (!enabled) becomeDisabled(source);
      else if (phase === 'disabled') {
        enter('free');
        tell('Enabled', { source });
        if (vehicle) plugged();
      }
      return enabled;
    },

    // --- what a person does ---

    plugIn(carId: string): Done {
      const car = cars.find(({ id }) => id === carId);
      if (!car) return refused('unknown_car', carId);
      if (vehicle) return refused('occupied', `a car is plugged in at EVSE ${options.evse}`);
      vehicle = createVehicle(car, random);
      carWasShutDown = false;
      evccId = Array.from({ length: 6 }, () =>
        Math.floor(random() * 256)
          .toString(16)
          .padStart(2, '0'),
      ).join(':');
      if (phase === 'free' || phase === 'awaitingPlug') plugged();
      deps.onChange();
      return done;
    },
    unplug(): Done {
      if (!vehicle) return refused('nothing_plugged', `EVSE ${options.evse}`);
      advance();
      publisher.linkReady(false);
      if (inTransaction()) {
        if (phase !== 'stopping') tell('StoppingCharging');
        finishTransaction('EVDisconnected');
      }
      vehicle = null;
      delivery = null;
      errors.clear(meterStartFailed(options));
      if (phase !== 'disabled' && phase !== 'free') endSession();
      deps.onChange();
      return done;
    },
    carStops(): Done {
      advance();
      if (!vehicle || phase !== 'charging') return refused('not_charging', `EVSE ${options.evse}`);
      vehicle.stop();
      pauseByCar();
      return done;
    },
    pressEmergencyStop(pressed: boolean): void {
      const cause = errorOf(options, 'emergencyStop');
      if (!cause || pressed === emergencyStopPressed) return;
      emergencyStopPressed = pressed;
      if (pressed && inTransaction()) carWasShutDown = true;
      if (pressed) block(cause);
      else unblock(cause);
      deps.onChange();
    },
    setFault(fault: FaultId, on: boolean): void {
      if (faults.has(fault) === on) return;
      if (on) faults.add(fault);
      else faults.delete(fault);
      const cause = errorOf(options, fault);
      if (cause && on) block(cause);
      if (cause && !on) unblock(cause);
      deps.onChange();
    },

    // --- time and power ---

    sample(): void {
      advance();
      publisher.sample();
      if (phase === 'charging') {
        const { voltageV, currentA } = flow();
        publisher.dcVoltage(voltageV, currentA);
        tellVehicle();
      }
      deps.onChange();
    },
    /** EVerest dies: all it held in memory is gone; meter, cable and button are as they were. */
    halt(): void {
      advance();
      enter('free');
      session = null;
      delivery = null;
      blockedBy = null;
      disabledBy.clear();
      publisher.forget();
    },
    boot(): void {
      publisher.introduce();
      const interrupted = meter.open;
      if (interrupted) {
        publisher.event(interrupted.uuid, 'SessionResumed:');
        const finished = meter.finish();
        publisher.event('', 'TransactionFinished', {
          transaction_finished: {
            reason: 'PowerLoss',
            meter_value: publisher.meterValue(),
            ...(finished && { signed_meter_value: simulatedOcmf(options.evseId, finished) }),
          },
        });
      }
      publisher.event('', 'Enabled', {
        source: { enable_source: 'Unspecified', enable_state: 'Enable', enable_priority: 10_000 },
      });
      for (const cause of activeCauses()) block(cause);
      if (vehicle) plugged();
    },

    state() {
      const { voltageV, currentA, powerW } = flow();
      return {
        evse: options.evse,
        label: options.label,
        state: publisher.state,
        car: vehicle?.car.id ?? null,
        socPercent: vehicle ? vehicle.socPercent : null,
        powerW,
        voltageV,
        currentA,
        meterWh: meter.readWh(),
        emergencyStopPressed,
      };
    },
  };
}
export type EvseSimulator = ReturnType<typeof createEvseSimulator>;
