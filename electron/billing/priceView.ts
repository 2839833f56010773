import { minorDigits } from '../../machines/money.ts';
import type { PricePart, PriceView } from '../../machines/view.ts';
import { canonicalJson, sha256 } from '../store/canonicalJson.ts';
import { componentOf, type OcpiTariff, type PriceComponent } from './ocpiTariff.ts';
import { atLeast, Decimal, minorPerMajor } from './rounding.ts';

/** A receipt shows prices per kWh, per minute and per session; OCPI prices parking per hour. */
const UNITS_PER_STATED = { ENERGY: 1, FLAT: 1, PARKING_TIME: 60 } as const;

/** As much as a charge can be expected to bill: twice a large car's battery in kWh, four hours in minutes. */
const MOST_BILLED = { ENERGY: 250, FLAT: 1, PARKING_TIME: 240 } as const;

/** 1 + VAT: 1.21 for 21 %. */
export const vatFactor = (component: PriceComponent): Decimal => new Decimal(component.vat ?? 0).div(100).plus(1);

/** The component that prices `type`, unless it asks for nothing. A price of 0 for energy is news; for a fee it is not. */
export function charged(tariff: OcpiTariff, type: PriceComponent['type']): PriceComponent | null {
  const component = componentOf(tariff, type);
  return component && (type === 'ENERGY' || new Decimal(component.price).gt(0)) ? component : null;
}

/**
 * The gross price per kWh, session or minute as the driver reads it, in the major unit. A price that is stated with VAT
 * is shown as it is; one that had to be computed (VAT on top, an hour in minutes) with the fewest digits that still
 * explain the largest bill within one minor unit.
 */
export function grossPrice(tariff: OcpiTariff, component: PriceComponent): string {
  const { type, price } = component;
  const digits = minorDigits(tariff.currency);
  const stated = new Decimal(price).div(UNITS_PER_STATED[type]);
  const exact = tariff.tax_included === 'YES' ? stated : stated.times(vatFactor(component));
  if (tariff.tax_included === 'YES' && exact.round(9).eq(exact)) return atLeast(digits, exact);
  const most = MOST_BILLED[type] * minorPerMajor(tariff.currency);
  let shown = exact.round(digits);
  for (let places = digits; shown.minus(exact).abs().times(most).gt(1); places++) shown = exact.round(places + 1);
  return atLeast(digits, shown);
}

/**
 * What the driver is told before paying: every component with VAT included, per kWh, per session, then the idle fee
 * that begins `idleGraceMs` after charging has ended (Regulation (EU) 2023/1804, Article 5(4)).
 */
export function priceView(tariff: OcpiTariff, idleGraceMs: number): PriceView {
  const parts: PricePart[] = [];
  const energy = charged(tariff, 'ENERGY');
  const flat = charged(tariff, 'FLAT');
  const parking = charged(tariff, 'PARKING_TIME');
  if (energy) parts.push({ kind: 'energy', amount: grossPrice(tariff, energy), per: 'kWh' });
  if (flat) parts.push({ kind: 'session', amount: grossPrice(tariff, flat), per: 'session' });
  if (parking) {
    parts.push({ kind: 'idle', amount: grossPrice(tariff, parking), per: 'minute', afterMs: idleGraceMs });
  }
  return { currency: tariff.currency, vatPercent: (energy ?? flat ?? parking)?.vat ?? '0', parts };
}

/** Names the tariff a charge was priced by, for ever: sha256 of its canonical JSON. */
export const tariffHash = (tariff: OcpiTariff): string => sha256(canonicalJson(tariff));
