import type { SimulatedError } from './errorBook.ts';
import type { EvseOptions } from './options.ts';

/** Faults a person can switch on at one EVSE. Those with an error type are errors of EVerest; the others are bad manners. */
export const faultIds = [
  'isolationFault',
  'connectorLock',
  'contactorFault',
  'powerSupplyFault',
  'overTemperatureWarning',
  'meterFail',
  'unsignedMeter',
  'alteredRecord',
  'rejectTokens',
  'muteRequests',
  'silentHeartbeat',
  'duplicateEvents',
] as const;
export type FaultId = (typeof faultIds)[number];
export const isFaultId = (id: string): id is FaultId => (faultIds as readonly string[]).includes(id);

type Role = 'evseManager' | 'board' | 'powerSupply';
type ErrorKind = {
  readonly type: string;
  readonly by: Role;
  readonly implementation: string;
  /** High makes the EVSE inoperative. */
  readonly severity: SimulatedError['severity'];
  readonly text: string;
};

const kinds = {
  isolationFault: kind(
    'evse_manager/MREC22ResistanceFault',
    'evseManager',
    'evse',
    'High',
    'Isolation resistance too low',
  ),
  connectorLock: kind(
    'connector_lock/MREC1ConnectorLockFailure',
    'board',
    'connector_lock',
    'High',
    'Connector does not lock',
  ),
  contactorFault: kind(
    'evse_board_support/MREC17EVSEContactorFault',
    'board',
    'board_support',
    'High',
    'Contactor stuck',
  ),
  powerSupplyFault: kind('power_supply_DC/HardwareFault', 'powerSupply', 'main', 'High', 'Rectifier failed'),
  overTemperatureWarning: kind(
    'evse_board_support/MREC18CableOverTempDerate',
    'board',
    'board_support',
    'Low',
    'Cable warm',
  ),
} as const satisfies Partial<Record<FaultId, ErrorKind>>;

const emergencyStop = kind(
  'evse_board_support/MREC8EmergencyStop',
  'board',
  'board_support',
  'High',
  'Emergency stop pressed',
);

function kind(
  type: string,
  by: Role,
  implementation: string,
  severity: ErrorKind['severity'],
  text: string,
): ErrorKind {
  return { type, by, implementation, severity, text };
}

function moduleOf({ everest: { originModules, evseManager } }: EvseOptions, role: Role): string {
  const byRole = { evseManager: originModules[0], board: originModules[1], powerSupply: originModules[2] };
  return byRole[role] ?? originModules[0] ?? evseManager;
}

/** The error a fault raises, or null when it raises none. */
export function errorOf(evse: EvseOptions, cause: FaultId | 'emergencyStop'): SimulatedError | null {
  const of: Partial<Record<FaultId | 'emergencyStop', ErrorKind>> = { ...kinds, emergencyStop };
  const found = of[cause];
  if (!found) return null;
  const origin = { module_id: moduleOf(evse, found.by), implementation_id: found.implementation };
  return { type: found.type, description: found.text, message: found.text, severity: found.severity, origin };
}

/** EvseManager's own summary: out of order because of `cause`. */
export const inoperative = (evse: EvseOptions, cause: SimulatedError): SimulatedError => ({
  type: 'evse_manager/Inoperative',
  description: cause.type.split('/').at(-1) ?? cause.type,
  message: cause.type,
  severity: 'High',
  origin: { module_id: moduleOf(evse, 'evseManager'), implementation_id: 'evse' },
});

export const meterStartFailed = (evse: EvseOptions): SimulatedError => ({
  type: 'evse_manager/PowermeterTransactionStartFailed',
  description: 'Transaction could not be started at the meter',
  message: 'Powermeter answered UNEXPECTED_ERROR',
  severity: 'High',
  origin: { module_id: moduleOf(evse, 'evseManager'), implementation_id: 'evse' },
});

export const communicationFault = (module: string, subType: string): SimulatedError => ({
  type: 'generic/CommunicationFault',
  sub_type: subType,
  description: subType,
  message: subType.startsWith('Initial') ? 'Send communication_check to clear the error' : subType,
  severity: 'High',
  origin: { module_id: module, implementation_id: 'main' },
});
