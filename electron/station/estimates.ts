import type { Estimate, EstimateQuestion } from '../../machines/estimate.ts';
import type { ConnectorType } from '../../machines/view.ts';
import { priceOf } from '../billing/cost.ts';
import type { OcpiTariff } from '../billing/ocpiTariff.ts';
import type { RoundingPolicy } from '../billing/rounding.ts';
import { periodsOf } from '../billing/tariff/estimate.ts';
import type { Config } from './config.ts';

/** What most vehicles take there on average, from nearly empty to four fifths full, in W. */
const MEAN_POWER_W: Readonly<Record<ConnectorType, number>> = {
  CCS2: 75_000,
  CCS1: 75_000,
  NACS: 75_000,
  CHAdeMO: 40_000,
  MCS: 500_000,
  Type2: 11_000,
};
/** A battery takes about so much of what it holds in an hour: a small one is not charged faster than a large one. */
const MEAN_SHARE_PER_HOUR = 1.2;
/** More than a vehicle takes: an amount that buys so much is not what ends its charge. */
const MOST_WH = 1_000_000;

type Evse = Pick<Config['evses'][number], 'connectorType' | 'maxPowerW'>;

/**
 * What a charge begun now would cost, by the same reckoning as the bill. Null for an amount that is less
 * than the least charge costs, or that no charge of a vehicle exceeds.
 */
export function estimateOf(
  tariff: OcpiTariff,
  { connectorType, maxPowerW }: Evse,
  question: EstimateQuestion,
  at: { readonly atMs: number; readonly timeZone: string; readonly rounding?: RoundingPolicy },
): Estimate | null {
  const usualW = Math.min(maxPowerW, MEAN_POWER_W[connectorType]);
  const powerW = question.kind === 'battery' ? Math.min(maxPowerW, question.capacityWh * MEAN_SHARE_PER_HOUR) : usualW;
  const estimate = (energyWh: number): Estimate => {
    const minutes = (energyWh / powerW) * 60;
    const periods = periodsOf(tariff, { ...at, kwh: energyWh / 1000, minutes });
    const { total, lines } = priceOf(tariff, { timeZone: at.timeZone, periods }, at.rounding);
    return { energyWh, durationMs: Math.round(minutes * 60_000), total, lines };
  };
  switch (question.kind) {
    case 'energy':
      return estimate(question.energyWh);
    case 'battery': {
      const share = Math.max(0, question.toPercent - question.fromPercent) / 100;
      return estimate(Math.round(question.capacityWh * share));
    }
    case 'time':
      return estimate(Math.round((usualW * question.minutes) / 60));
    case 'amount': {
      const most = mostWh((energyWh) => estimate(energyWh).total.minor <= question.amountMinor);
      return most === null ? null : estimate(most);
    }
  }
}

/** The most energy for which `isEnough`, to 100 Wh; null: it is too little even for none, or enough for any. */
function mostWh(isEnough: (energyWh: number) => boolean): number | null {
  if (!isEnough(0)) return null;
  let low = 0;
  let high = 1_000;
  while (isEnough(high)) {
    if (high >= MOST_WH) return null;
    high *= 2;
  }
  while (high - low > 100) {
    const middle = Math.floor((low + high) / 200) * 100;
    if (isEnough(middle)) low = middle;
    else high = middle;
  }
  return low;
}
