import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isLanguage, languages } from '../../locales/languages.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import { marketIds, marketOf } from '../billing/market.ts';
import { OcpiTariff } from '../billing/ocpiTariff.ts';
import { obstaclesTo } from '../billing/tariff/obstacles.ts';
import { BooksConfig, Location, postalAddress } from '../books/booksConfig.ts';
import { currencyCode } from '../bridge/cardTerminal/zvt/currency.ts';
import { AccessConfig } from './config.access.ts';
import { MailConfig, ReceiptPrinterConfig } from './config.devices.ts';
import { ScreenConfig } from './config.screen.ts';
import { SupportConfig } from './config.support.ts';
import { LogConfig, MetricsConfig } from './config.watch.ts';
import { leastHold, untilStopped } from './limits.ts';

/** The one JSON file that makes a station. Times carry their unit; money is in minor units; ports are TCP ports. */

const ms = z.int().min(0);
const tcpPort = 'expected a TCP port, 0–65535';
const port = z.int(tcpPort).min(0, tcpPort).max(65_535, tcpPort).describe('0 lets the system choose a free port');

const Evse = z.strictObject({
  evse: z.int().min(1).describe('Number of the EVSE at the charge controller, 1-based'),
  evseId: z.string().min(1).describe('Public id (eMI3), e.g. ES*SUR*E0001*1'),
  label: z.string().min(1).max(4).describe('What is painted on the cable'),
  connectorType: z.enum(['CCS2', 'CCS1', 'CHAdeMO', 'NACS', 'MCS', 'Type2']),
  maxPowerW: z.int().min(1),
  everest: z.strictObject({
    evseManager: z.string().min(1).describe('module id of evse_manager_consumer_API for this EVSE'),
    originModules: z
      .array(z.string())
      .describe('EVerest module ids whose errors belong to this EVSE (error_history carries no EVSE number)'),
  }),
});

const CardTerminalConfig = z.strictObject({
  protocol: z.literal('zvt'),
  host: z.string().min(1),
  port,
  passwordFile: z.string().optional().describe('File with the 6-digit terminal password (0600); beats `password`'),
  password: z
    .string()
    .regex(/^\d{6}$/, 'expected six digits')
    .optional(),
  t3Ms: ms.default(5_000).describe('T3: command sent → acknowledged'),
  t4Ms: ms.default(180_000).describe('T4: acknowledged → next frame of the terminal'),
  connectTimeoutMs: ms.default(5_000),
  reconnectMinMs: ms.default(2_000).describe('First pause before connecting again'),
  reconnectMaxMs: ms.default(30_000).describe('Longest such pause'),
  statusPollMs: ms.default(60_000).describe('Status enquiry while idle (0: never)'),
  configByte: z
    .string()
    .regex(/^[0-9A-Fa-f]{2}$/, 'expected two hex digits')
    .default('BE'),
  readTimeoutS: z.int().min(2).max(60).default(10).describe('One round of Read Card'),
  captureWith: z.enum(['partialReversal', 'bookTotal']).default('partialReversal'),
  reuseReadCard: z.boolean().default(true).describe('Pre-authorize with the card just read (BMP 19 bit 02)'),
  expectedTerminalId: z
    .string()
    .regex(/^\d{8}$/, 'expected eight digits')
    .optional(),
});
export type CardTerminalConfig = z.infer<typeof CardTerminalConfig>;

const PowerControllerConfig = z.strictObject({
  protocol: z.literal('everest'),
  url: z
    .string()
    .regex(/^mqtts?:\/\//, 'expected an address such as mqtt://127.0.0.1:1883')
    .describe('The MQTT broker'),
  prefix: z.string().default('').describe("EVerest's mqtt_external_prefix"),
  modules: z.strictObject({
    authTokenProvider: z.string().min(1),
    authTokenValidator: z.string().min(1).optional(),
    authConsumer: z.string().min(1),
    errorHistory: z.string().min(1).optional(),
  }),
  prevalidated: z.boolean().default(true).describe('Tokens go out prevalidated; false: EVerest asks our validator'),
  requestTimeoutMs: ms.default(10_000).describe('How long a command to the controller may stay unanswered'),
  heartbeatTimeoutMs: ms.default(5_000).describe('Silence of the heartbeat after which the controller counts as away'),
  communicationCheckMs: ms.default(1_000).describe('How often we say that we are alive'),
  faultCheckMs: ms
    .default(60_000)
    .describe('How often its active faults are asked for: what it told may have been lost'),
});
export type PowerControllerConfig = z.infer<typeof PowerControllerConfig>;

const MeterConfig = z.strictObject({
  protocol: z.literal('lemDcbm').describe('LEM DCBM 400/600 over HTTP'),
  evses: z
    .array(
      z.strictObject({
        evse: z.int().min(1).describe('Which EVSE this meter counts'),
        url: z
          .string()
          .regex(/^https?:\/\/[^/]+\/?$/, 'expected an address such as http://192.168.1.2')
          .describe('Where the meter answers'),
      }),
    )
    .min(1),
  timeoutMs: ms.default(2_000).describe('How long a request to the meter may stay unanswered'),
  tries: z.int().min(1).default(10).describe('How often a start or stop is tried before it is given up …'),
  retryMs: ms.default(1_000).describe('… and the pause between two tries'),
  pollMs: ms.default(1_000).describe('How often the register is read'),
});
export type MeterConfig = z.infer<typeof MeterConfig>;

const IdTokenEntry = z.strictObject({
  uid: z.string().regex(/^[0-9A-F]{8,20}$/, 'expected 8–20 upper-case hex digits'),
  account: z.string().min(1),
  status: z.enum(['accepted', 'blocked']).default('accepted'),
  staffNumber: z
    .string()
    .regex(/^\d{4}$/, 'expected four digits')
    .optional()
    .describe('A key of staff: at the reader it opens the sign-in for this number, and starts no charge'),
  pinHash: z.string().optional().describe('scrypt$N$salt$hash in hex: this account asks for a PIN as second factor'),
});

const Timeouts = z.strictObject({
  priceShownMs: ms.default(90_000).describe('Each wait for the driver …'),
  presentCardMs: ms.default(60_000),
  secondFactorMs: ms.default(60_000),
  declinedMs: ms.default(45_000),
  withdrawMs: ms.default(30_000).describe('Taking an authorization back: after this the money goes home anyway'),
  plugInMs: ms.default(120_000).describe('… to plug in after paying'),
  handshakeMs: ms.default(120_000).describe('… and for car and charger to agree'),
  carPausedMs: ms.default(300_000).describe('Paused by the car this long: the charge is ended'),
  stopRetryMs: ms.default(5_000).describe('Pause between two tries to stop, withdraw or write a receipt'),
  controllerLostMs: ms.default(600_000).describe('Controller silent this long mid-charge: bill what the meter showed'),
  stillPluggedMs: ms.default(43_200_000).describe('Charge ended but never unplugged: settle anyway'),
  stopDialogMs: ms.default(60_000),
  receiptMs: ms.default(60_000),
  releasedMs: ms.default(45_000),
  absentMs: ms.default(40_000).describe('Untouched this long: the screen asks whether anybody is there'),
  absentQuestionMs: ms.default(20_000).describe("… and this much later it is the next driver's"),
});
export type Timeouts = z.infer<typeof Timeouts>;

export const Config = z.strictObject({
  station: z.strictObject({
    name: z.string().min(1).describe('Shown above the price'),
    operator: z.strictObject({
      name: z.string().min(1),
      address: z.string().min(1).describe('As it is printed'),
      vatId: z.string().min(1),
      ...postalAddress,
    }),
    location: Location.optional().describe('Where the station stands, for OCPI'),
    helpLine: z.string().min(1).describe('Number a driver can call, shown on every help sheet'),
    market: z
      .enum(marketIds)
      .default('eu')
      .describe('Whose law the prices, texts and books follow (electron/billing/market.ts)'),
    timeZone: z.string().refine(isTimeZone, 'expected an IANA time zone such as Europe/Madrid'),
    languages: z.array(z.string()).min(1).describe("Offered on screen; the first is the station's own"),
    receiptPage: z
      .string()
      .refine(isReceiptPage, 'expected an https address (http only on this machine) without #')
      .nullable()
      .optional()
      .describe(
        'What the code of a receipt opens: dist/receipt on any web server; null: no code; left out, the simulation takes its own',
      ),
    receiptPrefix: z.string().max(8).default('').describe('Before the receipt number, to tell stations apart'),
  }),
  evses: z.array(Evse).min(1).max(8),
  tariff: OcpiTariff,
  payment: z.strictObject({
    holdMinor: z.int().min(100).describe('Amount set aside before a charge'),
    stopProtection: z
      .enum(['cardOrCode', 'nothing'])
      .default('cardOrCode')
      .describe('What ends a charge at the screen'),
    idleGraceMs: ms.default(600_000).describe('Free time on the connector after charging ends, before the idle fee'),
    stopMarginSeconds: z
      .int()
      .min(0)
      .default(10)
      .describe('Stop when the hold would last only this long at full power: what a stop takes to take effect'),
    holdValidHours: z
      .int()
      .min(1)
      .default(168)
      .describe('How long the bank keeps a pre-authorization: the charge is stopped and settled before that'),
    holdExpiryMarginMinutes: z.int().min(0).default(60).describe('… this long before'),
    settlementRetryMinMs: ms.default(5_000).describe('First pause after a failed settlement; doubles each time'),
    settlementRetryMaxMs: ms.default(3_600_000).describe('Longest pause between two tries'),
    settlementStaffAfterMs: ms
      .default(86_400_000)
      .describe('A hold this old and not settled goes on the list for staff'),
  }),
  cardTerminal: CardTerminalConfig,
  powerController: PowerControllerConfig,
  meter: MeterConfig.optional().describe("Billing meters of their own; without it the controller's"),
  receiptPrinter: ReceiptPrinterConfig.optional(),
  mail: MailConfig.optional(),
  support: SupportConfig.optional(),
  screen: ScreenConfig.prefault({}),
  books: BooksConfig.prefault({}),
  access: AccessConfig.prefault({}),
  idTokens: z.array(IdTokenEntry).default([]),
  timeouts: Timeouts.prefault({}),
  server: z.strictObject({ host: z.literal('127.0.0.1').default('127.0.0.1'), port: port.default(8080) }).prefault({}),
  log: LogConfig.prefault({}),
  metrics: MetricsConfig.prefault({}),
  dataDir: z.string().min(1).default('var').describe('Folder of the books and the log'),
  simulation: z
    .strictObject({
      enabled: z.boolean().default(false).describe('Start terminal, charger and car simulators and the bench page'),
      seed: z.int().default(1).describe('Same seed, same simulated chance'),
      speed: z.number().min(0.1).max(1000).default(1).describe('How many times faster than life cars charge'),
    })
    .prefault({}),
});
export type Config = z.infer<typeof Config>;

export type ConfigError = {
  readonly code: 'unreadable' | 'not_json' | 'invalid';
  readonly problems: readonly string[];
};

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** A page that comes without TLS can be anybody's: it would read the receipt, and call false ones verified. */
function isReceiptPage(address: string): boolean {
  const url = URL.parse(address);
  const isLoopback = url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  return (url?.protocol === 'https:' || isLoopback) && /^[!"$-~]+$/.test(address);
}

/**
 * Reads a config file and lays `overrides` ("server.port" → "8090") over it. Each problem names the path of the bad
 * field and what was expected there.
 */
export function readConfig(
  file: string,
  overrides: Readonly<Record<string, string>> = {},
): Result<Config, ConfigError> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    return err({ code: 'unreadable', problems: [`${file}: ${(cause as Error).message}`] });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    // The message quotes the file, and the file may hold a password: only the place is told.
    const place = /position \d+.*$/.exec((cause as Error).message)?.[0] ?? 'somewhere';
    return err({ code: 'not_json', problems: [`${file}: this is not JSON: look at ${place}`] });
  }
  for (const [path, value] of Object.entries(overrides)) override(json, path.split('.'), value);
  return parseConfig(json);
}

export function parseConfig(json: unknown): Result<Config, ConfigError> {
  const parsed = Config.safeParse(json);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || '(root)'}: ${issue.message}`);
    return err({ code: 'invalid', problems });
  }
  const problems = crossChecks(parsed.data);
  return problems.length > 0 ? err({ code: 'invalid', problems }) : ok(parsed.data);
}

/** What no single field can tell. */
function crossChecks(config: Config): string[] {
  const problems: string[] = [];
  for (const field of ['evse', 'evseId', 'label'] as const) {
    const values = config.evses.map((evse) => evse[field]);
    for (const [i, value] of values.entries())
      if (values.indexOf(value) !== i) problems.push(`evses.${i}.${field}: ${value} is used twice`);
  }
  for (const [i, language] of config.station.languages.entries())
    if (!isLanguage(language))
      problems.push(`station.languages.${i}: there are no texts in ${language}, only in ${languages.join(', ')}`);
  if (!currencyCode(config.tariff.currency))
    problems.push(`tariff.currency: ZVT terminals are not known to take ${config.tariff.currency}`);
  for (const { path, text } of obstaclesTo(config.tariff, marketOf(config.station.market)))
    problems.push(`tariff.${path}: ${text}`);
  for (const [i, { evse }] of (config.meter?.evses ?? []).entries())
    if (
      !config.evses.some((known) => known.evse === evse) ||
      config.meter?.evses.findIndex((m) => m.evse === evse) !== i
    )
      problems.push(`meter.evses.${i}.evse: expected an EVSE of the station, each once`);
  const least = Math.max(...config.evses.map((evse) => leastHold(config.tariff, untilStopped(config, evse)).minor));
  if (config.payment.holdMinor <= least)
    problems.push(`payment.holdMinor: expected more than ${least}: a charge would stop as soon as it starts`);
  const { holdValidHours, holdExpiryMarginMinutes } = config.payment;
  if (holdExpiryMarginMinutes >= holdValidHours * 60)
    problems.push('payment.holdExpiryMarginMinutes: expected less than payment.holdValidHours');
  if (config.support?.desk?.mailTo !== undefined && !config.mail)
    problems.push('support.desk.mailTo: expected `mail`, the server it goes out by');
  if (!config.cardTerminal.password && !config.cardTerminal.passwordFile)
    problems.push('cardTerminal.password: expected this or cardTerminal.passwordFile');
  return problems;
}

/** Sets `path` in a parsed JSON value. What was text stays text; else a value that reads as JSON is taken as JSON. */
function override(target: unknown, path: readonly string[], value: string): void {
  let at = target as Record<string, unknown>;
  for (const step of path.slice(0, -1)) {
    if (typeof at[step] !== 'object' || at[step] === null) at[step] = {};
    at = at[step] as Record<string, unknown>;
  }
  const last = path.at(-1);
  if (last === undefined) return;
  if (typeof at[last] === 'string') {
    at[last] = value;
    return;
  }
  try {
    at[last] = JSON.parse(value);
  } catch {
    at[last] = value;
  }
}
