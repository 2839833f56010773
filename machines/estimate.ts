import type { Money } from './money.ts';
import type { CostLine } from './receiptView.ts';

/** What a driver wants to know the price of before paying. */
export type EstimateQuestion =
  | { readonly kind: 'energy'; readonly energyWh: number }
  /** From one state of charge to another, of a battery that holds so much. */
  | {
      readonly kind: 'battery';
      readonly capacityWh: number;
      readonly fromPercent: number;
      readonly toPercent: number;
    }
  | { readonly kind: 'amount'; readonly amountMinor: number }
  | { readonly kind: 'time'; readonly minutes: number };

/** The price is exact for this energy begun now; how long it takes is what most cars take. */
export type Estimate = {
  readonly energyWh: number;
  readonly durationMs: number;
  readonly total: Money;
  readonly lines: readonly CostLine[];
};
