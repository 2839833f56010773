import type { DatabaseSync } from 'node:sqlite';
import { type MarketId, marketOf } from '../billing/market.ts';
import { dayOf, localTime } from '../billing/tariff/localTime.ts';
import { one } from '../store/sql.ts';

/** How long receipts have to be kept, and how many are older. `before`: the first day that is still to be kept. */
export type Keeping = { readonly years: number; readonly before: string; readonly older: number };

/**
 * A receipt is kept so many years after the end of its own. Nothing is deleted: receipts have no gap and the journal's
 * chain is never cut, so that books which have grown old enough go as a whole. What drivers leave beside them, an address
 * to mail to or a number to call, is erased as soon as it has served.
 */
export function keeping(
  db: DatabaseSync,
  { market, timeZone, nowMs }: { readonly market: MarketId; readonly timeZone: string; readonly nowMs: number },
): Keeping {
  const years = marketOf(market).keepYears;
  const today = new Date(localTime(nowMs, timeZone).day * 86_400_000);
  const before = `${today.getUTCFullYear() - years}-01-01`;
  const sum = db.prepare('SELECT coalesce(sum(sessions), 0) AS older FROM usage_days WHERE day < ?');
  return { years, before, older: one<{ older: number }>(sum, dayOf(before))?.older ?? 0 };
}
