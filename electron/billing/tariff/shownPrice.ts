import { minorDigits } from '../../../machines/money.ts';
import type { Dimension } from '../ocpiTariff.ts';
import { compare, decimalText, minus, type Rational, rational, rounded, times } from '../rational.ts';
import { minorPerMajor } from '../rounding.ts';
import { USUALLY_BILLED } from './usuallyBilled.ts';

/** A driver reads prices per kWh, per minute and per session; a tariff counts mWh, seconds and sessions. */
export const SHOWN_UNIT = {
  ENERGY: { unit: 'kWh', counted: 1_000_000 },
  TIME: { unit: 'minute', counted: 60 },
  PARKING_TIME: { unit: 'minute', counted: 60 },
  FLAT: { unit: 'session', counted: 1 },
} as const;

/**
 * The price per kWh, minute or session as the driver reads it, in the major unit, from that of one counted unit. A price
 * that is `stated` so is shown as it is; one that had to be computed (VAT on top, an hour in minutes) with the fewest
 * digits that still explain a usual bill within one minor unit.
 */
export function shownPrice(dimension: Dimension, gross: Rational, currency: string, stated: boolean): string {
  const digits = minorDigits(currency);
  const exact = times(gross, rational(SHOWN_UNIT[dimension].counted));
  const differsAt = (places: number): Rational => {
    const difference = minus(rational(rounded(exact, places), 10n ** BigInt(places)), exact);
    return difference.n < 0n ? { n: -difference.n, d: difference.d } : difference;
  };
  if (stated && differsAt(9).n === 0n) return decimalText(exact, digits, 9);
  const tolerated = rational(1, USUALLY_BILLED[SHOWN_UNIT[dimension].unit] * minorPerMajor(currency));
  let places = digits;
  while (compare(differsAt(places), tolerated) > 0) places++;
  return decimalText(exact, digits, places);
}

/** A quantity of mWh, seconds or sessions as a receipt counts it: kWh with three digits, minutes, sessions. */
export function shownQuantity(dimension: Dimension, counted: number): string {
  const per = SHOWN_UNIT[dimension].counted;
  // Safe integers of mWh or seconds: a double holds the quotient to more digits than are shown.
  if (dimension === 'ENERGY') return (counted / per).toFixed(6).replace(/0{1,3}$/, '');
  return String(Number((counted / per).toFixed(4)));
}
