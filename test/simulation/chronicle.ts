import type { OcpiTariff } from '../../electron/billing/ocpiTariff.ts';
import { tariffHash } from '../../electron/billing/priceView.ts';
import { canonicalJson } from '../../electron/store/canonicalJson.ts';
import type { Authorization } from '../../electron/store/store.ts';
import type { Budget } from '../../machines/budget.ts';
import type { KioskView } from '../../machines/view.ts';
import type { World } from './world.ts';

/**
 * What happened, in true time and as somebody beside the charger saw it: when sessions were authorized and receipts
 * written, when each transaction ended and the cable came out, whether a price shown ever fell, and whether a charge still
 * goes as far as its driver wanted it to.
 */
export function createChronicle() {
  const authorizedAtMs = new Map<string, number>();
  /** By the station's own clock: its prices go by it. */
  const agreedAtMs = new Map<string, number>();
  const receiptAtMs = new Map<string, number>();
  const budgetAtMs = new Map<string, number>();
  /** By session; and the session last authorized at each connector. */
  const budgets = new Map<string, Budget | null>();
  const sessionAt = new Map<number, string>();
  /** By the transaction's id at the meter. */
  const finishedAtMs = new Map<string, number>();
  const unpluggedAtMs = new Map<string, number>();
  const shownMinor = new Map<number, number>();
  const violations: string[] = [];
  /** Every tariff the operator has set, by its hash. */
  const tariffs = new Map<string, OcpiTariff>();
  const checked = new Set<string>();
  const settled = new Set<string>();
  const deathsAtMs: number[] = [];
  let world: World | null = null;
  let seen = 0;
  /** Transactions whose cable is still in, by EVSE. */
  const plugged = new Map<number, string[]>();

  function look(): void {
    if (!world) return;
    const finished = world.charger.meterBook();
    const now = world.time.nowMs;
    for (const { uuid, evse } of finished.slice(seen)) {
      finishedAtMs.set(uuid, now);
      world.note(`meter of ${evse}: transaction ${uuid} ended`);
      plugged.set(evse, [...(plugged.get(evse) ?? []), uuid]);
    }
    seen = finished.length;
    for (const { evse, car } of world.charger.state().evses) {
      if (car) continue;
      for (const uuid of plugged.get(evse) ?? []) unpluggedAtMs.set(uuid, now);
      plugged.delete(evse);
    }
  }

  return {
    authorizedAtMs,
    agreedAtMs,
    receiptAtMs,
    /** When a session's budget was last set. */
    budgetAtMs,
    finishedAtMs,
    unpluggedAtMs,
    violations,
    tariffs,
    setTariff(tariff: OcpiTariff): void {
      tariffs.set(tariffHash(tariff), tariff);
    },
    /** Sessions whose receipt was compared with the meter. */
    checked,
    /** Sessions that have their receipt and whose hold is at its end. */
    settled,
    /** When the station's process ended. */
    deathsAtMs,
    watch: {
      onView({ connectors, screen }: KioskView): void {
        if (screen.name === 'charging') {
          const wanted = budgets.get(sessionAt.get(screen.connectorId) ?? '') ?? null;
          if (canonicalJson(screen.budget) !== canonicalJson(wanted))
            violations.push(
              `connector ${screen.connectorId} charges to ${JSON.stringify(screen.budget)}, wanted was ${JSON.stringify(wanted)}`,
            );
        }
        if (screen.name === 'receipt') {
          const live = connectors.find(({ connectorId }) => connectorId === screen.connectorId)?.cost?.minor;
          if (live !== undefined && live !== screen.receipt.total.minor)
            violations.push(
              `receipt ${screen.receipt.receiptNumber}: ${screen.receipt.total.minor}, shown was ${live}`,
            );
        }
        for (const { connectorId, cost } of connectors) {
          const before = shownMinor.get(connectorId);
          if (cost === null) shownMinor.delete(connectorId);
          else {
            if (before !== undefined && cost.minor < before)
              violations.push(
                `connector ${connectorId}: the cost shown fell from ${before} to ${cost.minor} at ${new Date(world?.time.nowMs ?? 0).toISOString()}`,
              );
            shownMinor.set(connectorId, cost.minor);
          }
        }
      },
      onWrite(name: string, args: readonly unknown[]): void {
        const now = world?.time.nowMs ?? 0;
        if (name === 'recordAuthorization') {
          const { sessionId, connectorId, openedAtMs = 0 } = args[0] as Authorization;
          sessionAt.set(connectorId, sessionId);
          if (!authorizedAtMs.has(sessionId)) {
            authorizedAtMs.set(sessionId, now);
            agreedAtMs.set(sessionId, openedAtMs);
          }
        }
        if (name === 'recordBudget') {
          budgetAtMs.set(String(args[0]), now);
          budgets.set(String(args[0]), args[1] as Budget | null);
        }
        if (name === 'issueReceipt' && !receiptAtMs.has(String(args[0]))) receiptAtMs.set(String(args[0]), now);
      },
      onDeath(): void {
        deathsAtMs.push(world?.time.nowMs ?? 0);
        // Started anew it may show the reading it last wrote down.
        shownMinor.clear();
      },
    },
    begin(of: World): void {
      world = of;
      of.charger.onChange(look);
    },
  };
}
export type Chronicle = ReturnType<typeof createChronicle>;
