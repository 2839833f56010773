import type { MarketNote, PricePart } from '../../machines/view.ts';
import { onceAtTheEnd, type RoundingPolicy } from './rounding.ts';

/**
 * What differs from market to market, as data: what the law of the place asks of a price, a receipt and a book. Compiled
 * to the best of our knowledge; the operator answers for it.
 */
export type Market = {
  /** Of the parts of a price. */
  readonly order: readonly PricePart['kind'][];
  readonly energyIn: 'major' | 'minor';
  /** The price of the moment the driver agreed to it holds for the whole charge. */
  readonly priceHolds: boolean;
  readonly notes: readonly MarketNote[];
  readonly rounding: RoundingPolicy;
  /** How many years receipts have to be kept, counted from the end of their year. */
  readonly keepYears: number;
};

const rounding = onceAtTheEnd;

/** Regulation (EU) 2023/1804, Article 5(4): per kWh, per minute, per session, other. */
const afir = ['energy', 'time', 'session', 'idle'] as const;

export const markets = {
  /** VAT Directive 2006/112/EC leaves the years to the states; six is the longest but for the stricter ones below. */
  eu: { order: afir, energyIn: 'major', priceHolds: false, notes: ['adHoc'], rounding, keepYears: 6 },
  /** PAngV § 14; MessEG and MessEV (measured values can be checked); AO § 147 (booking documents). */
  de: { order: afir, energyIn: 'major', priceHolds: false, notes: ['adHoc', 'calibrated'], rounding, keepYears: 8 },
  /** Public Charge Point Regulations 2023: pence per kWh, a staffed help line at any hour. */
  gb: { order: afir, energyIn: 'minor', priceHolds: false, notes: ['adHoc', 'helpLine'], rounding, keepYears: 6 },
  /** 23 CFR 680.116: dollars per kWh, unchanged during the session; 680.106: help by phone. */
  us: { order: afir, energyIn: 'major', priceHolds: true, notes: ['priceHolds', 'helpLine'], rounding, keepYears: 7 },
} as const satisfies Record<string, Market>;

export type MarketId = keyof typeof markets;
export const marketIds = Object.keys(markets) as [MarketId, ...MarketId[]];
export const marketOf = (id: MarketId): Market => markets[id];
