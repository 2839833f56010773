import type { NextPrice, PricePart, PriceView } from '../../machines/view.ts';
import { canonicalJson, sha256 } from '../store/canonicalJson.ts';
import type { Market } from './market.ts';
import { type OcpiTariff, taxesOf } from './ocpiTariff.ts';
import { priceTerms } from './priceTerms.ts';
import { type Applied, feeOf, type Moment, nextChange, type Prices, pricesAt } from './tariff/nextChange.ts';

/** A change farther away than this is not this driver's. */
const HORIZON_MS = 12 * 3_600_000;

/**
 * What the driver is told before paying, and while it applies: every price of the moment with VAT included, the idle fee
 * that begins `idleGraceMs` after charging has ended among them, and the prices that come next.
 */
export function priceView(tariff: OcpiTariff, moment: Moment, idleGraceMs: number, market: Market): PriceView {
  const parts = (prices: Prices) =>
    partsOf(prices, idleGraceMs).toSorted((a, b) => market.order.indexOf(a.kind) - market.order.indexOf(b.kind));
  const feeDue = feeDueBy(tariff, moment);
  const later = (prices: Prices) => parts({ ...prices, FLAT: feeDue ? null : prices.FLAT });
  const textOf = (prices: Prices) => JSON.stringify(later(prices));
  // Another component at the same price is no news, but what comes after it may be.
  const { byTime, byEnergy, ...found } = nextChange(tariff, moment, {
    horizonMs: HORIZON_MS,
    isChange: (then, now) => textOf(then) !== textOf(now),
  });
  const now = { ...found.now, FLAT: feeDue };
  const told = [now.ENERGY, feeOf(now.TIME), feeOf(now.FLAT), feeOf(now.PARKING_TIME)];
  const isTaxed = taxesOf(tariff) === 'stated';
  const rates = new Set(told.flatMap((applied) => (applied ? [(isTaxed && applied.component.vat) || '0'] : [])));
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
    next: market.priceHolds ? [] : next,
    notes: market.notes,
  };
}

/**
 * A charge has one fee for the session, the first that applies in it, and a later one adds nothing: that of its beginning,
 * or of now. One that applied and ceased in between is not looked for.
 */
function feeDueBy(tariff: OcpiTariff, moment: Moment): Applied | null {
  const { atMs, timeZone, sinceMs = atMs } = moment;
  return pricesAt(tariff, { atMs: sinceMs, timeZone }).FLAT ?? pricesAt(tariff, moment).FLAT;
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
