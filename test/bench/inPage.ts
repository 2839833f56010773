import type { KioskView } from '../../machines/view.ts';

/** What the bench puts into a page before it loads: a station of its own, and a watch. Runs in the browser. */

export type Watch = {
  push(view: KioskView): void;
  /** Milliseconds from the start of navigation to the frame that shows a button. */
  readonly usable: Promise<number>;
  /** Milliseconds from each touch to the end of the frame that follows. */
  readonly touches: number[];
  /** Pushes `views` in turn, ten a second, until stopped. */
  start(views: readonly string[]): void;
  stop(): void;
};
declare global {
  interface Window {
    bench: Watch;
  }
}

export function installStation(first: KioskView): void {
  const listeners = new Set<(view: KioskView) => void>();
  const push = (view: KioskView): void => {
    for (const listener of listeners) listener(view);
  };
  const api = {
    kiosk: {
      sendIntent: async () => ({ ok: true }),
      getView: async () => first,
      onViewChanged: (listener: (view: KioskView) => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
  Object.defineProperty(window, 'surtidor', { value: api });

  const afterFrame = (done: () => void): void => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => done();
      channel.port2.postMessage(null);
    });
  };
  const usable = new Promise<number>((resolve) => {
    const look = (): void => {
      if (document.querySelector('main button, .floor button')) afterFrame(() => resolve(performance.now()));
      else requestAnimationFrame(look);
    };
    look();
  });
  const touches: number[] = [];
  addEventListener('pointerdown', ({ timeStamp }) => afterFrame(() => touches.push(performance.now() - timeStamp)), {
    capture: true,
  });
  let timer = 0;
  window.bench = {
    push,
    usable,
    touches,
    start(views) {
      let next = 0;
      timer = window.setInterval(() => {
        const text = views[next++ % views.length];
        if (text) push(JSON.parse(text) as KioskView);
      }, 100);
    },
    stop: () => clearInterval(timer),
  };
}
