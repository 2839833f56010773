import { DatabaseSync } from 'node:sqlite';
import { compare, type Money } from '../../machines/money.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import { type DayDifference, dayDifferences } from './compareDays.ts';
import { Journal } from './journal.ts';
import { Ledger } from './ledger.ts';
import { migrate, SCHEMA_VERSION, schemaVersion } from './migrations.ts';
import { storeOver } from './openStore.ts';
import { checkProgress, compareTables, projectedTo, replay } from './projections.ts';
import { all } from './sql.ts';
import type { HoldRow, OrderIntent, Store } from './store.ts';
import { isDamage } from './storeError.ts';

/** What a person needs to know of the books, and what is wrong with them. Amounts in minor units, instants in ms. */
export type AuditReport = {
  readonly schema: number;
  readonly rows: number;
  readonly headHash: string;
  readonly firstAtMs: number | null;
  readonly lastAtMs: number | null;
  /** What is wrong with file, chain and tables. After a broken link only the rows before it are counted below. */
  readonly damage: readonly { readonly seq: number | null; readonly why: string }[];
  readonly balances: readonly Balance[];
  /** Neither captured nor released, oldest first. */
  readonly openHolds: readonly OpenHold[];
  readonly unanswered: readonly OpenOrder[];
  readonly unconfirmed: readonly OpenOrder[];
  readonly receipts: {
    readonly count: number;
    readonly missing: readonly number[];
    readonly totals: readonly Money[];
    /** What was captured is not what the receipt says; null: the other is not there. */
    readonly unequal: readonly Unequal[];
  };
  /** What the card terminal made bookable, and what waits for its next end of day. */
  readonly endsOfDay: {
    readonly closed: number;
    readonly lastAtMs: number | null;
    readonly waiting: number;
    readonly differences: readonly DayDifference[];
  };
  /** Energy was metered, nothing runs or is open any more, and there is no receipt. Null: the end was never metered. */
  readonly unbilled: readonly { readonly sessionId: string; readonly energyWh: number | null }[];
};
export type Balance = {
  readonly currency: string;
  readonly captures: number;
  readonly capturedMinor: number;
  readonly releases: number;
  readonly releasedMinor: number;
  readonly open: number;
  readonly heldMinor: number;
};
export type OpenHold = {
  readonly sessionId: string;
  readonly connectorId: number;
  readonly receiptNumber: string;
  readonly traceNumber: string;
  readonly terminalId: string;
  readonly amount: Money;
  readonly due: Money | null;
  readonly booked: Money | null;
  readonly state: HoldRow['state'];
  readonly ageMs: number;
  readonly attempts: number;
  readonly lastError: string | null;
};
export type OpenOrder = OrderIntent & { readonly ageMs: number };
export type Unequal = {
  readonly sessionId: string;
  readonly receiptNumber: string | null;
  readonly total: Money | null;
  readonly captured: Money | null;
};

/**
 * Reads everything, in the one look at the file that `db` holds open. The journal alone is believed. Refused with a
 * sentence when not even that can be made out.
 */
export function auditReport(db: DatabaseSync, nowMs: number): Result<AuditReport, string> {
  try {
    return ok(reportOf(db, nowMs));
  } catch (cause) {
    if (isDamage(cause)) return err(`the journal cannot be read: ${(cause as Error).message}`);
    throw cause;
  }
}

function reportOf(db: DatabaseSync, nowMs: number): AuditReport {
  const journal = new Journal(db);
  const damage: { seq: number | null; why: string }[] = damageOfFile(db).map((why) => ({ seq: null, why }));
  const chain = journal.check();
  if (!chain.ok) damage.push(chain.error);
  const sound = chain.ok ? chain.value.rows : chain.error.seq - 1;

  using replayed = new DatabaseSync(':memory:');
  migrate(replayed, 0);
  try {
    replay(replayed, journal.entries(sound));
  } catch (cause) {
    // A chain that was forged as a whole: each row fits its hash, and says what cannot have happened.
    damage.push({
      seq: projectedTo(replayed) + 1,
      why: `cannot follow from the rows before it: ${(cause as Error).message}`,
    });
  }
  const schema = schemaVersion(db);
  // Tables of an earlier version are remade at the next start: there is nothing to hold them against.
  if (chain.ok && schema === SCHEMA_VERSION) damage.push(...damageOfTables(db, journal, replayed));

  const store = storeOver(new Ledger(replayed, () => nowMs));
  const intendedAtMs = new Map<string, number>();
  const seen = { rows: 0, firstAtMs: null as number | null, lastAtMs: null as number | null, headHash: '' };
  for (const { kind, payload, atMs, hash } of journal.entries(sound)) {
    if (kind === 'orderIntended') intendedAtMs.set(payload.key, atMs);
    seen.rows += 1;
    seen.firstAtMs ??= atMs;
    seen.lastAtMs = atMs;
    seen.headHash = hash;
  }
  const aged = (intent: OrderIntent): OpenOrder => ({
    ...intent,
    ageMs: nowMs - (intendedAtMs.get(intent.key) ?? nowMs),
  });
  return {
    schema,
    ...seen,
    damage,
    balances: balancesOf(store.holds()),
    openHolds: store.openHolds().map((row) => openHold(row, nowMs)),
    unanswered: store.unansweredOrders().map(aged),
    unconfirmed: store.unconfirmedOrders().map(({ intent }) => aged(intent)),
    receipts: receiptsOf(replayed, store),
    endsOfDay: endsOfDay(replayed, store),
    unbilled: unbilledOf(replayed, store, sessionsUnderWay(db)),
  };
}

function damageOfFile(db: DatabaseSync): string[] {
  try {
    const found = db.prepare('PRAGMA integrity_check(5)').all() as { readonly integrity_check: string }[];
    return found.map((row) => row.integrity_check).filter((why) => why !== 'ok');
  } catch (cause) {
    if (isDamage(cause)) return [(cause as Error).message];
    throw cause;
  }
}

function damageOfTables(db: DatabaseSync, journal: Journal, replayed: DatabaseSync) {
  try {
    const progress = checkProgress(db, journal);
    if (!progress.ok) return [progress.error];
    const tables = compareTables(db, replayed);
    return tables.ok ? [] : [{ seq: null, why: tables.error }];
  } catch (cause) {
    // A table that is gone or cannot be read throws, of whatever kind: SQLite cannot make sense of the query.
    return [{ seq: null, why: `the tables cannot be read: ${(cause as Error).message}` }];
  }
}

function balancesOf(holds: readonly HoldRow[]): Balance[] {
  const sum = (amounts: readonly Money[]) => amounts.reduce((total, { minor }) => total + minor, 0);
  return [...new Set(holds.map(({ hold }) => hold.amount.currency))].map((currency) => {
    const of = holds.filter(({ hold }) => hold.amount.currency === currency);
    const captured = of.flatMap((row) => (row.state === 'captured' && row.captured ? [row.captured] : []));
    const released = of.filter(({ state }) => state === 'released').map(({ hold }) => hold.amount);
    const open = of.filter(({ state }) => state !== 'captured' && state !== 'released').map(({ hold }) => hold.amount);
    return {
      currency,
      captures: captured.length,
      capturedMinor: sum(captured),
      releases: released.length,
      releasedMinor: sum(released),
      open: open.length,
      heldMinor: sum(open),
    };
  });
}

function openHold(row: HoldRow, nowMs: number): OpenHold {
  const { sessionId, connectorId, due, captured, state, attempts, lastError } = row;
  const { receiptNumber, traceNumber, terminalId, amount } = row.hold;
  const ageMs = nowMs - row.heldAtMs;
  return {
    sessionId,
    connectorId,
    receiptNumber,
    traceNumber,
    terminalId,
    amount,
    due,
    booked: captured,
    state,
    ageMs,
    attempts,
    lastError,
  };
}

function receiptsOf(replayed: DatabaseSync, store: Store): AuditReport['receipts'] {
  const numbers = all<{ number: number }>(replayed.prepare('SELECT number FROM receipts ORDER BY number'));
  const missing: number[] = [];
  let next = 1;
  for (const { number } of numbers) while (next++ < number) missing.push(next - 1);
  const receipts = store.receipts();
  const currencies = [...new Set(receipts.map(({ total }) => total.currency))];
  const totals = currencies.map((currency) => ({
    currency,
    minor: receipts.reduce((sum, { total }) => (total.currency === currency ? sum + total.minor : sum), 0),
  }));
  return { count: numbers.length, missing, totals, unequal: store.holds().flatMap((row) => unequal(row, store)) };
}

function endsOfDay(replayed: DatabaseSync, store: Store): AuditReport['endsOfDay'] {
  const closed = [...store.endsOfDay()].filter(({ outcome }) => outcome?.result === 'closed');
  return {
    closed: closed.length,
    lastAtMs: closed.at(-1)?.atMs ?? null,
    waiting: store.bookedSinceEndOfDay().count,
    differences: [...dayDifferences(replayed)],
  };
}

function unequal({ sessionId, state, captured }: HoldRow, store: Store): Unequal[] {
  if (state !== 'captured' && state !== 'released') return [];
  const receipt = store.receiptOf(sessionId);
  const total = receipt?.total ?? null;
  const took = captured?.minor ?? 0;
  const agrees = total === null ? took === 0 : captured ? compare(total, captured) === 0 : total.minor === 0;
  return agrees ? [] : [{ sessionId, receiptNumber: receipt?.receiptNumber ?? null, total, captured }];
}

/** Sessions that a machine looks after: their receipt comes when the car leaves. */
function sessionsUnderWay(db: DatabaseSync): Set<string> {
  try {
    const rows = db.prepare("SELECT snapshot ->> '$.context.session.sessionId' AS id FROM snapshots").all();
    return new Set(rows.map(({ id }) => String(id)));
  } catch {
    // The snapshots of damaged books say nothing.
    return new Set();
  }
}

function unbilledOf(replayed: DatabaseSync, store: Store, underWay: ReadonlySet<string>): AuditReport['unbilled'] {
  const started = all<{ id: string }>(
    replayed.prepare("SELECT session_id AS id FROM transactions WHERE phase = 'started' ORDER BY rowid"),
  );
  return started.flatMap(({ id: sessionId }) => {
    if (underWay.has(sessionId) || store.receiptOf(sessionId)) return [];
    const hold = store.hold(sessionId);
    // The next start decides what becomes of it; a person has been asked already.
    if (hold?.state === 'staff' || (hold?.state === 'held' && hold.due === null)) return [];
    const session = store.session(sessionId);
    const end = session?.finished?.reading.energyWh;
    const energyWh = end === undefined ? null : end - (session?.started?.reading.energyWh ?? end);
    return energyWh === null || energyWh > 0 ? [{ sessionId, energyWh }] : [];
  });
}
