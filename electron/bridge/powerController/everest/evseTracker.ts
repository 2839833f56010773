import type { EvseNotice } from '../../../../machines/ports/powerController.ts';
import { createHandshake } from './handshake.ts';
import {
  type EvInfo,
  instant,
  type Powermeter,
  readingOf,
  type SessionEvent,
  type SessionInfo,
  signedOf,
} from './messages.ts';
import { awaitsAuthorization, pictureOf, QUIET_SAMPLES } from './resync.ts';

/** Session ids kept to tell each transaction's start and end once; far more than can be open on one EVSE. */
const REMEMBERED = 64;
/** So many session_infos in a row that tell of an unknown transaction are believed. */
const CONTRADICTIONS = 3;

/**
 * Turns what EVerest says of one EVSE into notices. Session events are hints and may repeat: sessionStarted,
 * vehicleConnected, transactionStarted and transactionFinished are told once per session uuid for the life of the driver,
 * a reconnect included; the rest may be told again.
 */
export function createEvseTracker(deps: {
  readonly now: () => number;
  readonly tell: (notice: EvseNotice) => void;
  readonly onStanding: (change: { readonly enabled?: boolean; readonly reserved?: boolean }) => void;
}) {
  const { now, tell } = deps;
  const told = new Set<string>();
  const handshake = createHandshake((phase) => tell({ type: 'handshake', phase }));
  /** The running transaction; `sessionId` null: known from session_info alone. */
  let transaction: { readonly sessionId: string | null; readonly idToken: string | null } | null = null;
  let resumedSession = '';
  let charging = false;
  /** Meter samples heard since we wait for a picture; null: not waiting. */
  let quietSamples: number | null = null;
  /** The register when that waiting began; null: no sample yet. */
  let quietSinceWh: number | null = null;
  /** Meter samples since the last session_info, while a car is believed to be there. */
  let missedInfos: number | null = null;
  let lastWh: number | null = null;
  /** Instants of the newest samples: one that is delivered twice is no second one. */
  let sampledMs: readonly number[] = [];
  /** How often session_info told of a transaction we know nothing of. */
  let contradictions = 0;
  let lastVehicle = '';
  let publicKey: string | null = null;

  /** An event that only a car on the cable brings about is as good as a session_info. */
  function carIsThere(): void {
    if (missedInfos !== null) missedInfos = 0;
    if (quietSamples !== null) quietSamples = 0;
  }

  function once(what: string, sessionId: string): boolean {
    const key = `${what} ${sessionId}`;
    if (told.has(key)) return false;
    told.add(key);
    const oldest = told.size > REMEMBERED * 4 ? told.values().next().value : undefined;
    if (oldest !== undefined) told.delete(oldest);
    return true;
  }

  function vehicleConnected(sessionId: string): void {
    if (once('vehicleConnected', sessionId)) tell({ type: 'vehicleConnected', sessionId });
  }

  function resynced(vehicleIsConnected: boolean, transactionActive: boolean, isNewcomer = false): void {
    quietSamples = null;
    contradictions = 0;
    missedInfos = vehicleIsConnected ? 0 : null;
    if (!transactionActive) transaction = null;
    else transaction ??= { sessionId: null, idToken: null };
    tell({
      type: 'resync',
      vehicleConnected: vehicleIsConnected,
      transactionActive,
      ...(isNewcomer && { isNewcomer }),
    });
  }

  function transactionStarted(sessionId: string, event: SessionEvent): void {
    const started = event.transaction_started;
    if (!started || !once('transactionStarted', sessionId)) return;
    vehicleConnected(sessionId); // a transaction is authorized and plugged
    const idToken = started.id_tag?.id_token.value ?? null;
    transaction = { sessionId, idToken };
    tell({ type: 'transactionStarted', sessionId, idToken, meter: readingOf(started.meter_value, now) });
  }

  function transactionFinished(event: SessionEvent): void {
    // After a power cut the uuid is empty; SessionResumed, just before, named it.
    const sessionId = event.uuid || resumedSession;
    const finished = event.transaction_finished;
    if (!finished || (sessionId && !once('transactionFinished', sessionId))) return;
    resumedSession = '';
    transaction = null;
    charging = false;
    handshake.end();
    tell({
      type: 'transactionFinished',
      sessionId,
      reason: finished.reason ?? null,
      meter: readingOf(finished.meter_value, now),
      signedStart: signedOf(finished.start_signed_meter_value, publicKey),
      signed: signedOf(finished.signed_meter_value, publicKey),
    });
  }

  function sessionFinished(sessionId: string): void {
    missedInfos = null;
    transaction = null;
    charging = false;
    handshake.end();
    tell({ type: 'sessionFinished', sessionId });
  }

  return {
    get transaction() {
      return transaction;
    },

    /** False for an event we do not know. */
    sessionEvent(event: SessionEvent): boolean {
      const sessionId = event.uuid;
      switch (event.event) {
        case 'SessionStarted': {
          if (!event.session_started || !once('sessionStarted', sessionId)) return true;
          const plugged = event.session_started.reason === 'EVConnected';
          if (plugged) once('vehicleConnected', sessionId);
          tell({ type: 'sessionStarted', sessionId, vehicleConnected: plugged });
          return true;
        }
        // EVerest asks for authorization when a car is there, and asks again in a session authorized before the plug.
        case 'AuthRequired':
          vehicleConnected(sessionId);
          return true;
        case 'Authorized':
          tell({ type: 'authorized', sessionId });
          return true;
        case 'Deauthorized':
          tell({ type: 'deauthorized', sessionId });
          return true;
        case 'TransactionStarted':
          carIsThere();
          transactionStarted(sessionId, event);
          return true;
        case 'PrepareCharging':
          carIsThere();
          charging = false;
          handshake.begin();
          return true;
        case 'ChargingStarted':
          carIsThere();
          handshake.end();
          // Repeated just before a fault pauses the charge.
          if (!charging) tell({ type: 'chargingStarted', sessionId });
          charging = true;
          return true;
        case 'ChargingPausedEV':
          charging = false;
          tell({ type: 'pausedByCar', sessionId });
          return true;
        case 'ChargingPausedEVSE':
          charging = false;
          handshake.end();
          tell({ type: 'pausedByStation', sessionId, reasons: event.charging_paused_evse?.reasons ?? [] });
          return true;
        case 'StoppingCharging':
          charging = false;
          handshake.end();
          tell({ type: 'stopping', sessionId });
          return true;
        case 'TransactionFinished':
          transactionFinished(event);
          return true;
        case 'SessionFinished':
          sessionFinished(sessionId);
          return true;
        case 'SessionResumed':
        case 'SessionResumed:':
          resumedSession = sessionId;
          return true;
        case 'Enabled':
        case 'Disabled':
          deps.onStanding({ enabled: event.event === 'Enabled' });
          return true;
        case 'ReservationStart':
        case 'ReservationEnd':
          deps.onStanding({ reserved: event.event === 'ReservationStart' });
          return true;
        // The next event says the same with more, or they concern nobody at the screen.
        case 'ChargingFinished':
        case 'PluginTimeout':
        case 'SwitchingPhases':
          return true;
        default:
          return false;
      }
    },

    sessionInfo(info: SessionInfo): void {
      const picture = pictureOf(info);
      if (!picture) return;
      deps.onStanding({ enabled: picture.enabled });
      // The event that said so was lost; this came with it.
      const leftUnheard = missedInfos !== null && info.state === 'Unplugged';
      missedInfos = picture.vehicleConnected ? 0 : null;
      // Once it may lag behind an event.
      contradictions = picture.transactionActive && !transaction ? contradictions + 1 : 0;
      const runsUnheard = contradictions >= CONTRADICTIONS;
      if (quietSamples !== null || leftUnheard || runsUnheard)
        resynced(picture.vehicleConnected, picture.transactionActive, awaitsAuthorization(info));
    },

    powermeter(meter: Powermeter): void {
      const reading = readingOf(meter, now);
      tell({ type: 'meter', reading });
      if (sampledMs.includes(reading.atMs)) return;
      sampledMs = [reading.atMs, ...sampledMs].slice(0, QUIET_SAMPLES);
      if (quietSamples === null) {
        const rises = lastWh !== null && reading.energyWh > lastWh;
        lastWh = reading.energyWh;
        if (missedInfos === null) return;
        missedInfos = rises ? 0 : missedInfos + 1;
        // It left, and the message that said so was lost.
        if (missedInfos >= QUIET_SAMPLES) resynced(false, false);
        return;
      }
      quietSamples += 1;
      quietSinceWh ??= reading.energyWh;
      // A register that rises is no picture of an empty bay, whatever was lost on the way.
      if (reading.energyWh > quietSinceWh) resynced(true, true);
      else if (quietSamples >= QUIET_SAMPLES) resynced(false, false);
    },

    /** Told once at EVerest's start, and easily missed. */
    publicKey(key: string): void {
      publicKey = key;
    },

    evInfo(info: EvInfo): void {
      const vehicle = {
        socPercent: info.soc ?? null,
        fullAtMs: instant(info.estimated_time_full),
        batteryCapacityWh: info.battery_capacity ?? null,
      };
      const seen = JSON.stringify(vehicle); // several come each second, mostly about voltage and current
      if (seen === lastVehicle) return;
      lastVehicle = seen;
      tell({ type: 'vehicle', ...vehicle });
    },

    dlinkReady: (ready: boolean): void => void (ready && handshake.linkReady()),
    isolationMeasured: handshake.isolationMeasured,
    voltageMeasured: handshake.voltageMeasured,

    /** Connected (again): the next session_info, or its absence, says where the EVSE stands. */
    awaitPicture(): void {
      quietSamples = 0;
      quietSinceWh = null;
      charging = false;
      lastVehicle = '';
    },

    restarted(): void {
      transaction = null;
      charging = false;
      handshake.end();
      deps.onStanding({ enabled: true, reserved: false });
      tell({ type: 'restarted' });
    },
  };
}
export type EvseTracker = ReturnType<typeof createEvseTracker>;
