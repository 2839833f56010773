import { z } from 'zod';
import { err, ok, type Result } from '../../machines/result.ts';
import type { ConnectorTile, ServiceReason as Reason } from '../../machines/view.ts';
import { ServiceReason } from '../station/serviceStates.ts';
import { act, look } from './request.ts';
import type { MaintenanceParts } from './requests.ts';
import { menders } from './roles.ts';

/** `outOfService` is what staff decided; a charge under way goes on until its driver ends it. */
export type ConnectorRow = Pick<ConnectorTile, 'connectorId' | 'label' | 'evseId' | 'status'> & {
  readonly outOfService: Reason | null;
};

type Trouble = { readonly code: 'noConnector' | 'alreadySo' };

const connectorId = z.int().min(1).max(64);

/** Taking a connector from drivers and giving it back. */
export function connectorRequests({ config, hands, view }: Pick<MaintenanceParts, 'config' | 'hands' | 'view'>) {
  const labelOf = (evse: number): string => config.evses.find((known) => known.evse === evse)?.label ?? String(evse);

  function set(evse: number, reason: Reason | null, person: string): Result<null, Trouble> {
    if (!config.evses.some((known) => known.evse === evse)) return err({ code: 'noConnector' });
    if (hands.service.reasonOf(evse) === reason) return err({ code: 'alreadySo' });
    hands.service.set(evse, reason, person);
    return ok(null);
  }

  return {
    'connector.list': look({
      roles: menders,
      input: z.undefined(),
      handle: () =>
        ok(
          view().connectors.map(
            ({ connectorId, label, evseId, status }): ConnectorRow => ({
              connectorId,
              label,
              evseId,
              status,
              outOfService: hands.service.reasonOf(connectorId),
            }),
          ),
        ),
    }),
    'connector.takeOut': act({
      roles: menders,
      input: z.strictObject({ connectorId, reason: ServiceReason }),
      tell: ({ connectorId, reason }) => `${labelOf(connectorId)}: ${reason}`,
      handle: ({ connectorId, reason }, by) => set(connectorId, reason, by.name),
    }),
    'connector.bringBack': act({
      roles: menders,
      input: z.strictObject({ connectorId }),
      tell: ({ connectorId }) => labelOf(connectorId),
      handle: ({ connectorId }, by) => set(connectorId, null, by.name),
    }),
  };
}
