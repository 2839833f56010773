import type { AudioJack } from '../../machines/ports/audioJack.ts';
import type { CardTerminal } from '../../machines/ports/cardTerminal.ts';
import type { PowerController } from '../../machines/ports/powerController.ts';
import type { Store } from '../store/store.ts';
import { place } from './chargePlace.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { createControllerEvents } from './controllerEvents.ts';
import type { createEndOfDay } from './endOfDay.ts';
import type { Running } from './followCharge.ts';
import type { createKiosk } from './kioskActor.ts';
import { budgetReached, holdNearlySpent, untilStopped } from './limits.ts';
import type { StationLog } from './log.ts';
import type { Orders } from './orders.ts';
import type { ServiceStates } from './serviceStates.ts';
import type { Settlements } from './settlements.ts';
import type { createStationLife } from './stationLife.ts';

const TICK_MS = 1_000;

/** Tells machines, orders and services what the devices say, and looks at limits and the clock in between. The answer ends it. */
export function listenToDevices(deps: {
  config: Config;
  connectors: readonly Running[];
  controller: PowerController;
  terminal: CardTerminal;
  audioJack?: AudioJack | undefined;
  store: Store;
  clock: Clock;
  log: StationLog;
  kiosk: Pick<ReturnType<typeof createKiosk>, 'send'>;
  orders: Pick<Orders, 'onTerminalUp'>;
  settlements: Pick<Settlements, 'onTerminalUp'>;
  endOfDay: Pick<ReturnType<typeof createEndOfDay>, 'onClosed'>;
  service: ServiceStates;
  life: Pick<ReturnType<typeof createStationLife>, 'look'>;
  tickMs?: number;
  /** The view may have changed. */
  tell: () => void;
}): () => void {
  const { config, connectors, controller, terminal, clock, log, kiosk, service, tell } = deps;

  const watched = ({ evse, snapshot }: Running) => ({
    connectorId: evse.evse,
    context: snapshot.context,
    inUse: /^(plug|charging|receipt)\./.test(place(snapshot)),
  });

  function watchLimit({ actor, evse }: Running): void {
    const { context } = actor.getSnapshot();
    if (!context.meterStart) return;
    const ahead = untilStopped(config, evse);
    if (holdNearlySpent(context, config, clock.now(), ahead)) actor.send({ type: 'HOLD_NEARLY_SPENT' });
    if (budgetReached(context, config, clock.now(), ahead)) actor.send({ type: 'BUDGET_REACHED' });
  }

  const hear = new Map(
    connectors.map(({ evse, actor }) => [evse.evse, createControllerEvents(evse.evse, actor, deps)]),
  );
  const ends = [
    controller.onNotice((notice) => {
      if (notice.type === 'link') {
        log.info({ up: notice.up }, 'power controller');
        service.controllerCame();
        for (const { actor } of connectors) {
          if (!notice.up) actor.send({ type: 'OUT_OF_TOUCH', atMs: clock.now() });
          actor.send({ type: 'CONTROLLER_LINK', up: notice.up });
        }
        return;
      }
      hear.get(notice.evse)?.(service.heard(notice.evse, notice.notice));
      const connector = connectors.find(({ evse }) => evse.evse === notice.evse);
      if (notice.notice.type !== 'meter' || !connector) return;
      const { reading } = notice.notice;
      if (reading.powerW !== null && connector.snapshot.matches('charging'))
        connector.curve.add(reading.atMs, reading.powerW);
      watchLimit(connector);
    }),
    deps.audioJack?.onChange((plugged) => kiosk.send({ type: 'HEADPHONE', plugged })),
    terminal.onNotice((notice) => {
      if (notice.type === 'dayClosed') deps.endOfDay.onClosed(notice.totals);
      if (notice.type !== 'link') return;
      log.info({ state: notice.state }, 'card terminal');
      if (notice.state === 'up') void deps.orders.onTerminalUp().then(deps.settlements.onTerminalUp);
      for (const { actor } of connectors) actor.send({ type: 'TERMINAL_LINK', up: notice.state === 'up' });
      tell();
    }),
    clock.every(deps.tickMs ?? TICK_MS, () => {
      connectors.forEach(watchLimit);
      service.look();
      deps.life.look(connectors.map(watched), terminal.link === 'up');
      tell();
    }),
  ];
  return () => {
    for (const end of ends) end?.();
  };
}
