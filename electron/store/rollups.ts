import type { DatabaseSync } from 'node:sqlite';
import type { CostLine, ReceiptView } from '../../machines/receiptView.ts';
import type { ReceiptEntry } from './journal.ts';
import { byLocalDay, byLocalHour, localHourOf } from './localHours.ts';
import { wholeReceipt } from './receipts.ts';
import { one } from './sql.ts';
import type { ConnectorStateEntry, StartFailedEntry } from './store.ts';

/**
 * Sums that reports are made of, by the days and hours the clock at the place showed. A receipt counts when it is issued,
 * as in the books; the time it charged or stood there counts in the hours in which it did. Amounts are in minor units.
 */
export const ROLLUP_SCHEMA = `
  CREATE TABLE usage_days (
    day INTEGER NOT NULL, connector_id INTEGER NOT NULL, currency TEXT NOT NULL, sessions INTEGER NOT NULL,
    energy_mwh INTEGER NOT NULL, gross INTEGER NOT NULL, net INTEGER NOT NULL, idle_fee INTEGER NOT NULL,
    charging_ms INTEGER NOT NULL, parked_ms INTEGER NOT NULL, PRIMARY KEY (day, connector_id, currency)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE usage_hours (
    day INTEGER NOT NULL, hour INTEGER NOT NULL, currency TEXT NOT NULL, sessions INTEGER NOT NULL,
    energy_mwh INTEGER NOT NULL, gross INTEGER NOT NULL, charging_ms INTEGER NOT NULL, parked_ms INTEGER NOT NULL,
    PRIMARY KEY (day, hour, currency)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE payment_days (
    day INTEGER NOT NULL, paid_by TEXT NOT NULL, brand TEXT NOT NULL, entry_mode TEXT NOT NULL, currency TEXT NOT NULL,
    sessions INTEGER NOT NULL, gross INTEGER NOT NULL, PRIMARY KEY (day, paid_by, brand, entry_mode, currency)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE failed_start_days (
    day INTEGER NOT NULL, connector_id INTEGER NOT NULL, cause TEXT NOT NULL, starts INTEGER NOT NULL,
    PRIMARY KEY (day, connector_id, cause)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE down_days (
    day INTEGER NOT NULL, connector_id INTEGER NOT NULL, state TEXT NOT NULL, ms INTEGER NOT NULL,
    PRIMARY KEY (day, connector_id, state)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE connector_states (
    connector_id INTEGER PRIMARY KEY, first_ms INTEGER NOT NULL, state TEXT NOT NULL, since_ms INTEGER NOT NULL,
    time_zone TEXT NOT NULL
  ) STRICT;
`;

/** In the order their rows are compared in. */
export const ROLLUP_TABLES = {
  usage_days: 'day, connector_id, currency',
  usage_hours: 'day, hour, currency',
  payment_days: 'day, paid_by, brand, entry_mode, currency',
  failed_start_days: 'day, connector_id, cause',
  down_days: 'day, connector_id, state',
  connector_states: 'connector_id',
} as const;

/** Adds what an entry means to the sums. */
export function rollups(db: DatabaseSync) {
  const run = {
    connectorOf: db.prepare(
      `SELECT coalesce((SELECT body ->> '$.connectorId' FROM authorizations WHERE session_id = ?1),
        (SELECT connector_id FROM holds WHERE session_id = ?1), 0) AS connector`,
    ),
    day: db.prepare(
      `INSERT INTO usage_days VALUES (:day, :connector, :currency, 1, :energy, :gross, :net, :idleFee, 0, 0)
       ON CONFLICT DO UPDATE SET sessions = sessions + 1, energy_mwh = energy_mwh + :energy, gross = gross + :gross,
         net = net + :net, idle_fee = idle_fee + :idleFee`,
    ),
    daySpent: db.prepare(
      `INSERT INTO usage_days VALUES (:day, :connector, :currency, 0, 0, 0, 0, 0, :charging, :parked)
       ON CONFLICT DO UPDATE SET charging_ms = charging_ms + :charging, parked_ms = parked_ms + :parked`,
    ),
    hour: db.prepare(
      `INSERT INTO usage_hours VALUES (:day, :hour, :currency, 1, :energy, :gross, 0, 0)
       ON CONFLICT DO UPDATE SET sessions = sessions + 1, energy_mwh = energy_mwh + :energy, gross = gross + :gross`,
    ),
    hourSpent: db.prepare(
      `INSERT INTO usage_hours VALUES (:day, :hour, :currency, 0, 0, 0, :charging, :parked)
       ON CONFLICT DO UPDATE SET charging_ms = charging_ms + :charging, parked_ms = parked_ms + :parked`,
    ),
    payment: db.prepare(
      `INSERT INTO payment_days VALUES (:day, :paidBy, :brand, :entryMode, :currency, 1, :gross)
       ON CONFLICT DO UPDATE SET sessions = sessions + 1, gross = gross + :gross`,
    ),
    failed: db.prepare(
      'INSERT INTO failed_start_days VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET starts = starts + 1',
    ),
    down: db.prepare('INSERT INTO down_days VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET ms = ms + excluded.ms'),
    stateOf: db.prepare('SELECT state, since_ms, time_zone FROM connector_states WHERE connector_id = ?'),
    state: db.prepare(
      `INSERT INTO connector_states VALUES (:connector, :since, :state, :since, :timeZone)
       ON CONFLICT DO UPDATE SET state = :state, since_ms = :since, time_zone = :timeZone`,
    ),
  };

  function receipt(entry: ReceiptEntry): void {
    const receipt = wholeReceipt(entry.sessionId, entry.receipt);
    const connector = one<{ connector: number }>(run.connectorOf, entry.sessionId)?.connector ?? 0;
    const { timeZone, total, paidBy, card } = receipt;
    const { day, hour } = localHourOf(receipt.issuedAtMs, timeZone);
    const { currency, minor: gross } = total;
    const energy = Math.round(receipt.energyWh * 1_000);
    run.day.run({ day, connector, currency, energy, gross, net: receipt.net.minor, idleFee: idleFeeOf(receipt) });
    run.hour.run({ day, hour, currency, energy, gross });
    const brand = (card?.brand ?? '').trim().toUpperCase();
    run.payment.run({ day, paidBy, brand, entryMode: card?.entryMode ?? '', currency, gross });
    for (const { startMs, endMs, isCharging } of stretches(receipt))
      for (const { day, hour, ms } of byLocalHour(startMs, endMs, timeZone)) {
        const spent = { charging: isCharging ? ms : 0, parked: isCharging ? 0 : ms };
        run.daySpent.run({ day, connector, currency, ...spent });
        run.hourSpent.run({ day, hour, currency, ...spent });
      }
  }

  function startFailed({ connectorId, cause, timeZone }: StartFailedEntry, atMs: number): void {
    run.failed.run(localHourOf(atMs, timeZone).day, connectorId, cause);
  }

  /** The state before is over: if it was down, its time is down time. A clock that was set back makes none. */
  function connectorState({ connectorId, state, sinceMs, timeZone }: ConnectorStateEntry): void {
    const before = one<OpenState>(run.stateOf, connectorId);
    if (before && before.state !== 'up')
      for (const { day, ms } of byLocalDay(before.since_ms, sinceMs, before.time_zone))
        run.down.run(day, connectorId, before.state, ms);
    const since = Math.max(sinceMs, before?.since_ms ?? sinceMs);
    run.state.run({ connector: connectorId, state, since, timeZone });
  }

  return { receipt, startFailed, connectorState };
}

type OpenState = { readonly state: string; readonly since_ms: number; readonly time_zone: string };

/** What was charged of the idle fee. It comes last, so what a limit takes off the whole is taken off it first. */
function idleFeeOf({ lines }: ReceiptView): number {
  const sumOf = (...kinds: readonly CostLine['kind'][]) =>
    lines.reduce((sum, { kind, amount }) => (kinds.includes(kind) ? sum + amount.minor : sum), 0);
  return Math.max(0, sumOf('idle') + Math.min(0, sumOf('maxPrice', 'notCharged')));
}

/** When it charged, and when it only stood there. A receipt from before periods were kept says when it began and ended. */
function stretches({ periods, startedAtMs, endedAtMs }: ReceiptView) {
  if (periods.length === 0) return [{ startMs: startedAtMs, endMs: endedAtMs, isCharging: true }];
  return periods.map(({ startMs, endMs, kind }) => ({ startMs, endMs, isCharging: kind === 'charging' }));
}
