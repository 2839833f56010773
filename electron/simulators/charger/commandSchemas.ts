import { z } from 'zod';

/** What EVerest accepts from its clients: strict in enums, open to further fields. */
export const StopReason = z.enum([
  'EmergencyStop',
  'EVDisconnected',
  'HardReset',
  'Local',
  'Other',
  'PowerLoss',
  'Reboot',
  'Remote',
  'SoftReset',
  'UnlockCommand',
  'DeAuthorized',
  'EnergyLimitReached',
  'GroundFault',
  'LocalOutOfCredit',
  'MasterPass',
  'OvercurrentFault',
  'PowerQuality',
  'SOCLimitReached',
  'StoppedByEV',
  'TimeLimitReached',
  'Timeout',
  'ReqEnergyTransferRejected',
]);
export type StopReason = z.infer<typeof StopReason>;

const IdToken = z.looseObject({
  value: z.string().max(36),
  type: z.enum(['Central', 'eMAID', 'MacAddress', 'ISO14443', 'ISO15693', 'KeyCode', 'Local', 'NoAuthorization']),
});
export const ProvidedIdToken = z.looseObject({
  id_token: IdToken,
  authorization_type: z.enum(['OCPP', 'RFID', 'Autocharge', 'PlugAndCharge', 'BankCard']),
  request_id: z.int().optional(),
  connectors: z.array(z.int().min(1)).optional(),
  prevalidated: z.boolean().optional(),
});
export type ProvidedIdToken = z.infer<typeof ProvidedIdToken>;

export const StopTransaction = z.looseObject({ reason: StopReason, id_tag: ProvidedIdToken.optional() });
export const WithdrawAuthorization = z.looseObject({ evse_id: z.int().optional(), id_token: IdToken.optional() });
export type WithdrawAuthorization = z.infer<typeof WithdrawAuthorization>;

export const EnableSource = z.looseObject({
  enable_source: z.enum([
    'Unspecified',
    'LocalAPI',
    'LocalKeyLock',
    'ServiceTechnician',
    'RemoteKeyLock',
    'MobileApp',
    'FirmwareUpdate',
    'CSMS',
  ]),
  enable_state: z.enum(['Unassigned', 'Disable', 'Enable']),
  enable_priority: z.int().min(0).max(10_000),
});
export type EnableSource = z.infer<typeof EnableSource>;
export const EnableDisable = z.looseObject({ connector_id: z.int(), source: EnableSource });

/** Without `tariff_messages` the answer is dropped. */
export const ValidationResult = z.looseObject({
  authorization_status: z.enum([
    'Accepted',
    'Blocked',
    'ConcurrentTx',
    'Expired',
    'Invalid',
    'NoCredit',
    'NotAllowedTypeEVSE',
    'NotAtThisLocation',
    'NotAtThisTime',
    'Unknown',
    'PinRequired',
    'Timeout',
  ]),
  tariff_messages: z.array(z.looseObject({ content: z.string() })),
});

export const Nothing = z.union([z.undefined(), z.null(), z.looseObject({}), z.array(z.unknown()).length(0)]);
export const ConnectorId = z.int();
