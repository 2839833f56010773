import { faults } from '../../machines/faults.ts';
import type { HelpRequestView, HelpView } from '../../machines/helpView.ts';
import type { KioskView, ScreenView } from '../../machines/view.ts';
import type { ChatField } from './config.support.ts';
import type { Config } from './config.ts';
import type { ChargeSnapshot, Connector } from './connector.ts';
import type { Evidence, Support } from './support.ts';

/** The country the station stands in: its EVSE ids begin with it (ISO 15118-2, eMI3). */
export const homeCountry = ({ evses }: Pick<Config, 'evses'>): string => evses[0]?.evseId.slice(0, 2) ?? '';

/** What was on the screen when help was asked for. */
export function evidenceOf(seen: {
  readonly config: Pick<Config, 'evses'>;
  readonly screen: ScreenView;
  readonly language: string;
  /** Of the connector on the screen; null: none is. */
  readonly charge: ChargeSnapshot | null;
}): Evidence {
  const { config, screen, language, charge } = seen;
  const receipt = 'receipt' in screen ? screen.receipt : null;
  const connectorId = 'connectorId' in screen ? screen.connectorId : null;
  return {
    screen: screen.name,
    fault: 'fault' in screen ? faults[screen.fault].code : null,
    evseId: receipt?.evseId ?? config.evses.find(({ evse }) => evse === connectorId)?.evseId ?? null,
    sessionId: receipt?.sessionId ?? charge?.context.session?.sessionId ?? null,
    receiptNumber: receipt?.receiptNumber ?? null,
    language,
  };
}

/** The same, of a view and of what is behind it. */
export function evidenceNow(
  { screen, language }: KioskView,
  connectors: readonly Connector[],
  config: Config,
): Evidence {
  const shown = connectors.find(({ evse }) => 'connectorId' in screen && evse.evse === screen.connectorId);
  return evidenceOf({ config, screen, language, charge: shown?.snapshot ?? null });
}

/** What a driver names: the receipt's number, the terminal's own, or the session. */
const referenceOf = ({ receiptNumber, sessionId }: Evidence, charge: ChargeSnapshot | null): string | null =>
  receiptNumber ?? charge?.context.hold?.receiptNumber ?? sessionId;

export function helpView(seen: {
  readonly config: Config;
  readonly evidence: Evidence;
  readonly charge: ChargeSnapshot | null;
  /** Null: nothing can be reported. */
  readonly support: Pick<Support, 'offersCall' | 'keptHours'> | null;
  readonly request: HelpRequestView | null;
}): HelpView {
  const { config, evidence, charge, support, request } = seen;
  const { payment, tariff } = config;
  const reference = referenceOf(evidence, charge);
  return {
    hours: config.support?.hours ?? null,
    reference,
    chat: config.support?.chat ? chatLink(config.support.chat, config, evidence, reference) : null,
    hold: { minor: payment.holdMinor, currency: tariff.currency },
    holdEndsAfterDays: Math.ceil(payment.holdValidHours / 24),
    takesReports: support !== null,
    callBack: support?.offersCall ? { home: homeCountry(config), keptHours: support.keptHours } : null,
    request,
  };
}

/** The chat's address, filled with where the driver stands: cable, session and code, never who it is. */
function chatLink(address: string, { station }: Config, evidence: Evidence, reference: string | null): string {
  const fields: Readonly<Record<ChatField, string | null>> = {
    station: station.name,
    evse: evidence.evseId,
    session: evidence.sessionId,
    reference,
    screen: evidence.screen,
    code: evidence.fault,
    language: evidence.language,
  };
  return address.replace(/\{(\w+)\}/g, (_, field: ChatField) => encodeURIComponent(fields[field] ?? ''));
}
