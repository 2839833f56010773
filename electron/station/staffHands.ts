import type { PowerController } from '../../machines/ports/powerController.ts';
import type { StationHands } from '../maintenance/hands.ts';
import { needsReader } from './chargePlace.ts';
import type { createEndOfDay } from './endOfDay.ts';
import type { Running } from './followCharge.ts';
import type { Settlements } from './settlements.ts';

/** What staff can do with a station, out of its parts. */
export function createHands(
  parts: Pick<StationHands, 'service' | 'deliveries' | 'terminal' | 'printer' | 'shell' | 'holdAndRelease'> & {
    readonly settlements: Settlements;
    readonly endOfDay: ReturnType<typeof createEndOfDay>;
    readonly connectors: readonly Running[];
    /** Somebody looks for a receipt at the screen. */
    readonly isSearching: () => boolean;
    readonly controller: PowerController;
  },
): StationHands {
  const { settlements, endOfDay, connectors, isSearching, ...hands } = parts;
  const { controller } = hands;
  const anew = async (device: { stop(): Promise<void>; start(): void }): Promise<void> => {
    await device.stop();
    device.start();
  };
  return {
    ...hands,
    settlements,
    closeDay: endOfDay.closeNow,
    isFree: () =>
      connectors.every(({ snapshot }) => snapshot.matches('idle') || snapshot.matches('unavailable')) &&
      !settlements.isOrdering(),
    isReaderFree: () =>
      !connectors.some(({ snapshot }) => snapshot.matches('authorize') || needsReader(snapshot)) &&
      !isSearching() &&
      !settlements.isOrdering(),
    onReaderWanted(listener) {
      const follows = connectors.map(({ actor }) => actor.subscribe((now) => needsReader(now) && listener()));
      return () => {
        for (const follow of follows) follow.unsubscribe();
      };
    },
    reconnect: { cardTerminal: () => anew(hands.terminal), powerController: () => anew(controller) },
  };
}
