import type { KioskView } from '../machines/view.ts';

/** What is painted on a connector's cable. */
export const labelOf = (view: KioskView, connectorId: number): string =>
  view.connectors.find((tile) => tile.connectorId === connectorId)?.label ?? String(connectorId);
