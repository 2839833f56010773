import { instant, type SessionInfo } from './messages.ts';

/** Where an EVSE stands, read from one `session_info`. */
export type Picture = {
  readonly enabled: boolean;
  readonly vehicleConnected: boolean;
  readonly transactionActive: boolean;
};

/** EVerest sends no `session_info` while nothing is plugged in; so many meter samples without one mean: unplugged. */
export const QUIET_SAMPLES = 4;

const delivering = new Set(['Charging', 'ChargingPausedEV', 'ChargingPausedEVSE']);
const plugged = new Set(['AuthRequired', 'AuthTimeout', 'Finished', 'FinishedEVSE', 'FinishedEV']);

/** No car comes to this after its transaction: it would have to be unplugged first. */
export const awaitsAuthorization = ({ state }: SessionInfo): boolean =>
  state === 'AuthRequired' || state === 'AuthTimeout';

/** `Preparing` is either authorized and waiting for the cable, or a transaction that prepares. Null for states that tell nothing. */
export function pictureOf(info: SessionInfo): Picture | null {
  if (info.state === 'Unknown') return null;
  const mayRun = info.state === 'Preparing' || info.state === 'Finished' || info.state === 'FinishedEV';
  const transactionActive = delivering.has(info.state) || (mayRun && transactionOpen(info));
  return {
    enabled: info.state !== 'Disabled',
    vehicleConnected: plugged.has(info.state) || transactionActive,
    transactionActive,
  };
}

/** The times are those of the last transaction and stay after it, so an end before the start belongs to an older one. */
function transactionOpen(info: SessionInfo): boolean {
  const startMs = instant(info.transaction_start_time);
  const endMs = instant(info.transaction_end_time);
  if (startMs === null) return typeof info.transaction_duration_s === 'number';
  return endMs === null || endMs < startMs;
}
