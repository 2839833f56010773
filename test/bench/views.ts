import type { KioskView, ScreenView } from '../../machines/view.ts';
import { fixtures } from '../../renderer/fixtures.ts';

/** The views the bench shows, made from the page's own fixtures. */

type Charging = Extract<ScreenView, { name: 'charging' }>;

function fixture(screen: keyof typeof fixtures, name: string): KioskView {
  const view = fixtures[screen][name];
  if (!view) throw new Error(`no fixture ${screen} / ${name}`);
  return view;
}

export const chargingView = fixture('charging', 'active');

/** A charge as it goes on, a hundred milliseconds a view: every figure moves, and the curve grows at its end. */
export function chargeGoingOn(count: number): KioskView[] {
  const start = chargingView.screen as Charging;
  return Array.from({ length: count }, (_, i) => {
    const energyWh = start.energyWh + i * 4.1;
    const powerW = 118_000 - i * 13;
    const minor = start.cost.minor + Math.floor(i / 4);
    const cost = { ...start.cost, minor };
    const lines = start.lines.map((line) =>
      line.kind === 'energy'
        ? { ...line, quantity: (energyWh / 1000).toFixed(3), amount: { ...cost, minor: minor - 35 } }
        : line,
    );
    const nowMs = chargingView.nowMs + i * 100;
    const screen: Charging = {
      ...start,
      energyWh,
      powerW,
      cost,
      lines,
      socPercent: 64 + i / 100,
      curve: i % 10 === 0 ? [...start.curve, { atMs: nowMs, powerW }] : start.curve,
    };
    const connectors = chargingView.connectors.map((tile) =>
      tile.connectorId === 1 ? { ...tile, energyWh, cost, powerW, socPercent: screen.socPercent } : tile,
    );
    return { ...chargingView, nowMs, connectors, screen };
  });
}

/** One driver's whole visit, from the first touch to the next driver. */
export const wholeCharge: readonly KioskView[] = [
  fixture('attract', 'free'),
  fixture('price', 'plain'),
  fixture('present', 'turn'),
  fixture('present', 'card'),
  fixture('present', 'wait'),
  fixture('plug', 'cable'),
  fixture('plug', 'handshake'),
  fixture('charging', 'just-started'),
  ...chargeGoingOn(8),
  fixture('charging', 'stop-ask'),
  fixture('charging', 'stopping'),
  fixture('charging', 'grace'),
  fixture('receipt', 'capturing'),
  fixture('receipt', 'captured'),
];
