import { type Money, money, subtract } from '../../machines/money.ts';
import type { Cost } from './cost.ts';
import { fromDecimal, ONE, over, plus, rational, times } from './rational.ts';
import { allocateScaled, toMinor } from './rounding.ts';

/**
 * The price the driver pays when it passed the most that was agreed: what lies above is not charged, and says so in a line of
 * its own. Net and VAT shrink with the total, each rate in proportion.
 */
export function capAt<C extends Cost>(cost: C, most: Money): C {
  const above = subtract(cost.total, most);
  if (above.minor <= 0) return cost;
  const inCurrency = (minor: number) => money(minor, cost.total.currency);
  const grosses = cost.vat.map((rate) => rate.net.minor + rate.vat.minor);
  const untaxed = cost.total.minor - grosses.reduce((sum, gross) => sum + gross, 0);
  const [, ...capped] = allocateScaled(
    [untaxed, ...grosses].map((gross) => rational(gross)),
    most.minor,
  );
  const vat = cost.vat.map(({ percent }, i) => {
    const gross = capped[i] ?? 0;
    const factor = plus(ONE, times(fromDecimal(percent), rational(1, 100)));
    const net = toMinor(over(rational(gross), factor));
    return { percent, net: inCurrency(net), vat: inCurrency(gross - net) };
  });
  const notCharged = {
    kind: 'notCharged',
    quantity: '1',
    unit: null,
    unitPrice: null,
    amount: inCurrency(-above.minor),
  } as const;
  const tax = vat.reduce((sum, rate) => sum + rate.vat.minor, 0);
  return { ...cost, lines: [...cost.lines, notCharged], net: inCurrency(most.minor - tax), vat, total: most };
}
