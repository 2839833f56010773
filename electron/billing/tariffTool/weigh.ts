import type { Money } from '../../../machines/money.ts';
import type { PriceView } from '../../../machines/view.ts';
import type { Market } from '../market.ts';
import type { OcpiTariff } from '../ocpiTariff.ts';
import { priceView } from '../priceView.ts';
import { estimate } from '../tariff/estimate.ts';
import { check } from './check.ts';
import type { Remark } from './remark.ts';

/** Charges everybody can picture, in the middle of what happens at a fast charger. */
const SAMPLES = [
  { kwh: 30, minutes: 40, idleMinutes: 0 },
  { kwh: 60, minutes: 50, idleMinutes: 0 },
  { kwh: 30, minutes: 40, idleMinutes: 30 },
] as const;

export type Weighing = {
  readonly at: { readonly atMs: number; readonly timeZone: string };
  readonly idleGraceMs: number;
  readonly market: Market;
};
/** What a charge would cost by either tariff. `idleMinutes`: how long it stands and pays after the grace. */
export type Sample = (typeof SAMPLES)[number] & { readonly before: Money; readonly after: Money };
export type Weighed = {
  readonly remarks: readonly Remark[];
  /** What drivers read at this moment. */
  readonly before: PriceView;
  readonly after: PriceView;
  readonly samples: readonly Sample[];
};

/** A tariff beside the one it would replace, at an instant. It may take seconds. */
export function weigh(before: OcpiTariff, after: OcpiTariff, { at, idleGraceMs, market }: Weighing): Weighed {
  const shown = (tariff: OcpiTariff) => priceView(tariff, at, idleGraceMs, market);
  return {
    remarks: check(after, at.atMs),
    before: shown(before),
    after: shown(after),
    samples: SAMPLES.map((sample) => ({
      ...sample,
      before: estimate(before, { ...sample, ...at }, market.rounding).total,
      after: estimate(after, { ...sample, ...at }, market.rounding).total,
    })),
  };
}
