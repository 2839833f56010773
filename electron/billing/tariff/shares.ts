import type { Dimension } from '../ocpiTariff.ts';
import { type CompiledTariff, firstThatHolds, type Option, type Options } from './compile.ts';
import type { State } from './conditions.ts';
import { type Finding, findingsOf } from './findings.ts';
import { localTime } from './localTime.ts';
import { type Session, stateAt } from './usage.ts';

/** What is billed, and for what. A reservation's time and fee stand apart from the session's. */
export type BilledDimension = Dimension | 'RESERVATION_TIME' | 'RESERVATION_FLAT';

/** One dimension of one period and the component that prices it. */
export type Share = {
  /** Position by start; null: of the reservation. */
  readonly period: number | null;
  readonly startMs: number;
  readonly endMs: number;
  readonly dimension: BilledDimension;
  /** Null: nothing prices it. */
  readonly option: Option | null;
  /** mWh, seconds or sessions. */
  readonly quantity: number;
  /** Not used, but billed to fill the last step. */
  readonly fillsStep: boolean;
};

/**
 * Walks the periods: each dimension of each is priced by the first element that has a component of its type and whose
 * restrictions hold at the start of the period (OCPI 2.2.1, mod_tariffs, TariffElement).
 */
export function sharesOf(tariff: CompiledTariff, session: Session): { shares: Share[]; findings: Finding[] } {
  const { options } = tariff;
  const { timeZone, periods } = session;
  const sinceMs = periods[0]?.startMs ?? 0;
  const shares = reservationShares(tariff, session);
  const findings: Finding[] = [];
  let milliWh = 0;
  let flatIsDue = true;
  for (const [period, volumes] of periods.entries()) {
    const state = stateAt(volumes, timeZone, sinceMs, milliWh);
    const { startMs, endMs, chargingSeconds, parkingSeconds } = volumes;
    const priced = (dimension: Dimension, quantity: number): void => {
      if (options[dimension].length === 0) return;
      const option = firstThatHolds(options[dimension], state);
      if (!option && quantity > 0) findings.push({ code: 'unpriced', period, dimension });
      shares.push({ period, startMs, endMs, dimension, option, quantity, fillsStep: false });
    };
    // While charging, energy has its line from the first moment on, though nothing has flowed yet.
    if (volumes.charging || volumes.milliWh > 0) priced('ENERGY', volumes.milliWh);
    if (chargingSeconds > 0) priced('TIME', chargingSeconds);
    if (parkingSeconds > 0) priced('PARKING_TIME', parkingSeconds);
    const fee = flatIsDue ? firstThatHolds(options.FLAT, state) : null;
    if (fee) {
      flatIsDue = false;
      shares.push({ period, startMs, endMs, dimension: 'FLAT', option: fee, quantity: 1, fillsStep: false });
    }
    findings.push(...findingsOf(tariff, volumes, { period, state, sinceMs, timeZone, feeIsOpen: flatIsDue }));
    if (startMs < (periods[period - 1]?.endMs ?? startMs)) findings.push({ code: 'overlaps', period });
    milliWh += volumes.milliWh;
  }
  const paidToStand = shares.some(
    ({ dimension, option, quantity }) => dimension === 'PARKING_TIME' && option && quantity,
  );
  // Time is stepped once: the parking if any was priced, else the charging (OCPI 2.2.1, mod_cdrs, step_size).
  for (const dimension of ['ENERGY', paidToStand ? 'PARKING_TIME' : 'TIME', 'RESERVATION_TIME'] as const)
    shares.push(...stepFiller(shares, dimension));
  return { shares, findings };
}

function reservationShares({ reservation }: CompiledTariff, session: Session): Share[] {
  if (!session.reservation) return [];
  const { outcome, periods } = session.reservation;
  const options: Options = reservation[outcome];
  const sinceMs = periods[0]?.startMs ?? 0;
  let flatIsDue = true;
  return periods.flatMap(({ startMs, endMs, seconds }) => {
    const state: State = {
      ...localTime(startMs, session.timeZone),
      milliWh: 0,
      sessionSeconds: Math.floor((startMs - sinceMs) / 1000),
      power: { min: 0, max: 0 },
      current: { min: 0, max: 0 },
    };
    const share = (dimension: BilledDimension, option: Option | null, quantity: number): Share[] =>
      option ? [{ period: null, startMs, endMs, dimension, option, quantity, fillsStep: false }] : [];
    const fee = flatIsDue ? firstThatHolds(options.FLAT, state) : null;
    if (fee) flatIsDue = false;
    return [
      ...share('RESERVATION_TIME', firstThatHolds(options.TIME, state), seconds),
      ...share('RESERVATION_FLAT', fee, 1),
    ];
  });
}

/** All that was priced is rounded up together, once, by the step of the component used last and at its price. */
function stepFiller(shares: readonly Share[], dimension: BilledDimension): Share[] {
  const used = shares.filter((share) => share.dimension === dimension && share.option && share.quantity > 0);
  const last = used.at(-1);
  const step = last?.option?.step ?? 0;
  if (!last || step === 0) return [];
  const rest = used.reduce((sum, { quantity }) => sum + quantity, 0) % step;
  return rest === 0 ? [] : [{ ...last, quantity: step - rest, fillsStep: true }];
}

/** How much of a dimension is billed: mWh, seconds or fees, steps included. */
export const billed = (shares: readonly Share[], dimension: BilledDimension): number =>
  shares.reduce((sum, share) => sum + (share.dimension === dimension && share.option ? share.quantity : 0), 0);
