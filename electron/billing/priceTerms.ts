import { minorDigits } from '../../machines/money.ts';
import type { PriceTerm } from '../../machines/view.ts';
import type { OcpiTariff } from './ocpiTariff.ts';
import { decimalText, fromDecimal, ONE, over, times } from './rational.ts';
import { compile } from './tariff/compile.ts';
import { type Applied, feeOf, type Prices } from './tariff/nextChange.ts';
import type { PriceLimit } from './tariffFields.ts';

const MINUTE_S = 60;

/** What beside the prices of a moment decides what a charge costs: limits of the whole, and steps. */
export function priceTerms(tariff: OcpiTariff, now: Prices): PriceTerm[] {
  const stepOf = (applied: Applied | null): number => feeOf(applied)?.component.step_size ?? 0;
  const [energy, time, idle] = [stepOf(now.ENERGY), stepOf(now.TIME), stepOf(now.PARKING_TIME)];
  return [
    ...limitsOf(tariff, now),
    ...(energy > 1 ? [{ kind: 'stepEnergy', energyWh: energy } as const] : []),
    // A price per minute is understood to be one per minute begun.
    ...(time > MINUTE_S ? [{ kind: 'stepTime', ms: time * 1000 } as const] : []),
    ...(idle > MINUTE_S ? [{ kind: 'stepIdle', ms: idle * 1000 } as const] : []),
  ];
}

/** As the driver pays them: a limit told without VAT is taxed like energy, or like what is charged for. */
function limitsOf(tariff: OcpiTariff, now: Prices): PriceTerm[] {
  const { options, taxes } = compile(tariff);
  const component = (now.ENERGY ?? now.TIME ?? now.FLAT ?? now.PARKING_TIME)?.component;
  const taxedAs = Object.values(options)
    .flat()
    .find((option) => option.component === component);
  const factor = taxedAs ? over(taxedAs.toGross, taxedAs.toNet) : ONE;
  const shown = ({ excl_vat, incl_vat }: PriceLimit): string => {
    const net = fromDecimal(excl_vat ?? incl_vat ?? '0');
    const gross = incl_vat === undefined || taxes === 'plus' ? times(net, factor) : fromDecimal(incl_vat);
    return decimalText(gross, minorDigits(tariff.currency));
  };
  const { min_price: least, max_price: most } = tariff;
  return [
    ...(least ? [{ kind: 'least', amount: shown(least) } as const] : []),
    ...(most ? [{ kind: 'most', amount: shown(most) } as const] : []),
  ];
}
