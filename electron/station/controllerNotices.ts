import type { ChargeEvent } from '../../machines/charge.model.ts';
import type { EvseNotice, MeterReading } from '../../machines/ports/powerController.ts';
import type { EndReason } from '../../machines/view.ts';

/** What a controller's notice means by itself, before the station looks at its own books. */

/**
 * Registers are read as the meter shows them: in whole Wh. So the energy on a receipt is the difference of the two
 * readings printed above it, and no fraction that nobody can see is billed. They were read when they are heard: whatever
 * the controller's clock says, prices go by the station's.
 */
export function asRead(notice: EvseNotice, atMs: number): EvseNotice {
  const whole = (reading: MeterReading): MeterReading => ({ ...reading, energyWh: Math.floor(reading.energyWh), atMs });
  switch (notice.type) {
    case 'meter':
      return { ...notice, reading: whole(notice.reading) };
    case 'transactionStarted':
    case 'transactionFinished':
      return { ...notice, meter: whole(notice.meter) };
    default:
      return notice;
  }
}

/** Whether a transaction runs from now on; null where the notice says nothing of it. */
export function isRunning(notice: EvseNotice): boolean | null {
  switch (notice.type) {
    case 'transactionStarted':
      return true;
    case 'transactionFinished':
    case 'sessionFinished':
    case 'restarted':
      return false;
    case 'resync':
      return notice.transactionActive;
    default:
      return null;
  }
}

export type Notice<T extends EvseNotice['type']> = Extract<EvseNotice, { type: T }>;

/** What the machine is told word for word; null where the station has to look at its own books first. */
export function eventOf(notice: EvseNotice, atMs: number): ChargeEvent | null {
  switch (notice.type) {
    case 'sessionStarted':
      return notice.vehicleConnected ? { type: 'VEHICLE_CONNECTED' } : null;
    case 'vehicleConnected':
      return { type: 'VEHICLE_CONNECTED' };
    case 'deauthorized':
      return { type: 'DEAUTHORIZED' };
    case 'handshake':
      return { type: 'HANDSHAKE', phase: notice.phase };
    case 'chargingStarted':
      return { type: 'CHARGING_STARTED', atMs };
    case 'pausedByCar':
      return { type: 'PAUSED_BY_CAR' };
    case 'pausedByStation':
      return { type: 'PAUSED_BY_STATION' };
    case 'sessionFinished':
      return { type: 'VEHICLE_DISCONNECTED', atMs };
    case 'meter':
      return { type: 'METER', reading: notice.reading };
    case 'vehicle':
      return { type: 'VEHICLE', socPercent: notice.socPercent, fullAtMs: notice.fullAtMs };
    case 'availability':
      return { type: 'AVAILABILITY', enabled: notice.enabled, reserved: notice.reserved, faults: notice.faults };
    case 'authorized':
    case 'stopping':
    case 'transactionStarted':
    case 'transactionFinished':
    case 'resync':
    case 'restarted':
      return null;
  }
}

/** The controller's reason in the driver's terms; null where ours, set when we asked for the stop, stands. */
export function endReasonOf(reason: string | null): EndReason | null {
  switch (reason) {
    case 'EVDisconnected':
      return 'unplugged';
    case 'EmergencyStop':
      return 'emergencyStop';
    case 'PowerLoss':
    case 'Reboot':
    case 'HardReset':
      return 'controllerLost';
    case 'Local':
    case 'Remote':
      return 'driver';
    case 'StoppedByEV':
    case 'SOCLimitReached':
      return 'carFinished';
    default:
      return null;
  }
}
