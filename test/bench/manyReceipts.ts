import { DatabaseSync } from 'node:sqlite';
import example from '../../electron/station/example.config.json' with { type: 'json' };
import { canonicalJson } from '../../electron/store/canonicalJson.ts';
import { capture, charge, eur, receipt } from '../../electron/store/fixtures.ts';
import { openStoreOn } from '../../electron/store/openStore.ts';

const FIRST_MS = Date.UTC(2026, 9, 1);
const EVERY_MS = 25_000;
/** Charges of the first day; the first of all is at the second 25. */
export const DAY_RECEIPTS = 86_400_000 / EVERY_MS - 1;

/** Books with `count` captured charges in their tables, a charge every 25 seconds from October on; the journal has one. */
export function writeManyReceipts(file: string, count: number): void {
  using db = new DatabaseSync(file);
  const opened = openStoreOn(db, { now: () => FIRST_MS });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  charge(opened.value);
  capture(opened.value);
  const record = `OCMF|${JSON.stringify({ FV: '1.4', RD: Array.from({ length: 9 }, () => ({ TM: '2026-10-01T00:00:00,000+0000 S', RV: '1234.567', RI: '01-00:B2.08.00*FF', RU: 'kWh', ST: 'G' })) })}|{"SD":"${'30'.repeat(71)}"}`;
  const whole = {
    ...receipt('000001'),
    lines: [
      { kind: 'energy', quantity: '20.000', unit: 'kWh', unitPrice: '0.5995', amount: eur(1199) },
      { kind: 'session', quantity: '1', unit: 'session', unitPrice: '0.35', amount: eur(35) },
    ],
    net: eur(1020),
    vat: [{ percent: '21', net: eur(1020), vat: eur(214) }],
    signedMeter: { format: 'OCMF', text: record, startText: null, publicKeyHex: 'ab'.repeat(91), meterSerial: 'M1' },
  };
  const authorized = { idToken: 'SUR', paidBy: 'bankCard', sessionId: 's', connectorId: 1, tariff: example.tariff };
  db.exec('PRAGMA synchronous = OFF; BEGIN; DELETE FROM receipts; DELETE FROM bookings; DELETE FROM authorizations');
  const every = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)';
  db.prepare(
    `${every} INSERT INTO receipts (number, session_id, receipt) SELECT i, 'S' || i, json_set(?, '$.receiptNumber', printf('S1-%06d', i),
       '$.sessionId', 'S' || i, '$.issuedAtMs', ? + i * ?, '$.startedAtMs', ? + i * ? - 1800000, '$.endedAtMs', ? + i * ?) FROM n`,
  ).run(count, canonicalJson(whole), ...[1, 2, 3].flatMap(() => [FIRST_MS, EVERY_MS]));
  db.prepare(`${every} INSERT INTO authorizations SELECT 'S' || i, ? FROM n`).run(count, canonicalJson(authorized));
  db.prepare(
    `${every} INSERT INTO bookings SELECT i, 'S' || i || ':capture', 'S' || i, ? + i * ?, 1234, 'EUR', '0001', '000001' FROM n`,
  ).run(count, FIRST_MS, EVERY_MS);
  db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
}
