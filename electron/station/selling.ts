import { randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { PowerController } from '../../machines/ports/powerController.ts';
import { err } from '../../machines/result.ts';
import type { MaintenanceView } from '../../machines/staffView.ts';
import type { KioskView } from '../../machines/view.ts';
import { createEvdevJack } from '../bridge/audioJack/evdev.ts';
import { createZvtTerminal } from '../bridge/cardTerminal/zvt/zvtTerminal.ts';
import type { LinkHealths } from '../bridge/linkHealth.ts';
import { createEverestController } from '../bridge/powerController/everest/everestController.ts';
import { createLemDcbm } from '../bridge/powerMeter/lemDcbm/lemDcbm.ts';
import { createMeteredController } from '../bridge/powerMeter/meteredController.ts';
import type { Doorbell } from '../maintenance/doorbell.ts';
import type { Shell } from '../maintenance/hands.ts';
import type { Maintenance } from '../maintenance/maintenance.ts';
import type { Store } from '../store/store.ts';
import { openVault, type Vault } from '../store/vault.ts';
import { assembleStation } from './assemble.ts';
import type { Chance } from './chargeActor.ts';
import type { SteadyClock } from './clock.ts';
import type { ClockDoubt } from './clockCheck.ts';
import { resumeClock, watchClock } from './clockWatch.ts';
import type { Config, MeterConfig } from './config.ts';
import type { Face } from './face.ts';
import type { StationLog } from './log.ts';
import type { ReceiptLinks } from './receiptLinks.ts';
import { outOfService } from './safeMode.ts';
import type { WaysOut } from './waysOut.ts';

const chance: Chance = {
  // Short enough for the acquirer's reference field (ZVT tag 1F63), long enough never to meet another.
  sessionId: () => randomBytes(8).toString('hex').toUpperCase(),
  stopCode: () => String(randomInt(0, 10_000)).padStart(4, '0'),
};

/** A station with books and devices. While the machine's clock cannot be right it settles, but sells nothing. */
export type Selling = Face & {
  readonly store: Store;
  maintenance(): MaintenanceView;
  /** Null: what staff sign in with cannot be kept here. */
  readonly maintenanceMode: Maintenance | null;
};

/** Reaches the devices and brings every open charge of the books back. */
export function createSelling(parts: {
  config: Config;
  store: Store;
  terminalPassword: string;
  clock: SteadyClock;
  log: StationLog;
  links: ReceiptLinks;
  healths: LinkHealths;
  doorbell: Doorbell;
  waysOut: WaysOut;
  shell: Shell;
}): Selling {
  const { config, store, clock, log, links, healths, waysOut } = parts;
  resumeClock(clock, store, log);
  let doubt: ClockDoubt | null = null;
  const ready = () =>
    doubt ? err({ code: 'unwritable', why: `the clock is wrong: ${doubt.code}` } as const) : store.ready();

  const terminal = createZvtTerminal(
    { ...config.cardTerminal, currency: config.tariff.currency },
    {
      log: log.child({ device: 'cardTerminal' }),
      password: parts.terminalPassword,
      health: healths.of('cardTerminal', `${config.cardTerminal.host}:${config.cardTerminal.port}`),
    },
  );
  const everest = createEverestController(
    { ...config.powerController, evses: config.evses.map(({ evse, everest }) => ({ evse, ...everest })) },
    {
      log: log.child({ device: 'powerController' }),
      health: healths.of('powerController', 'EVerest'),
      brokerHealth: healths.of('broker', new URL(config.powerController.url).host),
    },
  );
  const controller = config.meter ? withMeters(everest, config.meter, config.evses, log, healths) : everest;
  const { audioJack } = config.access;
  const station = assembleStation({
    config,
    store: { ...store, ready },
    terminal,
    controller,
    clock,
    chance,
    log,
    links,
    waysOut,
    audioJack: audioJack && createEvdevJack(audioJack, log.child({ device: 'audioJack' })),
    staffVault: openStaffVault(config.dataDir, log),
    linkHealth: healths.all,
    shell: parts.shell,
    doorbell: parts.doorbell,
  });
  const unwatchClock = watchClock({
    clock,
    store,
    atRest: station.atRest,
    onDoubt: (now) => {
      doubt = now;
    },
    log,
  });

  const shown = (view: KioskView) => (doubt ? outOfService(view, 'clockWrong') : view);
  const view = () => shown(station.view());
  return {
    handlers: { ...station.handlers.kiosk, handleGetView: view },
    view,
    subscribe: (listener) => station.subscribe((now) => listener(shown(now))),
    store,
    maintenance: station.maintenance,
    maintenanceMode: station.maintenanceMode,
    async close() {
      unwatchClock();
      await station.close();
    },
  };
}

function withMeters(
  controller: PowerController,
  config: MeterConfig,
  evses: Config['evses'],
  log: StationLog,
  healths: LinkHealths,
): PowerController {
  const meters = config.evses.flatMap(({ evse, url }) =>
    evses
      .filter((known) => known.evse === evse)
      .map(({ evseId }) => {
        const health = healths.of('powerMeter', new URL(url).host, evse);
        const meter = createLemDcbm({ ...config, url }, { log: log.child({ device: 'powerMeter', evse }), health });
        return { evse, evseId, meter };
      }),
  );
  return createMeteredController(controller, meters, { log: log.child({ device: 'powerMeter' }), ...config });
}

function openStaffVault(dataDir: string, log: StationLog): Vault | null {
  const vault = openVault(join(dataDir, 'staff.key'));
  if (vault.ok) return vault.value;
  log.error({ why: vault.error }, 'no key to seal what staff sign in with: there is no maintenance mode');
  return null;
}
