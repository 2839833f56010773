import type { NextPrice, PricePart, PriceView } from '../../machines/view.ts';
import { canonicalJson, sha256 } from '../store/canonicalJson.ts';
import type { Market } from './market.ts';
import { type OcpiTariff, taxesOf } from './ocpiTariff.ts';
import { priceTerms } from './priceTerms.ts';
import { feeOf, type Moment, nextChange, type Prices } from './tariff/nextChange.ts';

/** A change farther away than this is not this driver's. */
const HORIZON_MS = 12 * 3_600_000;

/**
 * What the driver is told before paying, and while it applies: every price of the moment with VAT included, the idle fee
 * that begins `idleGraceMs` after charging has ended among them, and the prices that come next.
 */
export function priceView(tariff: OcpiTariff, moment: Moment, idleGraceMs: number, market: Market): PriceView {
  const { now, byTime, byEnergy } = nextChange(tariff, moment, HORIZON_MS);
  const told = [now.ENERGY, feeOf(now.TIME), feeOf(now.FLAT), feeOf(now.PARKING_TIME)];
  const isTaxed = taxesOf(tariff) === 'stated';
  const rates = new Set(told.flatMap((applied) => (applied ? [(isTaxed && applied.component.vat) || '0'] : [])));
  const parts = (prices: Prices) =>
    partsOf(prices, idleGraceMs).toSorted((a, b) => market.order.indexOf(a.kind) - market.order.indexOf(b.kind));
  // The fee for the session is due by now, or it is not; a later one adds nothing.
  const later = (prices: Prices) => parts(prices).filter(({ kind }) => kind !== 'session');
  const isNews = ({ parts }: NextPrice) => JSON.stringify(parts) !== JSON.stringify(later(now));
  const next: NextPrice[] = [
    ...(byTime ? [{ from: { atMs: byTime.atMs }, parts: later(byTime.prices) }] : []),
    ...(byEnergy ? [{ from: { energyWh: byEnergy.atWh }, parts: later(byEnergy.prices) }] : []),
  ];
  return {
    currency: tariff.currency,
    vatPercent: rates.size > 1 ? null : ([...rates][0] ?? '0'),
    parts: parts(now),
    terms: priceTerms(tariff, now),
    energyIn: market.energyIn,
    next: market.priceHolds ? [] : next.filter(isNews),
    notes: market.notes,
  };
}

function partsOf({ ENERGY, TIME, FLAT, PARKING_TIME }: Prices, idleGraceMs: number): PricePart[] {
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

/** Names the tariff a charge was priced by, for ever: sha256 of its canonical JSON. */
export const tariffHash = (tariff: OcpiTariff): string => sha256(canonicalJson(tariff));
