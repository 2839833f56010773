import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { currencyCode } from '../bridge/cardTerminal/zvt/currency.ts';
import { type Config, readConfig } from '../station/config.ts';
import { deskAddress } from '../station/deskLine.ts';
import { readArgs, readOverrides } from '../station/overrides.ts';
import { startBroker } from './broker.ts';
import { startTerminalSimulator } from './cardTerminal/terminalSimulator.ts';
import { startChargerSimulator } from './charger/chargerSimulator.ts';
import { startDeskSimulator } from './helpDesk/deskSimulator.ts';
import { startMailSimulator } from './mail/mailSimulator.ts';
import { startPrinterSimulator } from './printer/printerSimulator.ts';
import { cars } from './vehicle.ts';

/**
 * `npm run sim -- terminal|charger|printer|mail|desk [--config FILE] [--set path=value …]`: one simulator alone, for a station that runs
 * elsewhere or against hardware. Lines typed here work it by hand; `help` lists them.
 */

const usage = 'npm run sim -- terminal|charger|printer|mail|desk [--config FILE] [--set path=value …]';
const parse = () =>
  parseArgs({
    allowPositionals: true,
    options: {
      config: { type: 'string', default: fileURLToPath(new URL('../station/example.config.json', import.meta.url)) },
      set: { type: 'string', multiple: true, default: [] },
    },
  });
const args = readArgs(parse, usage);
if (args.ok) await run(args.value.positionals, args.value.values);
else fail(args.error);

async function run([what]: readonly string[], values: { config: string; set: string[] }): Promise<void> {
  const overrides = readOverrides(values.set);
  if (!overrides.ok) return fail(overrides.error);
  const read = readConfig(values.config, overrides.value);
  if (!read.ok) return fail(read.error.problems.join('\n'));
  if (what === 'terminal') await runTerminal(read.value);
  else if (what === 'charger') await runCharger(read.value);
  else if (what === 'printer') await runPrinter(read.value);
  else if (what === 'mail') await runMail(read.value);
  else if (what === 'desk') await runDesk(read.value);
  else fail(`usage: ${usage}`);
}

async function runTerminal(config: Config): Promise<void> {
  const { host, port, password = '' } = config.cardTerminal;
  const dir = join(config.dataDir, 'simulation');
  mkdirSync(dir, { recursive: true });
  const started = await startTerminalSimulator({
    host,
    port,
    password,
    bookFile: join(dir, 'terminal-book.json'),
    seed: config.simulation.seed,
    currencyCode: currencyCode(config.tariff.currency) ?? '0978',
  });
  if (!started.ok) return fail(`${host}:${port}: ${started.error.code}. Change it with: --set cardTerminal.port=20017`);
  const terminal = started.value;
  console.log(`ZVT terminal on ${host}:${terminal.port}, book in ${dir}`);
  obey({
    card: (id = '') => terminal.presentCard(id),
    remove: () => terminal.removeCard(),
    pin: (pin = '') => terminal.enterPin(pin),
    delay: (ms = '0') => terminal.setBankDelay(Number(ms)),
    link: (state) => terminal.setLink(state !== 'down'),
    book: () => terminal.book(),
  });
  ending(() => terminal.close());
}

async function runCharger(config: Config): Promise<void> {
  const address = new URL(config.powerController.url);
  const broker = await startBroker({ host: address.hostname, port: Number(address.port || 1883) });
  if (!broker.ok)
    return fail(
      `${config.powerController.url}: ${broker.error.detail}. Change it with: --set powerController.url=mqtt://127.0.0.1:1884`,
    );
  const charger = startChargerSimulator({
    brokerUrl: broker.value.url,
    prefix: config.powerController.prefix,
    modules: config.powerController.modules,
    evses: config.evses,
    seed: config.simulation.seed,
    speed: config.simulation.speed,
  });
  console.log(`charge controller and broker on ${broker.value.url}, cars: ${cars.map((car) => car.id).join(', ')}`);
  obey({
    plug: (evse = '1', car = 'ioniq') => charger.plugIn(Number(evse), car),
    unplug: (evse = '1') => charger.unplug(Number(evse)),
    stop: (evse = '1') => charger.carStops(Number(evse)),
    emergency: (evse = '1') => charger.pressEmergencyStop(Number(evse)),
    release: (evse = '1') => charger.releaseEmergencyStop(Number(evse)),
    state: () => charger.state(),
  });
  ending(async () => {
    await charger.close();
    await broker.value.stop();
  });
}

async function runPrinter(config: Config): Promise<void> {
  const started = await startPrinterSimulator(config.receiptPrinter ?? { host: '127.0.0.1', port: 9100 });
  if (!started.ok) return fail(`${started.error.detail}. Change it with: --set receiptPrinter.port=9101`);
  const printer = started.value;
  const dir = join(config.dataDir, 'simulation');
  mkdirSync(dir, { recursive: true });
  console.log(`ESC/POS printer on port ${printer.port}, prints are kept in ${dir}`);
  let kept = 0;
  printer.onChange(() => {
    for (const { id } of printer.prints().filter((print) => print.id > kept)) {
      const png = printer.png(id);
      if (png) writeFileSync(join(dir, `print-${id}.png`), png);
      kept = id;
    }
  });
  obey({
    out: () => printer.paperOut(),
    load: () => printer.loadPaper(),
    cover: (state) => printer.setCover(state !== 'closed'),
    link: (state) => printer.setLink(state !== 'down'),
    slow: (state) => printer.setSlow(state !== 'off'),
    state: () => printer.state(),
  });
  ending(() => printer.close());
}

async function runMail(config: Config): Promise<void> {
  const started = await startMailSimulator(config.mail ?? { host: '127.0.0.1', port: 2525 });
  if (!started.ok) return fail(`${started.error.detail}. Change it with: --set mail.port=2525`);
  const mail = started.value;
  console.log(`SMTP server on port ${mail.port}`);
  obey({
    greylist: (state) => mail.greylist(state !== 'off'),
    refuse: (state) => mail.refuseRecipients(state !== 'off'),
    server: (state) => mail.setUp(state !== 'down'),
    received: () => mail.state().received,
  });
  ending(() => mail.close());
}

async function runDesk(config: Config): Promise<void> {
  const started = await startDeskSimulator(deskAddress(config.support) ?? { host: '127.0.0.1', port: 8090 });
  if (!started.ok) return fail(`${started.error.detail}. Change it with: --set support.desk.webhook.url=…`);
  const desk = started.value;
  console.log(`help desk on port ${desk.port}`);
  obey({
    busy: (state) => desk.setBusy(state !== 'off'),
    refuse: (state) => desk.refuse(state !== 'off'),
    silent: (state) => desk.neverAnswer(state !== 'off'),
    server: (state) => desk.setUp(state !== 'down'),
    received: () => desk.state().received,
  });
  ending(() => desk.close());
}

/** Reads commands from standard input, a line each. */
function obey(commands: Record<string, (...words: (string | undefined)[]) => unknown>): void {
  console.log(`Type: ${Object.keys(commands).join(', ')}. Ctrl-C ends it.`);
  process.stdin.setEncoding('utf8').on('data', async (text: string) => {
    const [name = '', ...words] = text.trim().split(/\s+/);
    const command = commands[name];
    if (command) console.log((await command(...words)) ?? 'done');
    else if (name) console.log(`unknown: ${name}. There are ${Object.keys(commands).join(', ')}.`);
  });
}

function ending(close: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void close().then(() => {
        console.log('ended');
        process.exit(0);
      });
    });
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
