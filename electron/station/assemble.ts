import type { Estimate } from '../../machines/estimate.ts';
import type { AudioJack } from '../../machines/ports/audioJack.ts';
import type { CardTerminal } from '../../machines/ports/cardTerminal.ts';
import type { PowerController } from '../../machines/ports/powerController.ts';
import type { LinkView, MaintenanceView } from '../../machines/staffView.ts';
import type { KioskView } from '../../machines/view.ts';
import { marketOf } from '../billing/market.ts';
import type { EstimateAsk, StationHandlers } from '../ipc/contract.ts';
import type { Doorbell } from '../maintenance/doorbell.ts';
import { createGesture } from '../maintenance/gesture.ts';
import { noShell, type Shell } from '../maintenance/hands.ts';
import { createMaintenance } from '../maintenance/maintenance.ts';
import { RESTORED } from '../store/backupBooks.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../store/vault.ts';
import { createBudgets } from './budgets.ts';
import { createBuyers } from './buyers.ts';
import { type Chance, type ChargeActor, createCharge } from './chargeActor.ts';
import { caresFor, needsReader } from './chargePlace.ts';
import { createChargingKeys } from './chargingKeys.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { createDeliveries } from './deliveries.ts';
import { createEndOfDay } from './endOfDay.ts';
import { estimateOf } from './estimates.ts';
import { createFollowing, type Running } from './followCharge.ts';
import { evidenceNow } from './helpView.ts';
import { createHoldAndRelease } from './holdAndRelease.ts';
import { createIntents } from './intents.ts';
import { createKiosk } from './kioskActor.ts';
import { listenToDevices } from './listenToDevices.ts';
import type { StationLog } from './log.ts';
import { createLookup } from './lookup.ts';
import { maintenanceView } from './maintenanceView.ts';
import { createOrders } from './orders.ts';
import { createPostman } from './postman.ts';
import { createPowerCurve } from './powerCurve.ts';
import { tariffAt } from './pricing.ts';
import { projectView } from './projection.ts';
import { noLinks, type ReceiptLinks } from './receiptLinks.ts';
import { createReceiptPapers } from './receiptPapers.ts';
import { recoverSessions } from './recovery.ts';
import { createRenewal } from './renewal.ts';
import { createServiceStates, type ServiceStates } from './serviceStates.ts';
import { createSettings } from './settings.ts';
import { createSettlements } from './settlements.ts';
import { createHands } from './staffHands.ts';
import { createStationLife } from './stationLife.ts';
import { type Asked, createSupport } from './support.ts';
import { createVisits } from './visits.ts';
import { noWaysOut, type WaysOut } from './waysOut.ts';

export type Parts = {
  /** As the file has it; what staff set is laid over it here. */
  readonly config: Config;
  readonly store: Store;
  readonly terminal: CardTerminal;
  readonly controller: PowerController;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: StationLog;
  /** Without them there is no code on the receipt screen. */
  readonly links?: ReceiptLinks;
  /** Without them no receipt is printed or mailed, and nobody is called back. */
  readonly waysOut?: WaysOut;
  readonly audioJack?: AudioJack | undefined;
  /** What staff sign in with is sealed by it. Without it nobody gets into the maintenance mode. */
  readonly staffVault?: Vault | null;
  /** Heard by the owner of the maintenance window. */
  readonly doorbell?: Doorbell;
  /** How the links do, for staff. */
  readonly linkHealth?: () => readonly LinkView[];
  /** What the process around it can do, for staff. */
  readonly shell?: Shell;
  /** How often limits and the view are looked at when nothing happens. */
  readonly tickMs?: number;
};

/** Wires store, bridge, machines and contract into one station. Everything it needs of the outside comes in as a part. */
export function assembleStation(given: Parts) {
  const settings = createSettings({ ...given, file: given.config });
  const config = settings.running;
  const parts = { ...given, config };
  const { store, terminal, controller, clock, log, links = noLinks, waysOut = noWaysOut, staffVault = null } = parts;
  const listeners = new Set<(view: KioskView) => void>();
  const charges = new Map<number, ChargeActor>();
  const curves = new Map(config.evses.map(({ evse }) => [evse, createPowerCurve()]));

  const life = createStationLife({ ...parts, timeZone: config.station.timeZone });
  life.begin(config.evses.map(({ evse }) => evse));

  const orders = createOrders({
    store,
    terminal,
    clock,
    config: config.payment,
    log,
    holdAmount: { minor: config.payment.holdMinor, currency: config.tariff.currency },
    onReconciled: settleWhatIsOpen,
  });
  const settlements = createSettlements({
    store,
    orders,
    clock,
    config: config.payment,
    log,
    onChange: (sessionId, settled) => {
      for (const actor of charges.values()) actor.send({ type: 'SETTLEMENT', sessionId, settled });
    },
  });

  const endOfDay = createEndOfDay({
    ...parts,
    config: config.books,
    timeZone: config.station.timeZone,
    atRest: () => atRest(),
  });

  /** Holds whose end is decided are settled; those that nobody looks after are decided from the journal first. */
  function settleWhatIsOpen(): void {
    recoverSessions(parts, (sessionId) => connectors.some(({ actor }) => caresFor(actor.getSnapshot(), sessionId)));
    settlements.resume();
  }

  const isCharging = (uid: string) =>
    [...charges.values()]
      .map((actor) => actor.getSnapshot())
      .some(
        (snapshot) =>
          snapshot.context.idToken?.value === uid && (snapshot.matches('plug') || snapshot.matches('charging')),
      );
  const keys = createChargingKeys(config.idTokens, isCharging, (staffNumber) => maintenance?.call(staffNumber));
  const readerWanted = () => connectors.some(({ snapshot }) => needsReader(snapshot));
  const lookup = createLookup({ ...parts, links, settlements, readerWanted, keys });
  const kiosk = createKiosk(config, clock, lookup.machine);
  const searchNow = () => kiosk.getSnapshot().children.lookup?.getSnapshot() ?? null;

  const visits = createVisits(kiosk, charges);
  const chargeDeps = { ...parts, orders, settlements, keys };
  const connectors: Running[] = config.evses.map((evse) => {
    const actor = createCharge(evse, chargeDeps);
    charges.set(evse.evse, actor);
    const curve = curves.get(evse.evse) ?? createPowerCurve();
    return {
      evse,
      actor,
      curve,
      get snapshot() {
        return actor.getSnapshot();
      },
      get outOfService() {
        return service.reasonOf(evse.evse);
      },
      get driverLeft() {
        return visits.driverLeft(evse.evse);
      },
    };
  });

  const service: ServiceStates = createServiceStates({ store, controller, connectors, clock, log });

  try {
    // Read by every connector above; from now on these are the station's own books.
    store.clearSnapshot(RESTORED);
  } catch (cause) {
    log.error({ cause: String(cause) }, 'the store refused to forget that it is a copy');
  }

  const { printer, mail } = waysOut;
  const papers = createReceiptPapers({ store, links });
  const { outbox } = store;
  const postman = mail && createPostman({ ...mail, outbox, write: papers.mail, clock, log, onChange: tell });
  const deliveries = createDeliveries({ printer, postman, outbox, paperOf: papers.paper, clock, log, onChange: tell });

  const openBooks = (): MaintenanceView =>
    maintenanceView(store, settlements.underWay, endOfDay.awaiting(), clock.now());
  const renewal = createRenewal(parts.shell ?? noShell, clock, () => tell());
  const hands = createHands({
    service,
    settlements,
    deliveries,
    endOfDay,
    connectors,
    terminal,
    controller,
    printer,
    shell: renewal.shell,
    isSearching: () => searchNow() !== null,
    holdAndRelease: createHoldAndRelease({ ...parts, orders, settlements, currency: config.tariff.currency }),
  });
  const staffSide = {
    config,
    settings,
    store,
    log,
    now: clock.now,
    clock,
    onChange: tell,
    openBooks,
    view: () => view(),
    hands,
    links: parts.linkHealth ?? (() => []),
    ...(parts.doorbell && { doorbell: parts.doorbell }),
  };
  const maintenance = staffVault && createMaintenance({ ...staffSide, vault: staffVault });
  const isAttended = () => maintenance?.isAttended() ?? false;
  const support = createSupport({ ...parts, line: waysOut.desk, onChange: tell });

  const view = (): KioskView => {
    const search = searchNow();
    return projectView({
      config: settings.shown(),
      kiosk: kiosk.getSnapshot(),
      connectors,
      terminal: terminal.link,
      nowMs: clock.now(),
      links,
      deliveries,
      buyerOf: store.buyerOf,
      find: search && lookup.view(search, deliveries),
      support,
      lookedAfter: renewal.isComing() ? 'renewal' : isAttended() ? 'staff' : null,
    });
  };
  function tell(): void {
    if (listeners.size === 0) return;
    const now = view();
    for (const listener of listeners) listener(now);
  }

  const follow = createFollowing({ kiosk, visits, life, log, tell, isAttended });
  for (const connector of connectors) follow(connector);

  const stopListening = listenToDevices({
    ...parts,
    connectors,
    kiosk,
    orders,
    settlements,
    endOfDay,
    service,
    life,
    tell,
  });

  /** No session is open and no settlement is on its way. What is left to staff waits for a person, not for a clock. */
  const atRest = (): boolean =>
    connectors.every(({ snapshot }) => snapshot.matches('idle') || snapshot.matches('unavailable')) &&
    store.openHolds().every(({ state }) => state === 'staff');

  visits.follow();
  let searched: unknown = null;
  kiosk.subscribe(({ children }) => {
    if (children.lookup !== searched) children.lookup?.subscribe(tell);
    searched = children.lookup;
    tell();
  });
  kiosk.start();
  service.begin();
  // The world is as we are told from now on, not as a snapshot remembers it.
  for (const { actor } of connectors) {
    actor.send({ type: 'TERMINAL_LINK', up: terminal.link === 'up' });
    actor.send({ type: 'CONTROLLER_LINK', up: controller.linkUp });
  }
  settleWhatIsOpen();
  for (const { actor } of connectors) {
    const sessionId = actor.getSnapshot().context.session?.sessionId;
    const settled = sessionId ? settlements.settled(sessionId) : null;
    if (sessionId && settled) actor.send({ type: 'SETTLEMENT', sessionId, settled });
  }
  controller.start();
  terminal.start();

  printer?.start();
  parts.audioJack?.start();
  postman?.start();
  support.start();

  const buyers = createBuyers({ store, onChange: tell, log });
  const budgets = createBudgets({ config, store, clock, log, charges });
  const askHelp = (asked: Asked) => support.ask(asked, evidenceNow(view(), connectors, config));
  const estimate = ({ connectorId, question }: EstimateAsk): Estimate | null => {
    const connector = connectors.find(({ evse }) => evse.evse === connectorId);
    if (!connector) return null;
    const { timeZone, market } = config.station;
    const at = { atMs: clock.now(), timeZone, rounding: marketOf(market).rounding };
    return estimateOf(tariffAt(connector.snapshot.context, config, at.atMs), connector.evse, question, at);
  };
  const touchCorner = createGesture(clock.now, () => maintenance?.call(null));
  const intents = createIntents(kiosk, charges, { deliveries, buyers, budgets, askHelp, touchCorner });
  const handlers: Pick<StationHandlers, 'kiosk'> = {
    kiosk: { handleSendIntent: intents, handleGetView: () => view(), handleEstimate: estimate },
  };
  return {
    handlers,
    maintenanceMode: maintenance,
    view,
    settlements,
    maintenance: openBooks,
    atRest,
    subscribe(listener: (view: KioskView) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Stops telling, deciding and asking; what is open goes on from the store at the next start. */
    async close(): Promise<void> {
      stopListening();
      parts.audioJack?.stop();
      life.end();
      listeners.clear();
      kiosk.stop();
      endOfDay.stop();
      maintenance?.stop();
      orders.stop();
      settlements.stop();
      postman?.stop();
      support.stop();
      for (const { actor } of connectors) actor.stop();
      await Promise.allSettled([terminal.stop(), controller.stop(), printer?.stop()]);
      store.close();
    },
  };
}
export type AssembledStation = ReturnType<typeof assembleStation>;
