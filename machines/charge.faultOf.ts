import type { KeyCheck } from './charge.asks.ts';
import type { ChargeContext } from './charge.model.ts';
import type { FaultCode } from './faults.ts';
import { compare } from './money.ts';
import type { Hold, TerminalError } from './ports/cardTerminal.ts';
import type { ControllerError } from './ports/powerController.ts';
import type { EndReason } from './view.ts';

/** What the driver is told of each way a charge does not go on. */

/** Why an approved hold cannot pay for this charge and is given back; null when it can. */
export function faultOfHold({ read, settings }: ChargeContext, hold: Hold): FaultCode | null {
  // The terminal's turn was lost between tap and hold: somebody else's card. Without tokens there is nothing to compare.
  const isAnother =
    read?.kind === 'bankCard' && read.token !== null && hold.token !== null && read.token !== hold.token;
  if (isAnother) return 'cardUnreadable';
  return compare(hold.amount, settings.leastHold) <= 0 ? 'holdTooSmall' : null;
}

/** What the driver is told of a terminal's refusal. */
export function faultOfTerminal(error: TerminalError): FaultCode {
  switch (error.code) {
    case 'declined':
      switch (error.advice) {
        case 'insertAndPin':
          return 'insertAndPin';
        case 'retry':
        case 'removeCard':
          return 'cardUnreadable';
        case 'bankUnreachable':
          return 'bankUnreachable';
        case 'staff':
          return 'terminalOutOfService';
        case 'otherCard':
          return 'cardDeclined';
      }
      break;
    case 'timed_out':
      return error.waitedFor === 'card' ? 'cardTimeout' : 'bankUnreachable';
    case 'cancelled':
      return 'cancelledByDriver';
    case 'link_lost':
      return error.orderSent ? 'paymentUnclear' : 'terminalAway';
    case 'not_stored':
      return 'notRecorded';
    case 'nothing_open':
    case 'out_of_service':
    case 'garbled':
      return 'terminalOutOfService';
  }
}

/** Why a charging key does not lead on; null when it does. */
export function faultOfKey(check: KeyCheck): FaultCode | null {
  switch (check.status) {
    case 'accepted':
      return null;
    case 'blocked':
      return 'keyBlocked';
    case 'inUse':
      return 'keyInUse';
    case 'unknown':
      return 'keyUnknown';
  }
}

export const faultOfController = (error: ControllerError): FaultCode =>
  error.code === 'refused' ? 'controllerRefused' : 'controllerAway';

/** What the driver is told of a charge that ended before any energy flowed. */
export function faultOfEnd(reason: EndReason | null): FaultCode {
  switch (reason) {
    case 'driver':
      return 'cancelledByDriver';
    case 'unplugged':
      return 'cableRemoved';
    case 'emergencyStop':
      return 'emergencyStop';
    case 'controllerLost':
      return 'controllerAway';
    case 'fault':
      return 'connectorFault';
    case 'carFinished':
    case 'holdReached':
    case 'budgetReached':
    case 'holdExpiring':
    case null:
      return 'carRefused';
  }
}
