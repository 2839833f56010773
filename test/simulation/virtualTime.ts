/**
 * Time that passes only when something is due. It stands in for the process's own clock and timers, so that station,
 * bridge and simulators run unchanged; each event belongs to an owner, whose wall clock can be wrong and whose process
 * can die: then nothing it had under way happens any more.
 */
export type Owner = {
  readonly name: string;
  alive: boolean;
  /** How far its wall clock is from the truth, in ms. */
  wallOffsetMs: number;
  /** How many events it has lived through: while it stands still, nothing of it has changed. */
  turns: number;
};

type Event = { readonly atMs: number; readonly seq: number; readonly owner: Owner; readonly run: () => void };

const realSetImmediate = globalThis.setImmediate;

/**
 * Lets every promise that is ready go on, as Node does between two callbacks. Its own way there is a turn of the event
 * loop, which asks the kernel each time and takes a tenth of a simulation.
 */
const drain = (process as unknown as { readonly _tickCallback: () => void })._tickCallback;

export function createVirtualTime(startMs: number) {
  const queue = createQueue();
  const nobody: Owner = { name: 'nobody', alive: true, wallOffsetMs: 0, turns: 0 };
  let nowMs = startMs;
  let seq = 0;
  let current = nobody;

  function post(owner: Owner, delayMs: number, run: () => void): Event | null {
    if (!owner.alive) return null;
    const event = { atMs: nowMs + Math.max(0, delayMs), seq: seq++, owner, run };
    queue.push(event);
    return event;
  }

  /** What Node's timer functions give back: its timers can be told not to keep a process alive. */
  class Timer {
    #event: Event | null = null;
    readonly #run: () => void;
    readonly #everyMs: number | null;
    readonly #delayMs: number;
    readonly #owner = current;
    constructor(run: () => void, delayMs: number, repeats: boolean) {
      this.#run = run;
      this.#delayMs = delayMs;
      this.#everyMs = repeats ? Math.max(1, delayMs) : null;
      this.#set(delayMs);
    }
    #set(delayMs: number): void {
      this.clear();
      this.#event = post(this.#owner, delayMs, () => {
        this.#event = null;
        if (this.#everyMs !== null) this.#set(this.#everyMs);
        this.#run();
      });
    }
    clear(): void {
      if (this.#event) queue.remove(this.#event);
      this.#event = null;
    }
    refresh(): this {
      this.#set(this.#delayMs);
      return this;
    }
    ref(): this {
      return this;
    }
    unref(): this {
      return this;
    }
  }

  const timer =
    (repeats: boolean) =>
    (run: (...args: unknown[]) => void, delayMs = 0, ...args: unknown[]): Timer =>
      new Timer(() => run(...args), Number(delayMs) || 0, repeats);
  const clear = (given: unknown): void => {
    if (given instanceof Timer) given.clear();
  };
  const RealDate = Date;
  class VirtualDate extends RealDate {
    constructor(...given: unknown[]) {
      if (given.length === 0) super(VirtualDate.now());
      else super(...(given as [number]));
    }
    static override now(): number {
      return Math.floor(nowMs + current.wallOffsetMs);
    }
  }

  function live(event: Event): void {
    nowMs = event.atMs;
    current = event.owner;
    current.turns += 1;
    try {
      event.run();
    } catch (cause) {
      // What a dying process throws reaches nobody.
      if (current.alive) throw cause;
    }
    drain();
    current = nobody;
  }

  return {
    /** The true time, epoch ms. */
    get nowMs(): number {
      return nowMs;
    },
    /** On whose behalf code runs at this moment. */
    get current(): Owner {
      return current;
    },
    post,

    /** From here on this process lives in virtual time. Steady time (`performance.now`) starts at 0. */
    install(): void {
      Object.assign(globalThis, {
        setTimeout: timer(false),
        setInterval: timer(true),
        setImmediate: (run: (...args: unknown[]) => void, ...args: unknown[]) =>
          new Timer(() => run(...args), 0, false),
        clearTimeout: clear,
        clearInterval: clear,
        clearImmediate: clear,
        Date: VirtualDate,
      });
      performance.now = () => nowMs - startMs;
    },

    /** Begins anew, as if nothing had been. */
    reset(): void {
      queue.clear();
      nowMs = startMs;
      seq = 0;
    },

    /** Its process is gone: what it waited for never comes. */
    kill(owner: Owner): void {
      owner.alive = false;
      queue.removeOf(owner);
    },

    /** Runs what is due, in order, until `isOver` or nothing is left. */
    run: (isOver: () => boolean): Promise<void> =>
      new Promise((resolve, reject) => {
        const goOn = (): void => {
          for (let event = next(); event; event = next()) live(event);
        };
        const next = (): Event | null => (isOver() ? null : queue.shift());
        // Not from within a promise: there, others cannot go on.
        realSetImmediate(() => {
          try {
            goOn();
            resolve();
          } catch (cause) {
            reject(cause);
          }
        });
      }),
  };
}
export type VirtualTime = ReturnType<typeof createVirtualTime>;

/** Events by instant, and those of one instant in the order they were posted (a binary heap). */
function createQueue() {
  const heap: Event[] = [];
  const dropped = new Set<Event>();
  const isBefore = (a: Event, b: Event): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.seq < b.seq);

  function up(index: number): void {
    for (let at = index; at > 0; ) {
      const parent = (at - 1) >> 1;
      const [child, above] = [heap[at] as Event, heap[parent] as Event];
      if (!isBefore(child, above)) return;
      heap[at] = above;
      heap[parent] = child;
      at = parent;
    }
  }
  function down(): void {
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      if (left >= heap.length) return;
      const right = left + 1;
      const least = right < heap.length && isBefore(heap[right] as Event, heap[left] as Event) ? right : left;
      const [above, child] = [heap[at] as Event, heap[least] as Event];
      if (!isBefore(child, above)) return;
      heap[at] = child;
      heap[least] = above;
      at = least;
    }
  }

  return {
    push(event: Event): void {
      heap.push(event);
      up(heap.length - 1);
    },
    shift(): Event | null {
      for (;;) {
        const first = heap[0];
        const last = heap.pop();
        if (!first || !last) return null;
        if (heap.length > 0) {
          heap[0] = last;
          down();
        }
        if (!dropped.delete(first)) return first;
      }
    },
    clear(): void {
      heap.length = 0;
      dropped.clear();
    },
    remove(event: Event): void {
      dropped.add(event);
    },
    removeOf(owner: Owner): void {
      for (const event of heap) if (event.owner === owner) dropped.add(event);
    },
  };
}
