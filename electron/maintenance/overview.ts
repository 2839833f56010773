import { z } from 'zod';
import { type FaultCode, faults } from '../../machines/faults.ts';
import { ok } from '../../machines/result.ts';
import type { AwaitingEndOfDay, LinkView, OpenSettlement } from '../../machines/staffView.ts';
import type { ConnectorTile } from '../../machines/view.ts';
import type { ConnectorState, TroubleRow } from '../store/store.ts';
import { lookAtMachine, type MachineView } from './machine.ts';
import { look } from './request.ts';
import type { MaintenanceParts } from './requests.ts';
import { everyone } from './roles.ts';

const TROUBLES = 12;

/** Something that went wrong: `fault` names its words, `code` is what the driver was told. */
export type TroubleView = {
  readonly atMs: number;
  readonly connector: string | null;
  readonly fault: FaultCode;
  readonly code: string;
};

/** `fault` names what is known of its trouble, for cause and remedy; null while it does well, or is not asked yet. */
export type OverviewLink = LinkView & { readonly connector: string | null; readonly fault: FaultCode | null };

/** Where the station stands: what works, what runs, what is open, what went wrong last. */
export type OverviewView = {
  readonly nowMs: number;
  readonly links: readonly OverviewLink[];
  readonly connectors: readonly ConnectorTile[];
  readonly openSettlements: readonly OpenSettlement[];
  readonly awaitingEndOfDay: AwaitingEndOfDay;
  readonly machine: MachineView;
  readonly troubles: readonly TroubleView[];
};

export function overviewRequests(parts: MaintenanceParts) {
  const { config, store, now, view, openBooks, links } = parts;
  const labelOf = (evse: number | null): string | null =>
    config.evses.find((known) => known.evse === evse)?.label ?? null;

  function troubles(): TroubleView[] {
    return store.latestTroubles(TROUBLES).map(({ atMs, connectorId, what }) => {
      const fault = faultOf(what);
      return { atMs, connector: labelOf(connectorId), fault, code: faults[fault].code };
    });
  }

  return {
    'overview.look': look({
      roles: everyone,
      input: z.undefined(),
      handle: () => {
        const { openSettlements, awaitingEndOfDay } = openBooks();
        return ok<OverviewView>({
          nowMs: now(),
          links: inOrder(links()).map((link) => ({ ...link, connector: labelOf(link.evse), fault: faultOfLink(link) })),
          connectors: view().connectors,
          openSettlements,
          awaitingEndOfDay,
          machine: lookAtMachine(config.dataDir, now()),
          troubles: troubles(),
        });
      },
    }),
  };
}

const faultOfState: Readonly<Record<ConnectorState, FaultCode>> = {
  up: 'stationError',
  stationOff: 'stationError',
  fault: 'connectorFault',
  emergencyStop: 'emergencyStop',
  controllerAway: 'controllerAway',
  terminalAway: 'terminalAway',
  outOfService: 'disabled',
};

const awayOf = {
  cardTerminal: 'terminalAway',
  powerController: 'controllerAway',
  broker: 'controllerAway',
  powerMeter: 'connectorFault',
  receiptPrinter: 'printerAway',
  mail: 'mailRefused',
} as const satisfies Record<LinkView['device'], FaultCode>;

const inOrder = (all: readonly LinkView[]): LinkView[] => {
  const order = Object.keys(awayOf);
  return all.toSorted((a, b) => order.indexOf(a.device) - order.indexOf(b.device));
};

function faultOfLink({ device, state, lastError }: LinkView): FaultCode | null {
  if (state === 'down') return awayOf[device];
  if (state !== 'trouble') return null;
  if (device === 'cardTerminal') return 'terminalOutOfService';
  if (device !== 'receiptPrinter') return awayOf[device];
  if (lastError?.text === 'paper_out') return 'printerPaperOut';
  return lastError?.text === 'cover_open' ? 'printerCoverOpen' : 'printerRefused';
}

const faultOf = (what: TroubleRow['what']): FaultCode =>
  what in faults ? (what as FaultCode) : faultOfState[what as ConnectorState];
