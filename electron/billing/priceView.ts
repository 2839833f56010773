import type { PricePart, PriceView } from '../../machines/view.ts';
import { canonicalJson, sha256 } from '../store/canonicalJson.ts';
import type { OcpiTariff } from './ocpiTariff.ts';
import { type Applied, type Moment, type Prices, pricesAt } from './tariff/nextChange.ts';

/**
 * What the driver is told before paying, and while it applies: every price of the moment with VAT included, per kWh, per
 * minute, per session, then the idle fee that begins `idleGraceMs` after charging has ended (Regulation (EU) 2023/1804,
 * Article 5(4)).
 */
export function priceView(tariff: OcpiTariff, moment: Moment, idleGraceMs: number): PriceView {
  const prices = pricesAt(tariff, moment);
  const told = [prices.ENERGY, feeOf(prices.TIME), feeOf(prices.FLAT), feeOf(prices.PARKING_TIME)];
  const vatPercent = told.find((applied) => applied !== null)?.component.vat ?? '0';
  return { currency: tariff.currency, vatPercent, parts: partsOf(prices, idleGraceMs) };
}

/** The same for the prices of any moment: also for those that come next. */
export function partsOf({ ENERGY, TIME, FLAT, PARKING_TIME }: Prices, idleGraceMs: number): PricePart[] {
  const time = feeOf(TIME);
  const session = feeOf(FLAT);
  const idle = feeOf(PARKING_TIME);
  return [
    ...(ENERGY ? [{ kind: 'energy', amount: ENERGY.shown, per: 'kWh' } as const] : []),
    ...(time ? [{ kind: 'time', amount: time.shown, per: 'minute' } as const] : []),
    ...(session ? [{ kind: 'session', amount: session.shown, per: 'session' } as const] : []),
    ...(idle ? [{ kind: 'idle', amount: idle.shown, per: 'minute', afterMs: idleGraceMs } as const] : []),
  ];
}

/** A price of nothing is news for energy; for a fee it is not. */
const feeOf = (applied: Applied | null): Applied | null =>
  applied && Number(applied.component.price) > 0 ? applied : null;

/** Names the tariff a charge was priced by, for ever: sha256 of its canonical JSON. */
export const tariffHash = (tariff: OcpiTariff): string => sha256(canonicalJson(tariff));
