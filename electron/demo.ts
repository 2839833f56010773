import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { connect } from 'mqtt';
import { type Money, minorDigits } from '../machines/money.ts';
import type { ReceiptView } from '../machines/receiptView.ts';
import type { KioskView, ScreenView } from '../machines/view.ts';
import { ensureBuilt } from './ensureBuilt.ts';
import { startHeadless } from './headless.ts';
import type { BenchAction, DriverIntent } from './ipc/contract.ts';
import { createLogOn } from './station/log.ts';

/**
 * `npm run demo [-- --screens DIR]`: one charge with no hands. Prints what the driver saw and what crossed the wire,
 * then the receipt; exits 0 when the terminal's own book agrees with it.
 */

const { values } = parseArgs({ options: { screens: { type: 'string' }, language: { type: 'string', default: 'en' } } });
const dataDir = mkdtempSync(join(tmpdir(), 'surtidor-demo-'));
const startedAt = performance.now();

const say = (who: string, what: string) =>
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(2).padStart(6)} s  ${who.padEnd(8)} ${what}`);

await ensureBuilt();
const started = await startHeadless({
  configFile: fileURLToPath(new URL('./station/example.config.json', import.meta.url)),
  overrides: {
    dataDir,
    'cardTerminal.port': '0',
    'powerController.url': 'mqtt://127.0.0.1:0',
    'server.port': '0',
    'simulation.speed': '60',
    'simulation.seed': '7',
  },
  log: createLogOn(wireOfTerminal(), 'debug'),
});
if (!started.ok) {
  console.error(started.error.message);
  process.exit(1);
}
const { station, url, close } = started.value;
const { simulation } = station;
if (!simulation) throw new Error('the example config simulates its hardware');
const mqtt = wireOfController(station.config.powerController.url);
const camera = values.screens ? await createCamera(url, values.screens) : null;
const seen = driverSees();

let problem: string | null = null;
try {
  await charge();
} catch (cause) {
  problem = (cause as Error).message;
}
const receipt = station.receipts()[0] ?? null;
const book = simulation.terminal.book();
await camera?.close();
seen();
await mqtt.endAsync();
await close();
rmSync(dataDir, { recursive: true, force: true });

if (receipt) printReceipt(receipt);
const captured = book.map((entry) => entry.capturedMinor);
if (!problem && (captured.length !== 1 || captured[0] !== receipt?.total.minor))
  problem = `the terminal captured ${captured} and the receipt says ${receipt?.total.minor}`;
console.log(
  problem
    ? `\nThe demo failed: ${problem}`
    : '\nThe demo charge is paid: the terminal captured exactly what the receipt says.',
);
process.exit(problem ? 1 : 0);

async function charge(): Promise<void> {
  await until('free', (view) => view.terminal === 'up' && view.connectors.every((tile) => tile.status === 'free'));
  touch({ type: 'SET_LANGUAGE', language: values.language });
  await picture('attract');
  touch({ type: 'SELECT_CONNECTOR', connectorId: 1 });
  await onScreen('price');
  touch({ type: 'START', connectorId: 1 });
  await onScreen('present', (screen) => screen.step === 'card');
  await hand({ type: 'presentCard', card: 'visa' }, 'holds a Visa to the reader');
  await onScreen('plug', (screen) => screen.step === 'cable');
  await hand({ type: 'plugIn', evse: 1, car: 'ioniq' }, 'plugs the car in');
  await onScreen('plug', (screen) => screen.step === 'handshake');
  await onScreen('charging', (screen) => screen.energyWh > 8_000);
  touch({ type: 'ASK_STOP', connectorId: 1 });
  const dialog = await onScreen('charging', (screen) => screen.stopDialog !== null, 'stop');
  touch({ type: 'STOP_WITH_CODE', connectorId: 1, code: dialog.stopCode ?? '' });
  await onScreen('charging', (screen) => screen.activity === 'finishedGrace', 'finished');
  await hand({ type: 'unplug', evse: 1 }, 'pulls the cable out');
  await onScreen('receipt', (screen) => screen.hold?.state === 'captured');
  touch({ type: 'DONE', connectorId: 1 });
  await until('the end', (view) => view.screen.name === 'attract');
}

function touch(intent: DriverIntent): void {
  say('driver', `touches ${intent.type}`);
  const answer = station.handlers.kiosk?.handleSendIntent(intent);
  if (!answer || !('ok' in answer) || !answer.ok) throw new Error(`${intent.type} was refused`);
}

async function hand(action: BenchAction, what: string): Promise<void> {
  say('driver', what);
  const answer = await simulation?.handlers.handleAct(action);
  if (!answer?.ok) throw new Error(`${action.type} was refused`);
}

function until(what: string, is: (view: KioskView) => boolean, timeoutMs = 60_000): Promise<void> {
  return new Promise((resolve, reject) => {
    const check = () => {
      if (!is(station.view())) return;
      clearInterval(timer);
      clearTimeout(late);
      resolve();
    };
    const timer = setInterval(check, 50);
    const late = setTimeout(() => {
      clearInterval(timer);
      reject(new Error(`waited in vain for: ${what}; the screen is ${JSON.stringify(station.view().screen)}`));
    }, timeoutMs);
    check();
  });
}

async function onScreen<N extends ScreenView['name']>(
  name: N,
  is: (screen: Extract<ScreenView, { name: N }>) => boolean = () => true,
  pictureName: string = name,
): Promise<Extract<ScreenView, { name: N }>> {
  type Named = Extract<ScreenView, { name: N }>;
  await until(name, ({ screen }) => screen.name === name && is(screen as Named));
  await picture(pictureName);
  return station.view().screen as Named;
}

async function picture(name: string): Promise<void> {
  await camera?.shoot(name);
}

/** Says what the screen shows whenever that is something new. */
function driverSees(): () => void {
  let before = '';
  let energyWh = 0;
  return station.subscribe(({ screen }) => {
    const now = inWords(screen);
    const grown = screen.name === 'charging' && screen.energyWh - energyWh > 2_000;
    if (now === before && !grown) return;
    if (screen.name === 'charging') {
      energyWh = screen.energyWh;
      say(
        'screen',
        `${now}: ${(screen.energyWh / 1000).toFixed(3)} kWh, ${amount(screen.cost)}, battery ${screen.socPercent?.toFixed(0) ?? '?'} %`,
      );
    } else if (now !== before) say('screen', now);
    before = now;
  });
}

function inWords(screen: ScreenView): string {
  switch (screen.name) {
    case 'price':
      return `price, and that ${amount(screen.hold)} are set aside`;
    case 'present':
      return `present card: ${screen.prompt}`;
    case 'plug':
      return `plug: ${screen.step}${screen.phase ? `, ${screen.phase}` : ''}${screen.hold ? `, hold ${screen.hold.state}` : ''}`;
    case 'charging':
      return `charging: ${screen.stopDialog ? 'who may stop?' : screen.activity}`;
    case 'receipt':
      return `receipt ${screen.receipt.receiptNumber}, hold ${screen.hold?.state ?? '-'}`;
    default:
      return screen.name;
  }
}

function amount({ minor, currency }: Money): string {
  const digits = minorDigits(currency);
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(minor / 10 ** digits);
}

/** The terminal's frames, taken from the log: names only, for a frame carries passwords and card data. */
function wireOfTerminal(): Writable & { write(line: string): boolean } {
  return new Writable({
    decodeStrings: false,
    write(line: string, _encoding, done) {
      const { msg } = JSON.parse(line) as { msg?: string };
      if (msg?.startsWith('zvt ') && !/positive|status$|registration/.test(msg)) say('ZVT', msg.slice(4));
      done();
    },
  });
}

/** What crosses the broker, but for what repeats every second. */
function wireOfController(broker: string) {
  const client = connect(broker);
  client.subscribe('#');
  const quiet =
    /heartbeat|communication_check|powermeter|session_info|ev_info|enforced_limits|dc_voltage|isolation|\/reply|evse_id|hw_cap|active_errors|get_evse|error_/;
  client.on('message', (topic, payload) => {
    if (quiet.test(topic) || /[0-9a-f]{8}-/.test(topic)) return;
    const [api, , direction, name] = topic.split('/').slice(2);
    const event =
      /"event":\s*"(\w+)/.exec(String(payload))?.[1] ?? /"status":\s*"(\w+)/.exec(String(payload))?.[1] ?? '';
    say('MQTT', `${direction === 'm2e' ? '→' : '←'} ${api} ${name} ${event}`);
  });
  return client;
}

async function createCamera(address: string, dir: string) {
  mkdirSync(dir, { recursive: true });
  const { launchBrowser } = await import('../test/browser.ts');
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(address);
  let count = 0;
  return {
    async shoot(name: string): Promise<void> {
      await page.waitForTimeout(400); // the view is pushed, the page draws, motion settles
      count += 1;
      await page.screenshot({ path: join(dir, `${String(count).padStart(2, '0')}-${name}.png`) });
    },
    close: () => browser.close(),
  };
}

function printReceipt(receipt: ReceiptView): void {
  const width = 56;
  const row = (left: string, right: string) => console.log(left + right.padStart(width - left.length));
  const line = () => console.log('─'.repeat(width));
  const time = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: station.config.station.timeZone,
  });
  console.log('');
  line();
  console.log(receipt.operator.name);
  console.log(receipt.operator.address);
  row('VAT ID', receipt.operator.vatId);
  line();
  row('Receipt', receipt.receiptNumber);
  row('Charging point', receipt.evseId);
  row('From', time.format(receipt.startedAtMs));
  row('To', time.format(receipt.endedAtMs));
  row(
    `Meter ${receipt.meterId ?? ''}`,
    `${(receipt.meterStartWh / 1000).toFixed(3)} → ${(receipt.meterEndWh / 1000).toFixed(3)} kWh`,
  );
  line();
  for (const { kind, quantity, unit, unitPrice, amount: cost } of receipt.lines)
    row(`${kind}  ${quantity} ${unit ?? ''}${unitPrice ? ` × ${unitPrice}` : ''}`, amount(cost));
  line();
  row('Net', amount(receipt.net));
  for (const { percent, vat } of receipt.vat) row(`VAT ${percent} %`, amount(vat));
  row('Total', amount(receipt.total));
  line();
  if (receipt.card) row(receipt.card.brand ?? 'Card', `•••• ${receipt.card.last4 ?? '????'}`);
  row('Terminal', receipt.terminalId ?? '-');
}
