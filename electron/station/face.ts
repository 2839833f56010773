import type { KioskView } from '../../machines/view.ts';
import type { StationHandlers } from '../ipc/contract.ts';

/** What a window looks at and touches: a station that sells, or one in safe mode. */
export type Face = {
  readonly handlers: StationHandlers['kiosk'];
  view(): KioskView;
  subscribe(listener: (view: KioskView) => void): () => void;
  close(): Promise<void>;
};

/** A face whose other side can be exchanged, and is closed then, while windows go on looking. */
export function createTurningFace(first: Face): Face & { turnTo(next: Face): void } {
  const listeners = new Set<(view: KioskView) => void>();
  const tell = (view: KioskView) => {
    for (const listener of listeners) listener(view);
  };
  let shown = first;
  let unsubscribe = first.subscribe(tell);
  return {
    handlers: {
      handleSendIntent: (intent) => shown.handlers.handleSendIntent(intent),
      handleGetView: () => shown.view(),
      handleEstimate: (ask) => shown.handlers.handleEstimate(ask),
    },
    view: () => shown.view(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    turnTo(next) {
      unsubscribe();
      void shown.close();
      shown = next;
      unsubscribe = next.subscribe(tell);
      tell(next.view());
    },
    close: () => shown.close(),
  };
}
