/**
 * How far a driver wants to charge; none: until the car is full or the amount held is used up. An amount is of the
 * tariff's currency and for the charge alone: an idle fee, told before it begins, comes on top.
 */
export type Budget =
  | { readonly kind: 'amount'; readonly amountMinor: number }
  /** Only where the car tells its state of charge. */
  | { readonly kind: 'soc'; readonly socPercent: number }
  /** From the first energy on. */
  | { readonly kind: 'time'; readonly minutes: number };

/** Amounts that can be chosen now, in minor units: less would end the charge as it begins, more is not held. */
export type BudgetRange = { readonly leastMinor: number; readonly mostMinor: number };

export const isWithin = (budget: Budget | null, { leastMinor, mostMinor }: BudgetRange): boolean =>
  budget?.kind !== 'amount' || (budget.amountMinor >= leastMinor && budget.amountMinor <= mostMinor);
