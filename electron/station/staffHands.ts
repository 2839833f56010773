import type { PowerController } from '../../machines/ports/powerController.ts';
import type { StationHands } from '../maintenance/hands.ts';
import type { Connector } from './connector.ts';
import type { createEndOfDay } from './endOfDay.ts';
import type { Settlements } from './settlements.ts';

/** What staff can do with a station, out of its parts. */
export function createHands(
  parts: Pick<StationHands, 'service' | 'deliveries' | 'terminal' | 'printer' | 'shell'> & {
    readonly settlements: Settlements;
    readonly endOfDay: ReturnType<typeof createEndOfDay>;
    readonly connectors: readonly Connector[];
    readonly controller: PowerController;
  },
): StationHands {
  const { settlements, endOfDay, connectors, controller, ...hands } = parts;
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
    reconnect: { cardTerminal: () => anew(hands.terminal), powerController: () => anew(controller) },
  };
}
