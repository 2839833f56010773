import type { IdToken, StopReason } from '../../../../machines/ports/powerController.ts';

/** Our row in EVerest's table of who may disable an EVSE; the lowest number wins. */
const ENABLE_PRIORITY = 1_000;

const stopReasons: Record<StopReason, string> = {
  local: 'Local',
  limitReached: 'LocalOutOfCredit',
  emergency: 'EmergencyStop',
  deauthorized: 'DeAuthorized',
  carFinished: 'Local', // EVerest has no use for StoppedByEV: the transaction is still open, and we end it
  other: 'Other',
};

export const stopArguments = (reason: StopReason) => ({ reason: stopReasons[reason] });

/** Connector 0 is the whole EVSE. To let go we take our row back, so that another's wish counts again. */
export const enableArguments = (enabled: boolean) => ({
  connector_id: 0,
  source: {
    enable_source: 'LocalAPI',
    enable_state: enabled ? 'Unassigned' : 'Disable',
    enable_priority: ENABLE_PRIORITY,
  },
});

const idTokenOf = ({ value, kind }: IdToken) => ({ value, type: kind === 'bankCard' ? 'Local' : 'ISO14443' });

/** `connectors` are EVSE numbers; without them EVerest picks an EVSE itself. */
export const providedToken = (evse: number, idToken: IdToken, prevalidated: boolean) => ({
  id_token: idTokenOf(idToken),
  authorization_type: idToken.kind === 'bankCard' ? 'BankCard' : 'RFID',
  prevalidated,
  connectors: [evse],
});

/** Both must match, so that another driver's authorization on the EVSE stays. */
export const withdrawArguments = (evse: number, idToken: IdToken) => ({ evse_id: evse, id_token: idTokenOf(idToken) });

/** `tariff_messages` must be there: without it EVerest drops the answer and waits on. */
export const validationResult = (accepted: boolean) => ({
  authorization_status: accepted ? 'Accepted' : 'Invalid',
  tariff_messages: [],
});
