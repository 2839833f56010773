/**
 * Whose driver stands at the terminal. A turn lasts from the first reading of a card to the pre-authorization on it, so
 * that no other connector's driver presents a card in between and pays with, or for, somebody else.
 */
export type DriverTurn = {
  /** Waits for the turn; false: `signal` fired first. */
  take(signal: AbortSignal, onWait: () => void): Promise<boolean>;
  /** Takes over the turn of a card that was just read. False: none was, or it was too long ago. */
  takeOver(): boolean;
  /** The card has been read: its pre-authorization may take over within `graceMs`, then the turn ends. */
  keepForPreAuthorization(): void;
  end(): void;
};

export function createDriverTurn(graceMs: number): DriverTurn {
  let taken = false;
  let grace: NodeJS.Timeout | null = null;
  const waiting: (() => void)[] = [];

  const end = (): void => {
    if (grace) clearTimeout(grace);
    grace = null;
    const next = waiting.shift();
    taken = next !== undefined;
    next?.();
  };

  return {
    end,
    take(signal, onWait) {
      if (signal.aborted) return Promise.resolve(false);
      if (!taken) {
        taken = true;
        return Promise.resolve(true);
      }
      onWait();
      return new Promise((resolve) => {
        const begin = (): void => {
          signal.removeEventListener('abort', leave);
          resolve(true);
        };
        const leave = (): void => {
          waiting.splice(waiting.indexOf(begin), 1);
          resolve(false);
        };
        signal.addEventListener('abort', leave, { once: true });
        waiting.push(begin);
      });
    },
    takeOver() {
      if (!grace) return false;
      clearTimeout(grace);
      grace = null;
      return true;
    },
    keepForPreAuthorization() {
      grace = setTimeout(end, graceMs);
    },
  };
}
