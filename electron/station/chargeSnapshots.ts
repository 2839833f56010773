import type { Snapshot } from 'xstate';
import { CHARGE_VERSION } from '../../machines/charge.machine.ts';
import type { ChargeContext, ChargeInput } from '../../machines/charge.model.ts';
import type { ChargeActor, ChargeDeps } from './chargeActor.ts';
import { marksOf } from './priceMarks.ts';

/** The working memory of a connector's machine: lost, the charge goes on from the journal. */

/** `savedAtMs` is the station's last sign of life. */
type Saved = Snapshot<unknown> & { readonly context?: Partial<ChargeContext>; readonly savedAtMs: number };

/** The last state of the machine, if this version of it can go on from there. */
export function savedSnapshot(name: string, { settings }: ChargeInput, { store, log }: ChargeDeps): Saved | null {
  const saved = store.snapshot(name);
  if (!saved) return null;
  if (saved.version !== CHARGE_VERSION) {
    log.warn({ name, version: saved.version }, 'a snapshot of another version: settling from the journal');
    return null;
  }
  const snapshot = saved.snapshot as Saved;
  // A session keeps the terms it began with; the next one gets those of the config as it is now.
  const { context } = snapshot;
  if (!context) return snapshot;
  const nextSettings = settings;
  if (!context.session) return Object.assign(snapshot, { context: { ...context, settings, nextSettings } });
  // A budget or a price that changed under way is in the journal before the machine knows it.
  const journalled = context.meterStart ? store.session(context.session.sessionId) : null;
  if (!journalled) return Object.assign(snapshot, { context: { ...context, nextSettings } });
  const priceMarks = marksOf(context.priceMarks ?? [], journalled.priceMarks);
  return Object.assign(snapshot, { context: { ...context, nextSettings, budget: journalled.budget, priceMarks } });
}

const METER_SAVE_MS = 15_000;

/**
 * Each change of state is saved at once: the next one may send an order, and a machine that wakes up two states before
 * it takes back what is under way. What else changes is saved when the machine has come to rest; mere meter readings
 * now and then, for they come again, and so is the station's last sign of life while a session is open.
 */
export function keepSnapshots(actor: ChargeActor, name: string, { store, clock, log }: ChargeDeps): void {
  let saved: Kept | null = null;
  let savedAtMs = 0;
  let isDue = false;
  const save = (): void => {
    if (!isDue) return;
    isDue = false;
    try {
      store.saveSnapshot(name, CHARGE_VERSION, { ...actor.getPersistedSnapshot(), savedAtMs });
    } catch (cause) {
      log.error({ name, cause: String(cause) }, 'the snapshot could not be saved');
    }
  };
  const look = ({ value, context }: Kept): void => {
    if (saved && !isWeighty(saved, { value, context })) {
      const isNews = context.session !== null || context !== saved.context;
      if (!isNews || clock.now() - savedAtMs < METER_SAVE_MS) return;
    }
    const isElsewhere = !saved || !isSame(saved.value, value);
    saved = { value, context };
    savedAtMs = clock.now();
    if (!isDue && !isElsewhere) queueMicrotask(save);
    isDue = true;
    if (isElsewhere) save();
  };
  look(actor.getSnapshot());
  actor.subscribe({
    next: look,
    error: (cause) => log.error({ name, cause: String(cause) }, 'the charge machine broke'),
  });
}

const light: ReadonlySet<string> = new Set(['meterBefore', 'meterLast', 'socPercent', 'fullAtMs', 'prompt']);
type Kept = { readonly value: unknown; readonly context: ChargeContext };

function isWeighty(before: Kept, now: Kept): boolean {
  if (!isSame(before.value, now.value)) return true;
  const names = Object.keys(now.context) as (keyof ChargeContext)[];
  return names.some((name) => !light.has(name) && !isSame(before.context[name], now.context[name]));
}

const isSame = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));
