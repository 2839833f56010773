import type { Result } from '../result.ts';

/** One reading of the billing meter. `energyWh` is the meter's import register, not the session's energy. */
export type MeterReading = {
  readonly energyWh: number;
  readonly atMs: number;
  readonly powerW: number | null;
  readonly meterId: string | null;
};

/** A signed meter value, kept verbatim. */
export type SignedMeterValue = {
  readonly data: string;
  readonly encoding: string;
  readonly publicKey: string | null;
};

/** How far the talk between charger and car has come. */
export type HandshakePhase = 'connecting' | 'negotiating' | 'safetyCheck' | 'preCharge';

export type StopReason = 'local' | 'limitReached' | 'emergency' | 'deauthorized' | 'carFinished' | 'other';

export type ControllerFault = {
  /** The controller's own name of the fault, for the log. */
  readonly type: string;
  readonly emergencyStop: boolean;
  readonly inoperative: boolean;
};

/** What the controller tells of one EVSE. Every notice may come twice; `sessionId` is the controller's session. */
export type EvseNotice =
  | { readonly type: 'sessionStarted'; readonly sessionId: string; readonly vehicleConnected: boolean }
  | { readonly type: 'vehicleConnected'; readonly sessionId: string }
  | { readonly type: 'authorized'; readonly sessionId: string }
  | { readonly type: 'deauthorized'; readonly sessionId: string }
  | {
      readonly type: 'transactionStarted';
      readonly sessionId: string;
      readonly idToken: string | null;
      readonly meter: MeterReading;
    }
  | { readonly type: 'handshake'; readonly phase: HandshakePhase }
  | { readonly type: 'chargingStarted'; readonly sessionId: string }
  | { readonly type: 'pausedByCar'; readonly sessionId: string }
  | { readonly type: 'pausedByStation'; readonly sessionId: string; readonly reasons: readonly string[] }
  | { readonly type: 'stopping'; readonly sessionId: string }
  | {
      readonly type: 'transactionFinished';
      /** Empty when the controller lost it in a power cut: then it belongs to the EVSE's open transaction. */
      readonly sessionId: string;
      readonly reason: string | null;
      readonly meter: MeterReading;
      readonly signedStart: SignedMeterValue | null;
      readonly signed: SignedMeterValue | null;
    }
  /** The cable is out and the controller's session over. */
  | { readonly type: 'sessionFinished'; readonly sessionId: string }
  | { readonly type: 'meter'; readonly reading: MeterReading }
  | {
      readonly type: 'vehicle';
      readonly socPercent: number | null;
      readonly fullAtMs: number | null;
      readonly batteryCapacityWh: number | null;
    }
  /** Whether a driver may start here; `faults` lists what is active now, [] when all is well. */
  | {
      readonly type: 'availability';
      readonly enabled: boolean;
      readonly reserved: boolean;
      readonly faults: readonly ControllerFault[];
    }
  /**
   * The controller's own picture after we (re)connect, when events may have been missed: is a car there, is a
   * transaction running. `sessionId` is not known then. `isNewcomer`: the car waits to be authorized, so it is none that
   * has charged.
   */
  | {
      readonly type: 'resync';
      readonly vehicleConnected: boolean;
      readonly transactionActive: boolean;
      readonly isNewcomer?: boolean;
    }
  /** The controller itself was restarted: what it knew of a running session is gone unless it says otherwise. */
  | { readonly type: 'restarted' };

export type ControllerNotice =
  | { readonly type: 'link'; readonly up: boolean }
  | { readonly type: 'evse'; readonly evse: number; readonly notice: EvseNotice };

export type ControllerError =
  | { readonly code: 'link_lost' }
  | { readonly code: 'timed_out' }
  /** The controller answered no: nothing to stop, token rejected, EVSE unknown. */
  | { readonly code: 'refused'; readonly detail: string };

/** What authorizes a charge at the controller: our session's token, or the charging key itself. */
export type IdToken = { readonly value: string; readonly kind: 'bankCard' | 'chargingKey' };

/** The power electronics controller of the whole station; `evse` is the EVSE's number there, 1-based. */
export interface PowerController {
  readonly linkUp: boolean;
  start(): void;
  stop(): Promise<void>;
  /** Resolves when the controller has accepted the token for that EVSE. The same token again is answered the same. */
  authorize(evse: number, idToken: IdToken): Promise<Result<void, ControllerError>>;
  /** Takes an authorization back; ends a transaction that already began. Nothing to take back is ok. */
  withdraw(evse: number, idToken: IdToken): Promise<Result<void, ControllerError>>;
  /** Asks for the end of the transaction; that it ended is told by `transactionFinished`. */
  stopTransaction(evse: number, reason: StopReason): Promise<Result<void, ControllerError>>;
  setEnabled(evse: number, enabled: boolean): Promise<Result<void, ControllerError>>;
  /** Asks that EVSE's part of the controller who it is and what is wrong with it now. Changes nothing. */
  check(evse: number): Promise<Result<readonly ControllerFault[], ControllerError>>;
  onNotice(listener: (notice: ControllerNotice) => void): () => void;
}
