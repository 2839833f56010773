import type { DriverIntent, EstimateAsk, IntentAnswer } from '../electron/ipc/contract.ts';
import type { Estimate } from '../machines/estimate.ts';
import type { KioskView } from '../machines/view.ts';
import { createPace } from './pace.ts';
import { share } from './share.ts';
import { createStore, type Readable } from './store.ts';
import type { Connection, Link } from './transport.ts';

const noteCodes = ['unfit', 'too_many', 'malformed', 'unknown_connector', 'away'] as const;
export type NoteCode = (typeof noteCodes)[number];
const isNote = (code: string): code is NoteCode => (noteCodes as readonly string[]).includes(code);
/** A short word to the driver about the last touch; `id` tells two alike notes apart. */
export type Note = { readonly code: NoteCode; readonly id: number };
export type Answer =
  | IntentAnswer
  | { readonly ok: false; readonly error: { readonly code: 'away'; readonly detail: string } };
/** Resolves when the station has answered, whatever it said: the button may rest again. */
export type Send = (intent: DriverIntent) => Promise<Answer>;

/** The station as the page knows it. All the page holds is the newest view and what it was last told. */
export type Station = {
  readonly view: Readable<KioskView | null>;
  readonly link: Readable<Link>;
  readonly note: Readable<Note | null>;
  readonly send: Send;
  /** What a charge begun now would cost; null when the station cannot be asked. */
  readonly estimate: (ask: EstimateAsk) => Promise<Estimate | null>;
  /** The station's clock now, in epoch ms: its last word plus the time passed since. */
  readonly nowMs: () => number;
};

const NOTE_MS = 4_000;

export function watchStation({ api, link }: Connection): Station {
  const view = createStore<KioskView | null>(null);
  const note = createStore<Note | null>(null);
  let aheadMs = 0;
  let notes = 0;
  let unanswered = 0;

  // What a touch has changed is shown at once, though it be a figure.
  const pace = createPace<KioskView>(
    (next) => view.set(share(view.get(), next)),
    () => unanswered > 0,
  );
  const show = (next: KioskView) => {
    aheadMs = next.nowMs - Date.now();
    pace(next);
  };
  const ask = () => {
    if (link.get() === 'up') api.kiosk.getView(undefined).then(show, () => undefined);
  };
  api.kiosk.onViewChanged(show);
  link.subscribe(ask);
  ask();

  const say = (code: NoteCode) => {
    const mine: Note = { code, id: ++notes };
    note.set(mine);
    setTimeout(() => note.get() === mine && note.set(null), NOTE_MS);
  };

  return {
    view,
    link,
    note,
    nowMs: () => Date.now() + aheadMs,
    estimate: (ask) => api.kiosk.estimate(ask).catch(() => null),
    async send(intent) {
      unanswered += 1;
      try {
        const answer = await api.kiosk.sendIntent(intent);
        // Nobody is told off for merely touching the glass; what was typed is answered where it was typed.
        if (!answer.ok && intent.type !== 'TOUCH' && isNote(answer.error.code)) say(answer.error.code);
        return answer;
      } catch (cause) {
        if (intent.type !== 'TOUCH') say('away');
        return { ok: false, error: { code: 'away', detail: String(cause) } };
      } finally {
        unanswered -= 1;
      }
    },
  };
}
