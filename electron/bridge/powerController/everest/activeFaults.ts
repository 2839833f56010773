import type { ControllerFault } from '../../../../machines/ports/powerController.ts';
import type { ErrorObject } from './messages.ts';

const EMERGENCY_STOP = 'evse_board_support/MREC8EmergencyStop';
const INOPERATIVE = 'evse_manager/Inoperative';

/** These derate or inform; EVerest goes on charging. */
const isWarning = (type: string): boolean =>
  type.endsWith('/VendorWarning') ||
  type.endsWith('/MREC3HighTemperature') ||
  type.endsWith('/MREC18CableOverTempDerate');

/** The `message` of Inoperative is the type of its cause. */
export const faultOf = (error: ErrorObject): ControllerFault => ({
  type: error.type,
  inoperative: error.type === INOPERATIVE,
  emergencyStop: error.type === EMERGENCY_STOP || (error.type === INOPERATIVE && error.message === EMERGENCY_STOP),
});

/**
 * The errors EVerest reports as active, by EVSE. They carry no EVSE number, so the configuration says which module belongs
 * to which; `ownModules` are the API modules whose communication faults only say that we ourselves were silent.
 */
export function createActiveFaults(
  evses: readonly { readonly evse: number; readonly originModules: readonly string[] }[],
  ownModules: ReadonlySet<string>,
) {
  const active = new Map<string, ErrorObject>();
  const keyOf = ({ type, sub_type, origin }: ErrorObject): string =>
    [origin.module_id, origin.implementation_id, type, sub_type ?? ''].join('\n');
  const isOwn = ({ type, origin }: ErrorObject): boolean =>
    type.endsWith('/CommunicationFault') && ownModules.has(origin.module_id);

  return {
    raised(error: ErrorObject): void {
      if (!isOwn(error) && !isWarning(error.type)) active.set(keyOf(error), error);
    },
    cleared(error: ErrorObject): void {
      active.delete(keyOf(error));
    },
    replace(errors: readonly ErrorObject[]): void {
      active.clear();
      for (const error of errors) this.raised(error);
    },
    of(evse: number): readonly ControllerFault[] {
      const modules = evses.find((e) => e.evse === evse)?.originModules ?? [];
      return [...active.values()].filter((error) => modules.includes(error.origin.module_id)).map(faultOf);
    },
  };
}
