import type { FaultCode } from '../../machines/faults.ts';
import type { ConnectorTile, KioskView } from '../../machines/view.ts';
import { createGesture } from '../maintenance/gesture.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { noDeliveries } from './deliveries.ts';
import type { Face } from './face.ts';
import { createIntents } from './intents.ts';
import { createKiosk } from './kioskActor.ts';
import { projectView } from './projection.ts';
import { noLinks } from './receiptLinks.ts';

/** The same view, with nothing to be started in it. */
export const outOfService = (view: KioskView, fault: FaultCode): KioskView => ({
  ...view,
  screen: { name: 'outOfService', fault },
  absentBy: null,
});

/**
 * A station that takes no money: no books, no terminal, no charge controller. It says why, in the driver's language,
 * and whom to call. Staff who touch its corners read what to do about it; nobody can sign in.
 */
export function createSafeMode(config: Config, fault: FaultCode, clock: Clock, onStaff = () => {}): Face {
  const listeners = new Set<(view: KioskView) => void>();
  const kiosk = createKiosk(config, clock);
  const connectors = config.evses.map(outOfUse);
  const view = (): KioskView => {
    const shown = {
      config,
      kiosk: kiosk.getSnapshot(),
      connectors: [],
      terminal: 'down',
      nowMs: clock.now(),
      links: noLinks,
      deliveries: noDeliveries,
      buyerOf: () => null,
    } as const;
    return outOfService({ ...projectView(shown), connectors }, fault);
  };
  kiosk.subscribe(() => {
    const now = view();
    for (const listener of listeners) listener(now);
  });
  kiosk.start();
  return {
    handlers: {
      handleSendIntent: createIntents(kiosk, new Map(), { touchCorner: createGesture(clock.now, onStaff) }),
      handleGetView: view,
      handleEstimate: () => null,
    },
    view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      listeners.clear();
      kiosk.stop();
    },
  };
}

const outOfUse = ({ evse, label, evseId, connectorType, maxPowerW }: Config['evses'][number]): ConnectorTile => ({
  connectorId: evse,
  label,
  evseId,
  connectorType,
  maxPowerW,
  status: 'unavailable',
  unavailable: 'fault',
  energyWh: null,
  cost: null,
  socPercent: null,
  powerW: null,
  graceEndsMs: null,
});
