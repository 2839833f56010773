import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../machines/result.ts';
import { currencyCode } from '../bridge/cardTerminal/zvt/currency.ts';
import type { BenchAction, BenchAnswer, BenchState, StationHandlers } from '../ipc/contract.ts';
import { startBroker } from '../simulators/broker.ts';
import { isTerminalFault } from '../simulators/cardTerminal/faults.ts';
import {
  simulatedCards,
  startTerminalSimulator,
  type TerminalSimulator,
} from '../simulators/cardTerminal/terminalSimulator.ts';
import { startChargerSimulator } from '../simulators/charger/chargerSimulator.ts';
import { type MeterSimulator, startMeterSimulator } from '../simulators/meter/meterSimulator.ts';
import { cars } from '../simulators/vehicle.ts';
import { type SimulatedWaysOut, startSimulatedWaysOut } from '../simulators/waysOut.ts';
import type { Config } from './config.ts';
import { deskAddress, withDeskAt } from './deskLine.ts';
import type { StartError } from './station.ts';

/** Terminal, charge controller and cars for a station without hardware: real sockets, worked by hand at the bench. */
export type Simulation = {
  /** The config with the ports that were really taken (0 lets the system choose). */
  readonly config: Config;
  readonly terminal: TerminalSimulator;
  readonly charger: ReturnType<typeof startChargerSimulator>;
  readonly waysOut: SimulatedWaysOut;
  /** Where the config names meters beside the controller's, in its order. */
  readonly meters: readonly MeterSimulator[];
  readonly handlers: StationHandlers['bench'];
  subscribe(listener: (state: BenchState) => void): () => void;
  close(): Promise<void>;
};

const taken = (setting: string, detail: string): Result<never, StartError> =>
  err({ code: 'port_taken', message: `${detail}. Change it with: npm start -- --set ${setting}` });

export async function startSimulation(config: Config): Promise<Result<Simulation, StartError>> {
  const { cardTerminal, powerController, simulation } = config;
  const dir = join(config.dataDir, 'simulation');
  mkdirSync(dir, { recursive: true });

  const address = new URL(powerController.url);
  const broker = await startBroker({ host: address.hostname, port: Number(address.port || 1883) });
  if (!broker.ok)
    return taken('powerController.url=mqtt://127.0.0.1:1884', `${powerController.url}: ${broker.error.detail}`);

  const { value: mqtt } = broker;
  const terminal = await startTerminalSimulator({
    host: cardTerminal.host,
    port: cardTerminal.port,
    password: cardTerminal.password ?? '',
    bookFile: join(dir, 'terminal-book.json'),
    seed: simulation.seed,
    currencyCode: currencyCode(config.tariff.currency) ?? '0978',
  });
  if (!terminal.ok) {
    await mqtt.stop();
    return terminal.error.code === 'port_taken'
      ? taken('cardTerminal.port=20017', `${cardTerminal.host}:${terminal.error.port} is taken`)
      : err({ code: terminal.error.code, message: `terminal simulator: ${terminal.error.detail}` });
  }

  const { value: device } = terminal;
  const charger = startChargerSimulator({
    brokerUrl: mqtt.url,
    prefix: powerController.prefix,
    modules: powerController.modules,
    evses: config.evses,
    seed: simulation.seed,
    speed: simulation.speed,
    stateFile: join(dir, 'meters.json'),
  });

  const meters: MeterSimulator[] = [];
  async function stop(): Promise<void> {
    await Promise.allSettled([device.close(), charger.close(), ...meters.map((each) => each.close())]);
    await mqtt.stop();
  }
  for (const { evse, url } of config.meter?.evses ?? []) {
    const { hostname, port } = new URL(url);
    const atEvse = () => charger.state().evses.find((each) => each.evse === evse);
    const meter = await startMeterSimulator({
      host: hostname,
      port: Number(port || 80),
      serial: `SIMDCBM${evse}`,
      seed: simulation.seed,
      bookFile: join(dir, `meter-${evse}.json`),
      importWh: () => atEvse()?.meterWh ?? 0,
      powerW: () => atEvse()?.powerW ?? 0,
    });
    if (!meter.ok) {
      await stop();
      return taken('meter.evses=…', `${url}: ${meter.error.detail}`);
    }
    meters.push(meter.value);
  }

  const ways = await startSimulatedWaysOut({ ...config, desk: deskAddress(config.support) });
  if (!ways.ok) {
    await stop();
    return taken(ways.error.setting, ways.error.detail);
  }
  const { printer, mail, desk } = ways.value;

  const state = (): BenchState => ({
    cards: simulatedCards,
    terminal: device.state(),
    cars: cars.map(({ id, label }) => ({ id, label })),
    charger: charger.state(),
    printer: printer?.state() ?? null,
    mail: mail?.state() ?? null,
    desk: desk?.state() ?? null,
  });

  function setTerminalFault(fault: string, on: boolean): BenchAnswer {
    if (!isTerminalFault(fault)) return refused('unknown_fault', fault);
    if (on) device.faults.always(fault);
    else device.faults.clear(fault);
    return done();
  }

  function picture(id: number): string | null {
    const png = printer?.png(id);
    return png ? `data:image/png;base64,${png.toString('base64')}` : null;
  }

  async function act(action: BenchAction): Promise<BenchAnswer> {
    switch (action.type) {
      case 'presentCard':
        return device.presentCard(action.card) ? done() : refused('unknown_card', action.card);
      case 'removeCard':
        return done(device.removeCard());
      case 'enterPin':
        return device.enterPin(action.pin) ? done() : refused('not_asked', 'the terminal asks for no PIN');
      case 'terminalFault':
        return setTerminalFault(action.fault, action.on);
      case 'terminalLink':
        return done(await device.setLink(action.up));
      case 'bankDelay':
        return done(device.setBankDelay(action.ms));
      case 'plugIn':
        return charger.plugIn(action.evse, action.car);
      case 'unplug':
        return charger.unplug(action.evse);
      case 'carStops':
        return charger.carStops(action.evse);
      case 'emergencyStop':
        return action.pressed ? charger.pressEmergencyStop(action.evse) : charger.releaseEmergencyStop(action.evse);
      case 'chargerFault':
        return charger.setFault(action.evse, action.fault, action.on);
      case 'chargerLink':
        return done(await charger.setLink(action.up));
      case 'brokerRestart':
        return done(await mqtt.restart());
      case 'chargerRestart':
        return done(await charger.restart());
      case 'printerPaper':
        return done(action.loaded ? printer?.loadPaper() : printer?.paperOut());
      case 'printerCover':
        return done(printer?.setCover(action.open));
      case 'printerLink':
        return done(await printer?.setLink(action.up));
      case 'mailServer':
        return done(await mail?.setUp(action.up));
      case 'mailGreylist':
        return done(mail?.greylist(action.on));
      case 'mailRefuse':
        return done(mail?.refuseRecipients(action.on));
      case 'deskServer':
        return done(await desk?.setUp(action.up));
      case 'deskBusy':
        return done(desk?.setBusy(action.on));
      case 'deskRefuse':
        return done(desk?.refuse(action.on));
    }
  }

  return ok({
    config: {
      ...config,
      cardTerminal: { ...cardTerminal, port: device.port },
      powerController: { ...powerController, url: mqtt.url },
      ...(printer && config.receiptPrinter && { receiptPrinter: { ...config.receiptPrinter, port: printer.port } }),
      ...(mail && config.mail && { mail: { ...config.mail, port: mail.port } }),
      ...(desk && { support: withDeskAt(config.support, desk.port) }),
      ...(config.meter && {
        meter: {
          ...config.meter,
          evses: config.meter.evses.map((each, i) => ({ ...each, url: meters[i]?.url ?? each.url })),
        },
      }),
    },
    terminal: device,
    charger,
    meters,
    waysOut: ways.value,
    handlers: { handleAct: act, handleGetState: state, handleGetPrint: picture },
    subscribe(listener) {
      const tell = () => listener(state());
      tell();
      const ends = [device.onChange(tell), charger.onChange(tell), ways.value.onChange(tell)];
      return () => {
        for (const end of ends) end();
      };
    },
    async close() {
      await Promise.all([stop(), ways.value.close()]);
    },
  });
}

const done = (_?: unknown): BenchAnswer => ({ ok: true });
const refused = (code: string, detail: string): BenchAnswer => ({ ok: false, error: { code, detail } });
