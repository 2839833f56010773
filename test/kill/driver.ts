import type { TerminalSimulator } from '../../electron/simulators/cardTerminal/terminalSimulator.ts';
import type { ChargerSimulator } from '../../electron/simulators/charger/chargerSimulator.ts';
import type { Random } from '../../electron/simulators/charger/random.ts';
import type { ConnectorTile, KioskView, ScreenView } from '../../machines/view.ts';
import { between } from './chance.ts';
import type { Place } from './place.ts';
import type { StationProcess } from './stationProcess.ts';
import { newVisit, PIN } from './visit.ts';

type Bay = ReturnType<ChargerSimulator['state']>['evses'][number];
type Named<N extends ScreenView['name']> = Extract<ScreenView, { name: N }>;

/** A driver who wanted the charge to end and still waits pulls the plug. */
const PATIENCE_MS = 3_000;
/** However little flows. */
const LONGEST_CHARGE_MS = 4_000;
/** One who paid and gets no energy looks at the screen again. */
const WONDERS_MS = 1_500;
const MOMENT_MS = [25, 100] as const;

/**
 * One driver after another at one connector. Each does what fits what is seen now, so that it does not matter how often
 * the station dies and comes back meanwhile.
 */
export function createDriver(
  connectorId: number,
  deps: {
    terminal: TerminalSimulator;
    charger: ChargerSimulator;
    /** Who stands before the one screen. */
    place: Place;
    random: Random;
    station: () => StationProcess | null;
  },
) {
  const { terminal, charger, place, random } = deps;
  let visit = newVisit(random);
  let actedInTheDark = false;
  let goesHome = false;
  let pausesUntilMs = 0;

  const touch = (intent: Parameters<StationProcess['send']>[0]): void => deps.station()?.send(intent);
  const plugIn = (): void => void charger.plugIn(connectorId, visit.car);
  /** True once, for a driver who errs. */
  const errsNow = (): boolean => {
    const { errs } = visit;
    visit.errs = false;
    return errs;
  };

  /** Before the screen and looking at this connector; else goes there, if nobody else stands there. */
  function look({ screen }: KioskView): ScreenView | null {
    if (!place.take(connectorId)) return null;
    if ('connectorId' in screen && screen.connectorId === connectorId) return screen;
    touch({ type: 'SELECT_CONNECTOR', connectorId });
    return null;
  }

  function pays(view: KioskView, bay: Bay) {
    if (visit.plugsFirst && !bay.car && !visit.hasBegun && !goesHome) return plugIn();
    const isPatient = visit.waitsSinceMs !== null && performance.now() - visit.waitsSinceMs < WONDERS_MS;
    if (isPatient && !goesHome) return place.leave(connectorId);
    const screen = look(view);
    switch (screen?.name) {
      case 'price':
        return touch({ type: goesHome || visit.cancelsAt === 'price' ? 'CANCEL' : 'START', connectorId });
      case 'present':
        return presents(screen);
      case 'secondFactor':
        return touch({ type: 'ENTER_PIN', connectorId, pin: errsNow() ? '0000' : PIN });
      case 'declined':
        return triesAgain();
      case 'plug':
        return plugs(screen, bay);
      case 'receipt':
      case 'released':
        return touch({ type: 'DONE', connectorId });
    }
  }

  function presents({ step }: Named<'present'>): void {
    const { cardPresented, waitsForPin } = terminal.state();
    if (step !== 'card' && cardPresented) terminal.removeCard();
    if (step === 'card' && (goesHome || visit.cancelsAt === 'present')) touch({ type: 'CANCEL', connectorId });
    else if (step === 'card' && !cardPresented) terminal.presentCard(visit.card);
    else if (step === 'hold' && waitsForPin) terminal.enterPin(errsNow() ? '0000' : PIN);
    else if (step === 'hold' && visit.cancelsAt === 'hold') touch({ type: 'CANCEL', connectorId });
  }

  function triesAgain() {
    if (visit.hasRetried || goesHome) return touch({ type: 'CANCEL', connectorId });
    visit.hasRetried = true;
    if (visit.card !== 'insertOnly') visit.card = 'visa';
    touch({ type: 'TRY_AGAIN', connectorId });
  }

  function plugs({ step }: Named<'plug'>, bay: Bay) {
    if (step === 'cable' && (goesHome || visit.cancelsAt === 'cable')) return touch({ type: 'CANCEL', connectorId });
    if (step === 'handshake' && visit.cancelsAt === 'handshake') return touch({ type: 'CANCEL', connectorId });
    if (!bay.car) return plugIn();
    if (visit.cancelsAt === 'handshake' && !goesHome) return;
    // A car that never agrees, or the driver goes.
    if (step === 'handshake' && (visit.waitsSinceMs !== null || goesHome)) charger.unplug(connectorId);
    visit.waitsSinceMs ??= performance.now();
    place.leave(connectorId);
  }

  function charges(view: KioskView, tile: ConnectorTile): void {
    if (visit.endsSinceMs === null) {
      place.leave(connectorId);
      visit.chargesSinceMs ??= performance.now();
      const hasTime = performance.now() - visit.chargesSinceMs < LONGEST_CHARGE_MS;
      if (!goesHome && hasTime && (tile.energyWh ?? 0) < visit.goalWh) return;
      visit.endsSinceMs = performance.now();
    }
    const ending = performance.now() - visit.endsSinceMs > PATIENCE_MS ? 'unplug' : visit.ending;
    switch (ending) {
      case 'unplug':
        charger.unplug(connectorId);
        return;
      case 'carStops':
        charger.carStops(connectorId);
        return;
      case 'emergencyStop':
        charger.pressEmergencyStop(connectorId);
        return;
      case 'code':
      case 'card': {
        const screen = look(view);
        if (screen?.name === 'charging') stops(screen, ending);
      }
    }
  }

  function stops({ stopDialog, stopCode, activity }: Named<'charging'>, by: 'code' | 'card'): void {
    const { cardPresented } = terminal.state();
    if (activity === 'stopping') place.leave(connectorId);
    else if (!stopDialog) touch({ type: 'ASK_STOP', connectorId });
    else if (stopDialog.step === 'presentCard') {
      if (stopDialog.prompt === 'presentCard' && !cardPresented)
        terminal.presentCard(errsNow() ? 'declined' : visit.card);
    } else if (by === 'card') touch({ type: 'STOP_WITH_CARD', connectorId });
    else touch({ type: 'STOP_WITH_CODE', connectorId, code: errsNow() ? '0000' : (stopCode ?? '0000') });
  }

  function inTheDark(bay: Bay): void {
    place.leave(connectorId);
    if (terminal.state().cardPresented) terminal.removeCard();
    if (actedInTheDark || goesHome) return;
    actedInTheDark = true;
    if (!visit.actsInTheDark) return;
    if (bay.car) charger.unplug(connectorId);
    else if (visit.hasBegun) plugIn();
  }

  function acts(view: KioskView, tile: ConnectorTile, bay: Bay) {
    if (bay.emergencyStopPressed && tile.status !== 'charging') charger.releaseEmergencyStop(connectorId);
    switch (tile.status) {
      case 'free':
      case 'vehicleWaiting':
        if (visit.hasBegun) visit = newVisit(random);
        if (!goesHome) return pays(view, bay);
        place.leave(connectorId);
        if (bay.car) charger.unplug(connectorId);
        return;
      case 'busy':
        visit.hasBegun = true;
        return pays(view, bay);
      case 'charging':
        visit.hasBegun = true;
        return charges(view, tile);
      case 'finished':
        visit.hasBegun = true;
        place.leave(connectorId);
        if (bay.car) charger.unplug(connectorId);
        return;
      case 'receipt':
        visit.hasBegun = true;
        if (bay.car) charger.unplug(connectorId);
        else if (visit.closesReceipt && look(view)) touch({ type: 'DONE', connectorId });
        return;
      case 'unavailable':
        place.leave(connectorId);
        if (goesHome && bay.car) charger.unplug(connectorId);
    }
  }

  return {
    /** One look and one deed; to be called often. */
    step() {
      const bay = charger.state().evses.find(({ evse }) => evse === connectorId);
      const nowMs = performance.now();
      if (!bay || nowMs < pausesUntilMs) return;
      pausesUntilMs = nowMs + between(random, ...MOMENT_MS);
      const view = deps.station()?.view ?? null;
      if (!view) return inTheDark(bay);
      actedInTheDark = false;
      const tile = view.connectors.find((each) => each.connectorId === connectorId);
      if (!tile) return;
      if (tile.status === 'finished' && !goesHome && visit.lingersMs > 0) {
        pausesUntilMs = nowMs + visit.lingersMs;
        visit.lingersMs = 0;
      } else acts(view, tile, bay);
    },
    /** No new charge; the one under way is brought to its end. */
    goHome(): void {
      goesHome = true;
    },
    comeBack(): void {
      goesHome = false;
      visit = newVisit(random);
    },
  };
}
