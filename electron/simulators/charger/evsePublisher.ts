import type { Vehicle } from '../vehicle.ts';
import type { Flow } from './delivery.ts';
import type { EvseOptions } from './options.ts';
import { meterSerial } from './signedRecord.ts';

export type PublishVariable = (name: string, value: unknown) => void;

/** EVerest's state of an EVSE in `session_info`: what the last event made of it. */
export type EvseState =
  | 'Unknown'
  | 'Unplugged'
  | 'Disabled'
  | 'Preparing'
  | 'AuthRequired'
  | 'ChargingPausedEV'
  | 'ChargingPausedEVSE'
  | 'Charging'
  | 'AuthTimeout'
  | 'Finished'
  | 'FinishedEVSE'
  | 'FinishedEV';

const stateAfter: Readonly<Record<string, EvseState>> = {
  SessionStarted: 'Preparing',
  PrepareCharging: 'Preparing',
  TransactionStarted: 'Preparing',
  AuthRequired: 'AuthRequired',
  ChargingStarted: 'Charging',
  ChargingPausedEV: 'ChargingPausedEV',
  ChargingPausedEVSE: 'ChargingPausedEVSE',
  StoppingCharging: 'FinishedEV',
  ChargingFinished: 'Finished',
  TransactionFinished: 'Finished',
  PluginTimeout: 'AuthTimeout',
  SessionFinished: 'Unplugged',
  Enabled: 'Unplugged',
  Disabled: 'Disabled',
};
const quietStates: readonly EvseState[] = ['Unknown', 'Unplugged', 'Disabled'];
const SESSION_START = 'SessionStarted';

/** Numbers pass through a 32-bit float inside EVerest. */
const float = Math.fround;
const iso = (atMs = Date.now()): string => new Date(atMs).toISOString();

/** Words of one EVSE on the wire: it forms the messages and keeps what `session_info` reports. */
export function createEvsePublisher(
  evse: EvseOptions,
  deps: {
    readonly publish: PublishVariable;
    readonly readWh: () => number;
    readonly flow: () => Flow;
    readonly publicKeyHex: string;
    readonly repeatsEvents: () => boolean;
  },
) {
  const { publish } = deps;
  const meterId = meterSerial(evse.evse);
  let state: EvseState = 'Unknown';
  let session = { startMs: 0, startWh: 0 };
  let transactionStartMs: number | null = null;
  let transactionEndMs: number | null = null;

  function meterValue() {
    const { powerW, voltageV, currentA } = deps.flow();
    return {
      timestamp: iso(),
      meter_id: meterId,
      energy_Wh_import: { total: deps.readWh() },
      energy_Wh_export: { total: 0 },
      power_W: { total: float(powerW) },
      voltage_V: { DC: float(voltageV) },
      current_A: { DC: float(currentA) },
    };
  }

  function publishInfo(): void {
    const now = Date.now();
    const running = transactionStartMs !== null && (transactionEndMs === null || transactionEndMs < transactionStartMs);
    publish('session_info', {
      state,
      charged_energy_wh: session.startMs === 0 ? 0 : Math.max(0, Math.floor(deps.readWh() - session.startWh)),
      discharged_energy_wh: 0,
      latest_total_w: Math.round(deps.flow().powerW),
      session_duration_s: session.startMs === 0 ? 0 : Math.floor((now - session.startMs) / 1_000),
      timestamp: iso(now),
      selected_protocol: 'IEC61851-1',
      ...(session.startMs > 0 && { session_start_time: iso(session.startMs) }),
      ...(transactionStartMs !== null && { transaction_start_time: iso(transactionStartMs) }),
      ...(transactionEndMs !== null && { transaction_end_time: iso(transactionEndMs) }),
      ...(running && { transaction_duration_s: Math.floor((now - (transactionStartMs ?? now)) / 1_000) }),
    });
  }

  return {
    get state() {
      return state;
    },
    meterValue,

    /** One session event and the session_info that follows it. */
    event(uuid: string, event: string, extra: Readonly<Record<string, unknown>> = {}): void {
      state = stateAfter[event] ?? state;
      if (event === SESSION_START) session = { startMs: Date.now(), startWh: deps.readWh() };
      if (event === 'TransactionStarted') transactionStartMs = Date.now();
      if (event === 'TransactionFinished') {
        transactionEndMs = Date.now();
        const { reason } = (extra.transaction_finished ?? {}) as { reason?: string };
        if (reason === 'Local') state = 'FinishedEVSE';
      }
      const message = { uuid, timestamp: iso(), event, ...extra };
      for (let copies = deps.repeatsEvents() ? 2 : 1; copies > 0; copies -= 1) publish('session_event', message);
      publishInfo();
    },

    /** About once a second: the meter, and the session while there is one. */
    sample(): void {
      publish('powermeter', meterValue());
      if (!quietStates.includes(state)) publishInfo();
      publish('enforced_limits', {
        uuid: evse.everest.evseManager,
        valid_for: 10,
        limits_root_side: { total_power_W: { value: evse.maxPowerW, source: 'fuse' } },
        schedule: [],
      });
    },

    /** Told once at start; a late listener never hears it. */
    introduce(): void {
      publish('evse_id', evse.evseId);
      publish('powermeter_public_key_ocmf', deps.publicKeyHex);
      publish('supported_energy_transfer_modes', ['DC_extended', 'DC_combo_core']);
    },

    vehicle(vehicle: Vehicle, evccId: string, fullAtMs: number): void {
      const { voltageV, currentA } = deps.flow();
      publish('ev_info', {
        soc: Math.floor(vehicle.socPercent),
        present_voltage: float(voltageV),
        present_current: float(currentA),
        target_voltage: float(vehicle.voltageV),
        target_current: float(vehicle.wantedPowerW / vehicle.voltageV),
        maximum_voltage_limit: float(vehicle.car.packV[1] + 20),
        maximum_current_limit: float(vehicle.car.maxCurrentA),
        battery_capacity: float(vehicle.car.capacityWh),
        battery_full_soc: 100,
        estimated_time_full: iso(Math.round(fullAtMs / 1_000) * 1_000),
        evcc_id: evccId,
      });
    },
    noVehicle: () => publish('ev_info', {}),

    linkReady: (ready: boolean) => publish('dlink_ready', ready),
    isolation: (ohm: number) =>
      publish('isolation_measurement', { resistance_F_Ohm: float(ohm), voltage_V: float(499.7) }),
    dcVoltage(voltageV: number, currentA: number): void {
      publish('dc_voltage_current', { voltage_V: float(voltageV), current_A: float(currentA) });
    },
    protocol: (name: string) => publish('selected_protocol', name),
    handshakeFailed: (uuid: string) => publish('hlc_session_failed', { uuid, reason: 'ChargingParametersNotAccepted' }),

    /** EVerest was restarted and knows nothing of before. */
    forget(): void {
      state = 'Unknown';
      session = { startMs: 0, startWh: 0 };
      transactionStartMs = null;
      transactionEndMs = null;
    },
  };
}
export type EvsePublisher = ReturnType<typeof createEvsePublisher>;
