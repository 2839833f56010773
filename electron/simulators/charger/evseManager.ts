import type { Vehicle } from '../vehicle.ts';
import type { EnableSource, ProvidedIdToken, StopReason } from './commandSchemas.ts';
import { createDelivery, type Delivery, type Flow, noFlow } from './delivery.ts';
import type { EvsePublisher } from './evsePublisher.ts';
import { createHandshakeScript } from './handshakeScript.ts';
import type { FinishedTransaction, Meter } from './meterBook.ts';
import type { EvseOptions } from './options.ts';
import { type Random, randomUuid } from './random.ts';
import { identificationOf, type SignedMeterValue } from './signedRecord.ts';
import { createSteps } from './steps.ts';

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
const transactionPhases: readonly Phase[] = ['preparing', 'charging', 'pausedByCar', 'pausedByStation', 'stopping'];

/** The car at the cable; `cooperates` false: told to shut down, it wants to be plugged in anew. */
export type ConnectedCar = { readonly vehicle: Vehicle; readonly evccId: string; cooperates: boolean };

export type EvseManagerDeps = {
  readonly options: EvseOptions;
  readonly speed: number;
  readonly random: Random;
  readonly meter: Meter;
  /** Null: the meter signs nothing just now. */
  readonly signedValue: (finished: FinishedTransaction) => SignedMeterValue | null;
  readonly publisher: EvsePublisher;
  readonly car: () => ConnectedCar | null;
  readonly isBlocked: () => boolean;
  /** False: the meter refuses to begin. */
  readonly startMeter: () => boolean;
  readonly onSessionOver: () => void;
  readonly onChange: () => void;
};

/** The order of events of one EVSE: session, transaction, energy. */
export function createEvseManager(deps: EvseManagerDeps) {
  const { options, speed, random, meter, publisher } = deps;
  const steps = createSteps();
  let phase: Phase = 'free';
  let session: { readonly uuid: string; token: ProvidedIdToken | null; tariffText: string | null } | null = null;
  let delivery: Delivery | null = null;
  let advancedAtMs = 0;

  const flow = (): Flow => (phase === 'charging' && delivery ? delivery.flow : noFlow);
  const inTransaction = (): boolean => transactionPhases.includes(phase);
  const scaled = (ms: number, atLeastMs: number): number => Math.max(atLeastMs, ms / speed) * (0.9 + random() * 0.2);
  const stateChange = () => ({ charging_state_changed_event: { meter_value: publisher.meterValue() } });

  function tell(event: string, extra: Readonly<Record<string, unknown>> = {}): void {
    publisher.event(session?.uuid ?? '', event, extra);
  }

  function enter(next: Phase): void {
    steps.callOff();
    phase = next;
    deps.onChange();
  }

  function tellVehicle(): void {
    const car = deps.car();
    if (car) publisher.vehicle(car.vehicle, car.evccId, Date.now() + (car.vehicle.secondsToFull / speed) * 1_000);
  }

  function beginSession(
    reason: 'EVConnected' | 'Authorized',
    token: ProvidedIdToken | null,
    tariffText: string | null,
  ): void {
    session = { uuid: randomUuid(random), token, tariffText };
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
  }

  function startTransaction(): void {
    enter('starting');
    if (deps.isBlocked()) return; // begins when the way is free
    steps.after(scaled(800, 60), () => {
      if (!session || !deps.startMeter()) return;
      const { uuid, token, tariffText } = session;
      meter.start({ uuid, idToken: token?.id_token.value ?? null, tariffText, ...identificationOf(token) });
      const started = { id_tag: token, meter_value: publisher.meterValue() };
      phase = 'preparing';
      tell('TransactionStarted', { transaction_started: started });
      prepare();
    });
  }

  function prepare(): void {
    if (deps.isBlocked()) {
      pauseByStation('Error');
      return;
    }
    enter('preparing');
    tell('PrepareCharging');
    const car = deps.car();
    if (!car?.cooperates) return;
    const { vehicle } = car;
    const run = createHandshakeScript({ publisher, vehicle, speed, random, after: steps.after, tellVehicle });
    run(
      () => charge(vehicle),
      () => publisher.handshakeFailed(session?.uuid ?? ''),
    );
  }

  function charge(vehicle: Vehicle): void {
    delivery = createDelivery(vehicle, options.maxPowerW, meter.add);
    advancedAtMs = performance.now();
    enter('charging');
    tell('ChargingStarted', stateChange());
  }

  /** Brings energy and battery up to now. */
  function advance(): void {
    if (phase !== 'charging' || !delivery) return;
    const nowMs = performance.now();
    const outcome = delivery.advance(((nowMs - advancedAtMs) / 1_000) * speed);
    advancedAtMs = nowMs;
    if (outcome !== 'flowing') pauseByCar();
    if (outcome === 'resting') steps.after(scaled(10_000, 400), prepare);
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

  function transactionFinished(uuid: string, reason: StopReason, idTag?: ProvidedIdToken): void {
    const finished = meter.finish();
    const signed = finished && deps.signedValue(finished);
    const transaction_finished = {
      reason,
      meter_value: publisher.meterValue(),
      ...(idTag && { id_tag: idTag }),
      ...(signed && { signed_meter_value: signed }),
    };
    publisher.event(uuid, 'TransactionFinished', { transaction_finished });
  }

  function finishTransaction(reason: StopReason, idTag?: ProvidedIdToken): void {
    enter('finished');
    tell('ChargingFinished');
    transactionFinished(session?.uuid ?? '', reason, idTag);
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

  function stop(reason: StopReason, idTag?: ProvidedIdToken): boolean {
    advance();
    if (!inTransaction() || phase === 'stopping') return phase === 'stopping';
    enter('stopping');
    tell('StoppingCharging');
    steps.after(scaled(600, 40), () => finishTransaction(reason, idTag));
    return true;
  }

  return {
    get phase() {
      return phase;
    },
    get token() {
      return session?.token ?? null;
    },
    get inTransaction() {
      return inTransaction();
    },
    flow,
    advance,
    tellVehicle,
    stop,

    plugged(): void {
      if (phase === 'awaitingPlug') {
        tell('AuthRequired'); // sent although authorized
        startTransaction();
      } else if (phase === 'free') {
        enter('awaitingAuthorization');
        beginSession('EVConnected', null, null);
        tell('AuthRequired');
      }
    },
    unplugged(): void {
      advance();
      publisher.linkReady(false);
      if (inTransaction()) {
        if (phase !== 'stopping') tell('StoppingCharging');
        finishTransaction('EVDisconnected');
      }
      delivery = null;
      if (phase !== 'disabled' && phase !== 'free') endSession();
    },
    /** `tariffText`: what the driver was told it costs, where the validator said so. */
    authorize(token: ProvidedIdToken, tariffText: string | null): void {
      if (phase === 'free') {
        enter('awaitingPlug');
        beginSession('Authorized', token, tariffText);
        tell('Authorized');
      } else if (phase === 'awaitingAuthorization' && session) {
        session.token = token;
        session.tariffText = tariffText;
        tell('Authorized');
        startTransaction();
      }
    },
    /** Takes the authorization away; true if there was one. */
    withdraw(): boolean {
      if (phase !== 'awaitingPlug' && phase !== 'starting') return stop('DeAuthorized');
      deauthorize();
      return true;
    },
    /** The car wants no more. False: it was not charging. */
    carStops(): boolean {
      advance();
      if (phase !== 'charging') return false;
      pauseByCar();
      return true;
    },
    pause(): boolean {
      advance();
      if (phase === 'charging') pauseByStation('UserPause');
      return inTransaction();
    },

    /** A fault: before a transaction the events say little, in one ChargingStarted comes again before the pause. */
    blocked(): void {
      if (phase === 'awaitingAuthorization') tell('AuthRequired');
      if (phase === 'awaitingPlug') deauthorize();
      if (phase === 'starting') enter('starting');
      if (phase === 'charging') tell('ChargingStarted', stateChange());
      if (phase === 'charging' || phase === 'preparing') pauseByStation('Error');
    },
    freed(): void {
      if (phase === 'pausedByStation') prepare();
      if (phase === 'starting') startTransaction();
    },

    /** A transaction cut off by disabling is never told to have finished. */
    disable(source: EnableSource | null): void {
      advance();
      if (phase !== 'free' && phase !== 'disabled') {
        meter.finish();
        session = null;
        deps.onSessionOver();
      }
      enter('disabled');
      const extra = source ? { source } : {};
      tell('Disabled', extra);
      tell('Disabled', extra); // usually comes twice
    },
    enable(source: EnableSource): void {
      enter('free');
      tell('Enabled', { source });
    },

    /** EVerest dies: all it held in memory is gone. */
    halt(): void {
      advance();
      enter('free');
      session = null;
      delivery = null;
      publisher.forget();
    },
    /** EVerest starts: a transaction the meter still has open was cut off by the power. */
    boot(): void {
      const interrupted = meter.open;
      if (!interrupted) return;
      publisher.event(interrupted.uuid, 'SessionResumed:');
      transactionFinished('', 'PowerLoss');
    },
  };
}
