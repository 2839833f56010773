import { err, ok, type Result } from '../../../machines/result.ts';
import { cars, createVehicle } from '../vehicle.ts';
import type { EnableSource } from './commandSchemas.ts';
import { createEnableTable } from './enableTable.ts';
import type { ErrorBook } from './errorBook.ts';
import { type ConnectedCar, createEvseManager } from './evseManager.ts';
import { createEvsePublisher, type PublishVariable } from './evsePublisher.ts';
import { type FaultId, meterStartFailed } from './faults.ts';
import type { Meter } from './meterBook.ts';
import { createObstacles } from './obstacles.ts';
import type { EvseOptions } from './options.ts';
import type { Random } from './random.ts';
import { altered, type MeterSigner } from './signedRecord.ts';

export type BenchError = { readonly code: string; readonly detail: string };
type Done = Result<void, BenchError>;
const refused = (code: string, detail: string): Done => err({ code, detail });
const done: Done = ok(undefined);

const STARTED_ENABLED: EnableSource = { enable_source: 'Unspecified', enable_state: 'Enable', enable_priority: 10_000 };

export type EvseSimulatorDeps = {
  readonly options: EvseOptions;
  readonly speed: number;
  readonly random: Random;
  readonly meter: Meter;
  readonly signer: MeterSigner;
  readonly errors: ErrorBook;
  readonly publish: PublishVariable;
  /** The cable came, or the session ended: Auth keeps its tokens by it. */
  readonly onPlugged: () => void;
  readonly onSessionOver: () => void;
  readonly onChange: () => void;
};

/** One EVSE with its cable, meter and emergency stop, as a person works it and as EVerest's other modules see it. */
export function createEvseSimulator(deps: EvseSimulatorDeps) {
  const { options, random, meter, signer, errors } = deps;
  const enableTable = createEnableTable();
  let car: ConnectedCar | null = null;

  const publisher = createEvsePublisher(options, {
    publish: deps.publish,
    readWh: meter.readWh,
    flow: () => manager.flow(),
    publicKeyHex: signer.publicKeyHex,
    repeatsEvents: () => obstacles.has('duplicateEvents'),
  });
  const obstacles = createObstacles(options, errors, {
    onBlocked: () => manager.blocked(),
    onFreed: () => manager.freed(),
  });
  const manager = createEvseManager({
    options,
    speed: deps.speed,
    random,
    meter,
    signedValue: (finished) => {
      if (obstacles.has('unsignedMeter')) return null;
      const value = signer.signedValue(finished);
      return obstacles.has('alteredRecord') ? altered(value) : value;
    },
    publisher,
    car: () => car,
    isBlocked: () => obstacles.blocked,
    startMeter: () => {
      if (obstacles.has('meterFail')) errors.raise(meterStartFailed(options));
      return !obstacles.has('meterFail');
    },
    onSessionOver: () => {
      deps.onSessionOver();
      if (!enableTable.enabled && manager.phase === 'free') manager.disable(null);
    },
    onChange: deps.onChange,
  });

  function plugged(): void {
    deps.onPlugged();
    manager.plugged();
  }

  return {
    // --- what Auth sees ---
    get authorizable() {
      return !obstacles.blocked && (manager.phase === 'free' || manager.phase === 'awaitingAuthorization');
    },
    get isPlugged() {
      return car !== null;
    },
    get token() {
      return manager.token;
    },
    get inTransaction() {
      return manager.inTransaction;
    },
    has: (fault: FaultId): boolean => obstacles.has(fault),
    authorize: manager.authorize,
    withdraw: manager.withdraw,

    // --- what its API commands ---
    stop: manager.stop,
    pause: manager.pause,
    /** `true` says only that a transaction is active: the car does not come back. */
    resume: (): boolean => manager.inTransaction,
    enableDisable(source: EnableSource): boolean {
      enableTable.set(source);
      if (!enableTable.enabled) manager.disable(source);
      else if (manager.phase === 'disabled') {
        manager.enable(source);
        if (car) plugged();
      }
      return enableTable.enabled;
    },

    // --- what a person does ---
    plugIn(carId: string): Done {
      const kind = cars.find(({ id }) => id === carId);
      if (!kind) return refused('unknown_car', carId);
      if (car) return refused('occupied', `a car is plugged in at EVSE ${options.evse}`);
      car = { vehicle: createVehicle(kind, random), evccId: macAddress(random), cooperates: true };
      plugged();
      deps.onChange();
      return done;
    },
    unplug(): Done {
      if (!car) return refused('nothing_plugged', `EVSE ${options.evse}`);
      manager.advance();
      car = null;
      manager.unplugged();
      errors.clear(meterStartFailed(options));
      deps.onChange();
      return done;
    },
    carStops(): Done {
      if (!manager.carStops()) return refused('not_charging', `EVSE ${options.evse}`);
      car?.vehicle.stop();
      deps.onChange();
      return done;
    },
    pressEmergencyStop(pressed: boolean): void {
      manager.advance();
      if (pressed && car && manager.inTransaction) car.cooperates = false;
      obstacles.set('emergencyStop', pressed);
      deps.onChange();
    },
    setFault(fault: FaultId, on: boolean): void {
      manager.advance();
      obstacles.set(fault, on);
      deps.onChange();
    },

    // --- time and power ---
    sample(): void {
      manager.advance();
      publisher.sample();
      if (manager.phase === 'charging') {
        const { voltageV, currentA } = manager.flow();
        publisher.dcVoltage(voltageV, currentA);
        manager.tellVehicle();
      }
      deps.onChange();
    },
    /** EVerest dies; meter, cable and buttons stay as they are. */
    halt(): void {
      manager.halt();
      enableTable.clear();
      obstacles.forget();
    },
    boot(): void {
      publisher.introduce();
      manager.boot();
      publisher.event('', 'Enabled', { source: STARTED_ENABLED });
      obstacles.raiseAll();
      if (car) plugged();
    },

    state: () => ({
      evse: options.evse,
      label: options.label,
      state: publisher.state,
      car: car?.vehicle.car.id ?? null,
      socPercent: car?.vehicle.socPercent ?? null,
      ...manager.flow(),
      meterWh: meter.readWh(),
      emergencyStopPressed: obstacles.has('emergencyStop'),
    }),
  };
}
export type EvseSimulator = ReturnType<typeof createEvseSimulator>;

const macAddress = (random: Random): string =>
  Array.from({ length: 6 }, () =>
    Math.floor(random() * 256)
      .toString(16)
      .padStart(2, '0'),
  ).join(':');
