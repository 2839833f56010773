import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { err, ok, type Result } from '../../../machines/result.ts';
import type { Bitmap } from '../../bridge/receiptPrinter/bitmap.ts';
import { createParser, type PrinterCommand, type RealTimeCommand } from './parser.ts';
import { pngOf } from './png.ts';

export type PrinterSimulatorOptions = {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Dots the head has; a wider picture is refused. */
  readonly widthDots?: number;
  /** 200 mm a second at 8 dots a millimetre, unless told otherwise. */
  readonly rowsPerSecond?: number;
};

/** A receipt that was printed and cut off. */
export type Print = { readonly id: number; readonly bitmap: Bitmap };

/** What the bench shows of it. */
export type PrinterState = {
  readonly linkUp: boolean;
  readonly paper: boolean;
  readonly coverOpen: boolean;
  readonly slow: boolean;
  /** Newest first. */
  readonly prints: readonly number[];
};

export type PrinterSimulator = {
  readonly port: number;
  /** The roll ends, after so many more rows of dots. */
  paperOut(afterRows?: number): void;
  loadPaper(): void;
  setCover(open: boolean): void;
  /** The network cable. */
  setLink(up: boolean): Promise<void>;
  /** Prints at a twentieth of its speed. */
  setSlow(slow: boolean): void;
  /** The knife jams; true until it is freed. */
  jamCutter(jammed: boolean): void;
  state(): PrinterState;
  /** Receipts that were cut off, oldest first. */
  prints(): readonly Print[];
  png(id: number): Buffer | null;
  /** What is on the paper in the slot: a receipt that broke off. */
  readonly rowsInSlot: number;
  /** What it was sent and could make nothing of, as hex. */
  readonly refused: readonly string[];
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
};

/** Prints are kept for the bench; a station that runs for days must not fill the memory. */
const KEPT = 20;
const SLICE_ROWS = 16;
const ROWS_TO_KNIFE = 80;

/** A receipt printer that speaks ESC/POS on a TCP socket, to one client at a time. */
export async function startPrinterSimulator(
  options: PrinterSimulatorOptions,
): Promise<Result<PrinterSimulator, { readonly code: 'port_taken' | 'cannot_listen'; readonly detail: string }>> {
  const { widthDots = 576, rowsPerSecond = 1600 } = options;
  const listeners = new Set<() => void>();
  const refused: string[] = [];
  let rowsLeft = Number.POSITIVE_INFINITY;
  let [coverOpen, cutterJammed, slow, linkUp] = [false, false, false, true];
  let prints: Print[] = [];
  let lastId = 0;
  let slot: Uint8Array[] = [];
  /** The receive buffer: it outlives the connection, as paper outlives a cable. */
  let queue: { readonly command: PrinterCommand; readonly from: Socket }[] = [];
  let working = false;
  let wake: (() => void) | null = null;

  const changed = (): void => {
    wake?.();
    for (const listener of listeners) listener();
  };
  const canPrint = (): boolean => rowsLeft > 0 && !coverOpen && !cutterJammed;

  async function workOff(): Promise<void> {
    if (working) return;
    working = true;
    for (let next = queue[0]; next; next = queue[0]) {
      await run(next.command, next.from);
      if (queue[0] === next) queue.shift();
    }
    working = false;
  }

  /** Waits while it cannot print. False: the buffer was cleared meanwhile. */
  async function ready(): Promise<boolean> {
    const job = queue[0];
    while (!canPrint() && queue[0] === job)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    return queue[0] === job;
  }

  async function feed(rows: readonly Uint8Array[]): Promise<boolean> {
    let fed = 0;
    while (fed < rows.length) {
      if (!(await ready())) return false;
      const slice = rows.slice(fed, fed + Math.min(SLICE_ROWS, rowsLeft));
      slot.push(...slice);
      rowsLeft -= slice.length;
      fed += slice.length;
      await sleep((1_000 * slice.length * (slow ? 20 : 1)) / rowsPerSecond);
      if (rowsLeft === 0) changed();
    }
    return true;
  }

  async function run(command: PrinterCommand, from: Socket): Promise<void> {
    if (!(await ready())) return;
    switch (command.type) {
      case 'initialise':
      case 'automaticStatus':
        return;
      case 'sensors':
        if (!from.destroyed) from.write(Uint8Array.of(Number.isFinite(rowsLeft) ? 0x03 : 0x00));
        return;
      case 'raster':
        await feed(rowsOf(command.bytes, command.widthBytes));
        return;
      case 'cut': {
        const blank = new Uint8Array((widthDots / 8) * ROWS_TO_KNIFE);
        if (!(await feed(rowsOf(blank, widthDots / 8)))) return;
        lastId += 1;
        prints = [...prints, { id: lastId, bitmap: joined(slot, widthDots) }].slice(-KEPT);
        slot = [];
        changed();
      }
    }
  }

  function atOnce(command: RealTimeCommand, socket: Socket): void {
    if (command.type === 'clear') {
      queue = [];
      changed();
      socket.write(Uint8Array.of(0x37, 0x25, 0x00));
      return;
    }
    const fixed = 0x12;
    const bits = {
      1: canPrint() ? 0 : 0x08,
      2: (coverOpen ? 0x04 : 0) | (rowsLeft <= 0 ? 0x20 : 0) | (cutterJammed ? 0x40 : 0),
      3: cutterJammed ? 0x08 : 0,
      4: rowsLeft <= 0 ? 0x6c : Number.isFinite(rowsLeft) ? 0x0c : 0,
    }[command.n];
    socket.write(Uint8Array.of(fixed | bits));
  }

  let client: Socket | null = null;
  let server: Server | null = null;
  let waiting: Socket[] = [];
  function onClient(socket: Socket): void {
    // One at a time: the next waits until the one before it has hung up.
    if (client) waiting.push(socket);
    else serve(socket);
  }
  function serve(socket: Socket): void {
    client = socket;
    const parser = createParser();
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (client !== socket) return;
      client = null;
      const next = waiting.shift();
      if (next) serve(next);
    });
    socket.on('data', (chunk) => {
      for (const parsed of parser.push(chunk)) {
        if (parsed.kind === 'atOnce') atOnce(parsed.command, socket);
        else if (parsed.kind === 'inTurn' && fits(parsed.command))
          queue.push({ command: parsed.command, from: socket });
        else {
          refused.push(parsed.kind === 'unknown' ? parsed.hex : 'picture too wide');
          socket.destroy();
        }
      }
      void workOff();
    });
  }
  const fits = (command: PrinterCommand): boolean => command.type !== 'raster' || command.widthBytes * 8 === widthDots;

  const listen = (port: number): Promise<NodeJS.ErrnoException | number> =>
    new Promise((resolve) => {
      const listening = createServer(onClient);
      listening.once('error', resolve);
      listening.listen(port, options.host, () => {
        server = listening;
        const address = listening.address();
        resolve(typeof address === 'object' && address ? address.port : port);
      });
    });
  async function unplug(): Promise<void> {
    const listening = server;
    server = null;
    for (const socket of [client, ...waiting]) socket?.destroy();
    [client, waiting] = [null, []];
    if (listening) await new Promise((resolve) => listening.close(resolve));
  }

  const port = await listen(options.port);
  if (typeof port !== 'number')
    return err({ code: port.code === 'EADDRINUSE' ? 'port_taken' : 'cannot_listen', detail: port.message });

  return ok({
    port,
    refused,
    paperOut(afterRows = 0) {
      rowsLeft = afterRows;
      changed();
    },
    loadPaper() {
      rowsLeft = Number.POSITIVE_INFINITY;
      changed();
    },
    setCover(open) {
      coverOpen = open;
      changed();
    },
    async setLink(up) {
      linkUp = up;
      if (up && !server) await listen(port);
      if (!up) await unplug();
      changed();
    },
    setSlow(next) {
      slow = next;
      changed();
    },
    jamCutter(jammed) {
      cutterJammed = jammed;
      changed();
    },
    state: () => ({ linkUp, paper: rowsLeft > 0, coverOpen, slow, prints: prints.map(({ id }) => id).reverse() }),
    prints: () => prints,
    png(id) {
      const print = prints.find((candidate) => candidate.id === id);
      return print ? pngOf(print.bitmap) : null;
    },
    get rowsInSlot() {
      return slot.length;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      queue = [];
      changed();
      await unplug();
    },
  });
}

const rowsOf = (bytes: Uint8Array, widthBytes: number): Uint8Array[] =>
  Array.from({ length: bytes.length / widthBytes }, (_, row) => bytes.slice(row * widthBytes, (row + 1) * widthBytes));

function joined(rows: readonly Uint8Array[], widthDots: number): Bitmap {
  const bytes = new Uint8Array((widthDots / 8) * rows.length);
  for (const [row, dots] of rows.entries()) bytes.set(dots, row * (widthDots / 8));
  return { widthDots, heightDots: rows.length, bytes };
}
