import { z } from 'zod';
import { type FaultCode, faults } from '../../../machines/faults.ts';

/** What a test came to, as it is shown, kept as "last run" and told in the audit trail. */

export const TestName = z.enum([
  'registration',
  'diagnosis',
  'cardRead',
  'hold',
  'chargingKey',
  'controller',
  'emergencyStop',
  'touch',
  'display',
  'sound',
  'printer',
  'network',
  'dryRun',
]);
export type TestName = z.infer<typeof TestName>;

/** What was found where no fault of the station has words for it. */
const Finding = z.enum([
  'noCard',
  'notABankCard',
  'notAKey',
  'declined',
  'refused',
  'notReleasedYet',
  'needsPerson',
  'unknownEnd',
  'paperBad',
  'soundBad',
  'speechBad',
  'noVoice',
  'pictureBad',
  'brightnessBad',
  'zonesDead',
  'notPressed',
  'notReleased',
  'wrongCables',
  'hostsAway',
  'chargeStuck',
  'booksDiffer',
  'late',
  'driverFirst',
  'cancelled',
]);
export type Finding = z.infer<typeof Finding>;

/** What a host is there for. */
export const hostUses = ['cardTerminal', 'broker', 'powerMeter', 'receiptPrinter', 'mail', 'helpDesk'] as const;
export const hostTroubles = ['unknownName', 'refused', 'silent'] as const;

/** One thing a test learnt. Of a card no more than a receipt may show, of a key its last four digits. */
export const Fact = z.discriminatedUnion('fact', [
  z.object({ fact: z.literal('version'), text: z.string() }),
  z.object({ fact: z.literal('latency'), ms: z.number(), of: z.string().nullable() }),
  z.object({ fact: z.literal('card'), brand: z.string().nullable(), last4: z.string().nullable(), entry: z.string() }),
  z.object({ fact: z.literal('key'), last4: z.string(), isKnown: z.boolean() }),
  z.object({ fact: z.literal('hostCode'), text: z.string() }),
  z.object({ fact: z.literal('money'), minor: z.number(), currency: z.string() }),
  /** What was set aside, and given back. */
  z.object({ fact: z.literal('released'), minor: z.number(), currency: z.string() }),
  z.object({ fact: z.literal('terminalReceipt'), text: z.string() }),
  z.object({ fact: z.literal('receipt'), text: z.string() }),
  z.object({ fact: z.literal('energy'), wh: z.number() }),
  z.object({ fact: z.literal('cables'), labels: z.array(z.string()) }),
  z.object({ fact: z.literal('zones'), touched: z.number(), of: z.number() }),
  z.object({ fact: z.literal('stage'), text: z.string() }),
  z.object({
    fact: z.literal('host'),
    use: z.enum(hostUses),
    address: z.string(),
    /** Null: it did not answer. */
    ms: z.number().nullable(),
    trouble: z.enum(hostTroubles).nullable(),
    /** Not asked: the station's own link to it stands, and the device takes one at a time. */
    isLinked: z.boolean(),
  }),
]);
export type Fact = z.infer<typeof Fact>;

const isFault = (code: string): code is FaultCode => code in faults;

/** `stopped`: it found out nothing, because somebody or something ended it. */
export const Verdict = z.object({
  outcome: z.enum(['passed', 'failed', 'stopped']),
  finding: Finding.nullable(),
  /** Has words of its own for cause and remedy. */
  fault: z.custom<FaultCode>((code) => typeof code === 'string' && isFault(code)).nullable(),
  facts: z.array(Fact).readonly(),
});
export type Verdict = z.infer<typeof Verdict>;

export const LastRun = Verdict.extend({ person: z.string(), atMs: z.number(), tookMs: z.number() });
export type LastRun = z.infer<typeof LastRun>;

export const passed = (...facts: Fact[]): Verdict => ({ outcome: 'passed', finding: null, fault: null, facts });
export const failed = (finding: Finding, ...facts: Fact[]): Verdict => ({
  outcome: 'failed',
  finding,
  fault: null,
  facts,
});
export const faulty = (fault: FaultCode, ...facts: Fact[]): Verdict => ({
  outcome: 'failed',
  finding: null,
  fault,
  facts,
});
export const stopped = (finding: 'cancelled' | 'driverFirst'): Verdict => ({
  outcome: 'stopped',
  finding,
  fault: null,
  facts: [],
});

/** For the audit trail: "cardRead: noCard". What the facts say stays with the last run. */
export const inShort = (name: TestName, { finding, fault }: Verdict): string =>
  [name, finding ?? fault].filter((word) => word !== null).join(': ');
