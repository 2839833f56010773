import type { Money } from '../machines/money.ts';
import type { KioskView } from '../machines/view.ts';

/** What the three windows read: the same windows in the same place on every screen. */
export type PumpReading = {
  readonly energyWh: number;
  /** Exact decimal in the major unit; null when the tariff has no price per kWh. */
  readonly pricePerKwh: string | null;
  readonly total: Money;
  readonly flow: 'ready' | 'flowing' | 'paused' | 'finished' | 'off';
};

export function readPump({ screen, price }: KioskView): PumpReading {
  const listed = price.parts.find((part) => part.kind === 'energy')?.amount ?? null;
  const nothing: Money = { minor: 0, currency: price.currency };
  switch (screen.name) {
    case 'charging': {
      const billed = screen.lines.findLast((line) => line.kind === 'energy')?.unitPrice;
      const { energyWh, cost, activity, stale } = screen;
      const over = activity === 'finishedGrace' || activity === 'finishedIdle';
      // Lines are one per price, in the order in which each was first billed: the last is not always the one of now.
      const pricePerKwh = over ? (billed ?? listed) : (listed ?? billed ?? null);
      const flow = over ? 'finished' : activity === 'active' && !stale ? 'flowing' : 'paused';
      return { energyWh, pricePerKwh, total: cost, flow };
    }
    case 'find':
    case 'receipt': {
      if (!('receipt' in screen)) return { energyWh: 0, pricePerKwh: listed, total: nothing, flow: 'ready' };
      const { energyWh, total, lines } = screen.receipt;
      const billed = lines.findLast((line) => line.kind === 'energy')?.unitPrice;
      return { energyWh, pricePerKwh: billed ?? listed, total, flow: 'finished' };
    }
    case 'unavailable':
    case 'outOfService':
    case 'lookedAfter':
      return { energyWh: 0, pricePerKwh: listed, total: nothing, flow: 'off' };
    default:
      return { energyWh: 0, pricePerKwh: listed, total: nothing, flow: 'ready' };
  }
}
