/**
 * As much as a charge usually bills at most: twice a large car's battery in kWh, four hours in minutes. A price is shown
 * with as many digits as explain so much of it to one minor unit.
 */
export const USUALLY_BILLED = { kWh: 250, minute: 240, session: 1 } as const;
