import type { LinkView, MaintenanceView } from '../../machines/staffView.ts';
import type { KioskView } from '../../machines/view.ts';
import type { Clock } from '../station/clock.ts';
import type { Config } from '../station/config.ts';
import type { StationLog } from '../station/log.ts';
import type { Settings } from '../station/settings.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../store/vault.ts';
import { auditRequests } from './auditTrail.ts';
import { booksRequests } from './books.ts';
import { caseRequests } from './cases.ts';
import { connectorRequests } from './connectors.ts';
import type { StationHands } from './hands.ts';
import { overviewRequests } from './overview.ts';
import { peopleRequests } from './people.ts';
import { receiptCopyRequests } from './receiptCopies.ts';
import { reportRequests } from './reports.ts';
import { sessionRequests } from './session.ts';
import type { Sessions } from './sessions.ts';
import { settingRequests } from './settings.ts';
import { settlingRequests } from './settling.ts';
import type { TestRunner } from './tests/runner.ts';
import { testRequests } from './tests.ts';
import { updateRequests } from './updates.ts';
import { upkeepRequests } from './upkeep.ts';

/** What requests may need of the station. Add what yours needs; `assemble.ts` hands it in. */
export type MaintenanceParts = {
  /** As the station began, with what staff set laid over the file. */
  readonly config: Config;
  readonly settings: Settings;
  readonly store: Store;
  readonly log: StationLog;
  /** Epoch milliseconds of the station's clock. */
  readonly now: () => number;
  /** What drivers see. */
  readonly view: () => KioskView;
  /** What is due and not settled, and what waits for an end of day. */
  readonly openBooks: () => MaintenanceView;
  readonly links: () => readonly LinkView[];
  readonly hands: StationHands;
  readonly clock: Clock;
};

/** Everything staff can ask for, by name. One line a file: its requests say who may, what comes in and what is done. */
export const allRequests = (
  parts: MaintenanceParts & { readonly vault: Vault; readonly sessions: Sessions; readonly tests: TestRunner },
) => ({
  ...sessionRequests(parts),
  ...overviewRequests(parts),
  ...caseRequests(parts),
  ...auditRequests(parts),
  ...connectorRequests(parts),
  ...settlingRequests(parts),
  ...receiptCopyRequests(parts),
  ...settingRequests(parts),
  ...upkeepRequests(parts),
  ...testRequests(parts),
  ...updateRequests(parts),
  ...reportRequests(parts),
  ...booksRequests(parts),
  ...peopleRequests({ ...parts, staff: parts.store.staff }),
});

type Requests = ReturnType<typeof allRequests>;
export type RequestName = keyof Requests;
/** As the page hands it in and gets it back. */
export type InputOf<N extends RequestName> = Parameters<Requests[N]['handle']>[0];
export type AnswerOf<N extends RequestName> = Awaited<ReturnType<Requests[N]['handle']>>;
