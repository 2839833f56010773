import type { CardTerminal } from '../../machines/ports/cardTerminal.ts';
import type { PowerController } from '../../machines/ports/powerController.ts';
import type { ReceiptPrinter } from '../../machines/ports/receiptPrinter.ts';
import type { Deliveries } from '../station/deliveries.ts';
import type { DayClosed } from '../station/endOfDay.ts';
import type { HoldAndRelease } from '../station/holdAndRelease.ts';
import type { ServiceStates } from '../station/serviceStates.ts';
import type { Settlements } from '../station/settlements.ts';

/** What the process around the station can do; null where there is nobody to start it again, or no window of its own. */
export type Shell = {
  /** Ends the process in good order and begins it anew. */
  readonly restart: (() => void) | null;
  /** Loads the driver's page anew. */
  readonly reloadPage: (() => void) | null;
};
export const noShell: Shell = { restart: null, reloadPage: null };

/** What staff can do with a running station, each of it safe for whoever charges meanwhile. */
export type StationHands = {
  readonly service: Pick<ServiceStates, 'reasonOf' | 'set'>;
  readonly settlements: Pick<Settlements, 'begin' | 'retry' | 'letGo'>;
  readonly deliveries: Pick<Deliveries, 'print' | 'mail' | 'view'>;
  readonly closeDay: () => Promise<DayClosed>;
  /** Nobody pays, charges or reads a receipt, and no order for money is on its way. */
  readonly isFree: () => boolean;
  /** Breaks the connection and makes it anew. */
  readonly reconnect: Readonly<Record<'cardTerminal' | 'powerController', () => Promise<void>>>;
  /** No driver pays, is about to, shows a card to stop, or looks for a receipt; no order for money is on its way. */
  readonly isReaderFree: () => boolean;
  /** Calls back whenever a driver needs the card reader. @returns stops listening. */
  readonly onReaderWanted: (listener: () => void) => () => void;
  readonly holdAndRelease: HoldAndRelease;
  readonly terminal: CardTerminal;
  readonly controller: Pick<PowerController, 'linkUp' | 'check' | 'onNotice'>;
  readonly printer: ReceiptPrinter | null;
  readonly shell: Shell;
};
