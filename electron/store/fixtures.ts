import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Money, money } from '../../machines/money.ts';
import type { Hold } from '../../machines/ports/cardTerminal.ts';
import type { ReceiptView } from '../../machines/receiptView.ts';
import { openStore } from './openStore.ts';
import type { Authorization, OrderIntent, OrderKind, OrderOutcome, Store, TransactionEnd } from './store.ts';

/** What tests of the store speak in: one charge of €12.34 out of a hold of €60. */

export const eur = (minor: number): Money => money(minor, 'EUR');

export const freshFile = (): string => join(mkdtempSync(join(tmpdir(), 'surtidor-store-')), 'station.db');

export function opened(file = ':memory:', now: () => number = () => 1_000): Store {
  const store = openStore(file, { now });
  if (!store.ok) throw new Error(JSON.stringify(store.error));
  return store.value;
}

export const hold: Hold = {
  receiptNumber: '0042',
  traceNumber: '000107',
  terminalId: '52500041',
  amount: eur(6000),
  authorizationNumber: '123456',
  card: { brand: 'VISA', last4: '1881', entryMode: 'contactless' },
  token: 'a'.repeat(64),
};

export const intent = (kind: OrderKind, amount = eur(6000), sessionId = 's1'): OrderIntent => ({
  key: `${sessionId}:${kind}`,
  kind,
  sessionId,
  connectorId: 1,
  amount,
  holdReceiptNumber: kind === 'preAuthorize' ? null : hold.receiptNumber,
});

export const approved: OrderOutcome = { result: 'approved', hold };
export const refused: OrderOutcome = { result: 'refused', code: 'declined', hostCode: '05' };
export const booked = (amount: Money): OrderOutcome => ({
  result: 'booked',
  booking: { receiptNumber: '0042', traceNumber: '000108', amount },
});

export const authorization = (sessionId = 's1'): Authorization => ({
  sessionId,
  connectorId: 1,
  paidBy: 'bankCard',
  idToken: `SUR${sessionId}`,
  tariffHash: 'f'.repeat(64),
  tariff: { id: 'adhoc-1' },
  atMs: 500,
});

export const transaction = (phase: TransactionEnd['phase'], energyWh: number, sessionId = 's1'): TransactionEnd => ({
  sessionId,
  phase,
  controllerSessionId: 'ev-1',
  reading: { energyWh, atMs: 600, powerW: null, meterId: 'M1' },
  signed: null,
  signedStart: null,
});

export const receipt = (receiptNumber: string, total = eur(1234)): ReceiptView => ({
  receiptNumber,
  sessionId: 'S1',
  issuedAtMs: 900,
  startedAtMs: 600,
  endedAtMs: 800,
  timeZone: 'Europe/Madrid',
  evseId: 'ES*SUR*E0001*1',
  operator: { name: 'Surtidor', address: 'Calle del Sol 1', vatId: 'ESB12345674' },
  meterId: 'M1',
  meterStartWh: 0,
  meterEndWh: 20_000,
  energyWh: 20_000,
  signedMeter: null,
  periods: [{ startMs: 600, endMs: 800, energyWh: 20_000, kind: 'charging' }],
  tariff: { id: 'adhoc-1', hash: 'h1' },
  lines: [],
  net: total,
  vat: [],
  total,
  paidBy: 'bankCard',
  held: hold.amount,
  card: hold.card,
  authorizationNumber: '123456',
  terminalId: '52500041',
});

/** Sets €60 aside for a session. */
export function placeHold(store: Store, sessionId = 's1'): void {
  store.recordIntent(intent('preAuthorize', eur(6000), sessionId));
  store.recordOutcome(`${sessionId}:preAuthorize`, approved);
}

/** A whole charge up to what is due for it. */
export function charge(store: Store, sessionId = 's1'): ReceiptView {
  placeHold(store, sessionId);
  store.recordAuthorization(authorization(sessionId));
  store.recordTransaction(transaction('started', 0, sessionId));
  store.recordTransaction(transaction('finished', 20_000, sessionId));
  return store.issueReceipt(sessionId, (number) => ({ ...receipt(number), sessionId }), {
    sessionId,
    amount: eur(1234),
    reason: 'driver',
  });
}

/** Captures what is due. */
export function capture(store: Store, sessionId = 's1'): void {
  store.recordIntent(intent('capture', eur(1234), sessionId));
  store.recordOutcome(`${sessionId}:capture`, booked(eur(1234)));
}
