import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Buyer } from '../../machines/buyer.ts';
import type { CostLine, PaidBy, ReceiptView } from '../../machines/receiptView.ts';
import type { Config } from '../station/config.ts';
import example from '../station/example.config.json' with { type: 'json' };
import { exampleConfig } from '../station/fixtures.ts';
import { authorization, booked, eur, freshFile, intent, opened, placeHold, receipt } from '../store/fixtures.ts';
import type { Store } from '../store/store.ts';
import { type ExportReport, exportBooks, type FormatName, formats } from './exportBooks.ts';
import { type Period, periodOf } from './period.ts';

/** What tests of the books speak in: charges with their price, and books made of them. */

export const MADRID = 'Europe/Madrid';
export const NOON_MS = Date.parse('2026-11-10T11:00:00Z');
export const HOUR_MS = 3_600_000;

export type Charge = {
  readonly id: string;
  readonly issuedAtMs: number;
  readonly paidBy: PaidBy;
  readonly lines: readonly (readonly [kind: CostLine['kind'], minor: number])[];
  /** Gross of each VAT rate; the rest of the lines bears none. */
  readonly taxed: Readonly<Record<string, number>>;
  /** Null: not captured. */
  readonly capturedAtMs: number | null;
  readonly buyer?: Buyer;
};

export const twelve34: Charge = {
  id: 'A1',
  issuedAtMs: NOON_MS,
  paidBy: 'bankCard',
  lines: [
    ['energy', 1199],
    ['session', 35],
  ],
  taxed: { 21: 1234 },
  capturedAtMs: NOON_MS + 1_000,
};

const netOf = (gross: number, percent: string): number => Math.round(gross / (1 + Number(percent) / 100));

export function receiptOf(
  { id, issuedAtMs, paidBy, lines, taxed }: Charge,
  receiptNumber: string,
  more: Partial<ReceiptView> = {},
): ReceiptView {
  const total = lines.reduce((sum, [, minor]) => sum + minor, 0);
  const vat = Object.entries(taxed).map(([percent, gross]) => ({
    percent,
    net: eur(netOf(gross, percent)),
    vat: eur(gross - netOf(gross, percent)),
  }));
  return {
    ...receipt(receiptNumber, eur(total)),
    sessionId: id,
    issuedAtMs,
    startedAtMs: issuedAtMs - HOUR_MS,
    endedAtMs: issuedAtMs,
    periods: [{ startMs: issuedAtMs - HOUR_MS, endMs: issuedAtMs, energyWh: 20_000, kind: 'charging' }],
    lines: lines.map(([kind, minor]) => ({
      kind,
      quantity: kind === 'energy' ? '20.000' : '1',
      unit: kind === 'energy' ? 'kWh' : kind === 'session' ? 'session' : null,
      unitPrice: null,
      amount: eur(minor),
    })),
    vat,
    net: eur(total - vat.reduce((sum, rate) => sum + rate.vat.minor, 0)),
    paidBy,
    ...(paidBy === 'chargingKey' && { held: null, card: null, authorizationNumber: null, terminalId: null }),
    ...more,
  };
}

/** Writes a charge into the books, as the station does. */
export function write(
  store: Store,
  charge: Charge,
  more: Partial<ReceiptView> = {},
  clock = { nowMs: 0 },
  tariff: unknown = example.tariff,
): void {
  const { id, paidBy, issuedAtMs, capturedAtMs, buyer } = charge;
  clock.nowMs = issuedAtMs;
  if (paidBy === 'bankCard') placeHold(store, id);
  const idToken = paidBy === 'bankCard' ? `SUR${id}` : '04A1B2C3D4E5F6';
  store.recordAuthorization({ ...authorization(id), paidBy, idToken, tariff });
  if (buyer) store.recordBuyer(id, buyer);
  const build = (number: string) => receiptOf(charge, `S1-${number}`, more);
  const { total } = build('000000');
  const due = paidBy === 'bankCard' ? { sessionId: id, amount: total, reason: 'driver' } : null;
  store.issueReceipt(id, build, due);
  if (capturedAtMs === null || total.minor === 0) return;
  clock.nowMs = capturedAtMs;
  store.recordIntent(intent('capture', total, id));
  store.recordOutcome(`${id}:capture`, booked(total));
  store.confirmOrder(`${id}:capture`);
}

/** Books with these charges; `more` is written into them at last. */
export function booksOf(
  charges: readonly Charge[],
  more: (store: Store, clock: { nowMs: number }) => void = () => {},
): string {
  const clock = { nowMs: NOON_MS };
  const file = freshFile();
  const store = opened(file, () => clock.nowMs);
  for (const charge of charges) write(store, charge, {}, clock);
  more(store, clock);
  store.close();
  return file;
}

/** The example station with everything every format asks for. */
export const config: Config = exampleConfig({
  station: {
    operator: {
      name: 'Surtidor Energía, S.L.',
      address: 'Calle del Sol 1, 28001 Madrid',
      vatId: 'ESB12345674',
      street: 'Calle del Sol 1',
      postalCode: '28001',
      city: 'Madrid',
      countryCode: 'ES',
    },
    location: {
      id: 'MAD1',
      street: 'Calle del Sol 1',
      postalCode: '28001',
      city: 'Madrid',
      country: 'ESP',
      latitude: 40.4168,
      longitude: -3.7038,
    },
  },
  books: {
    datev: {
      consultant: 29098,
      client: 55003,
      revenue: [
        { percent: '21', account: '8401' },
        { percent: '10', account: '8301', taxKey: '12' },
      ],
    },
  },
});

export function november(from = '2026-11-01', to = '2026-12-01'): Period {
  const period = periodOf(from, to, MADRID);
  if (!period.ok) throw new Error(period.error);
  return period.value;
}

/** Exports November of the books; the text of the file, or of all files of the folder. */
export function exported(
  file: string,
  format: FormatName,
  changes: { config?: Config; period?: Period } = {},
): { readonly bytes: Buffer; readonly text: string; readonly report: ExportReport; readonly out: string } {
  const out = join(mkdtempSync(join(tmpdir(), 'surtidor-books-')), 'out');
  const order = { file, config, period: november(), format, out, nowMs: NOON_MS, ...changes };
  const report = exportBooks(order);
  if (!report.ok) throw new Error(report.error);
  const bytes = formats[format].kind === 'file' ? readFileSync(out) : Buffer.alloc(0);
  return { bytes, text: bytes.toString('utf8'), report: report.value, out };
}

const amount = fc.integer({ min: 0, max: 9_999 });
const rates = ['21', '10', '0'] as const;

/** Any charge of November: rates, lines that take something off, both ways to pay, captured or not. */
export const anyCharges: fc.Arbitrary<Charge[]> = fc
  .array(
    fc.record({
      grosses: fc.tuple(amount, amount, amount, fc.constantFrom(0, 0, 250)),
      which: fc.integer({ min: 0, max: 7 }),
      takenOff: fc.constantFrom(0, 0, 120),
      sessionFee: fc.integer({ min: 0, max: 99 }),
      paidBy: fc.constantFrom<PaidBy>('bankCard', 'bankCard', 'chargingKey'),
      hour: fc.integer({ min: 0, max: 29 * 24 }),
      isCaptured: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((drafts) =>
    drafts.map(({ grosses, which, takenOff, sessionFee, paidBy, hour, isCaptured }, index) => {
      const used = rates.flatMap((percent, i) =>
        which & (1 << i) ? [[percent, (grosses[i] ?? 0) % 1_900] as const] : [],
      );
      const total = used.reduce((sum, [, gross]) => sum + gross, 0) + grosses[3];
      const fee = Math.min(sessionFee, total);
      const issuedAtMs = november().fromMs + hour * HOUR_MS;
      return {
        id: `S${index}`,
        issuedAtMs,
        paidBy,
        lines: [
          ['energy', total - fee + takenOff],
          ['session', fee],
          ...(takenOff > 0 ? [['notCharged', -takenOff] as const] : []),
        ],
        taxed: Object.fromEntries(used),
        capturedAtMs: paidBy === 'bankCard' && isCaptured ? issuedAtMs + 60_000 : null,
      };
    }),
  );
