/** What an ESC/POS printer is told, as far as this one understands it. */
export type PrinterCommand =
  | { readonly type: 'initialise' }
  | { readonly type: 'automaticStatus'; readonly on: number }
  | { readonly type: 'raster'; readonly widthBytes: number; readonly rows: number; readonly bytes: Uint8Array }
  | { readonly type: 'cut' }
  | { readonly type: 'sensors' };

export type RealTimeCommand = { readonly type: 'status'; readonly n: 1 | 2 | 3 | 4 } | { readonly type: 'clear' };

export type Parsed =
  | { readonly kind: 'inTurn'; readonly command: PrinterCommand }
  | { readonly kind: 'atOnce'; readonly command: RealTimeCommand }
  /** Bytes this printer knows no meaning of: the first of them, as hex. */
  | { readonly kind: 'unknown'; readonly hex: string };

const CLEAR = [0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08] as const;

/**
 * Reads the stream byte by byte, as the printer does. A real-time command is heard wherever it stands, also within the
 * dots of a picture, of which its bytes stay a part all the same.
 */
export function createParser(): { push(chunk: Uint8Array): Parsed[] } {
  let rest: Uint8Array = new Uint8Array();
  /** The last bytes of any kind, for real-time commands that begin in one chunk and end in the next. */
  let tail: number[] = [];

  function overhear(byte: number): Parsed[] {
    tail = [...tail, byte].slice(-CLEAR.length);
    const [dle, eot, n] = tail.slice(-3);
    if (dle === 0x10 && eot === 0x04 && (n === 1 || n === 2 || n === 3 || n === 4))
      return [{ kind: 'atOnce', command: { type: 'status', n } }];
    if (tail.length === CLEAR.length && CLEAR.every((expected, index) => tail[index] === expected))
      return [{ kind: 'atOnce', command: { type: 'clear' } }];
    return [];
  }

  return {
    push(chunk) {
      const heard = [...chunk].flatMap(overhear);
      rest = Buffer.concat([rest, chunk]);
      const inTurn: Parsed[] = [];
      for (;;) {
        const next = first(rest);
        if (next === 'more') break;
        if (next === 'unknown') {
          inTurn.push({ kind: 'unknown', hex: Buffer.from(rest.subarray(0, 8)).toString('hex') });
          rest = new Uint8Array();
          break;
        }
        rest = rest.subarray(next.length);
        if (next.command) inTurn.push({ kind: 'inTurn', command: next.command });
      }
      return [...heard, ...inTurn];
    },
  };
}

type Found = { readonly length: number; readonly command: PrinterCommand | null };

/** One row a command: its first bytes, how long it is with them, and what it means. Null: heard already. */
const table: readonly {
  readonly starts: readonly number[];
  readonly length: number;
  readonly means: (bytes: Uint8Array) => PrinterCommand | null;
}[] = [
  { starts: [0x1b, 0x40], length: 2, means: () => ({ type: 'initialise' }) },
  { starts: [0x1d, 0x61], length: 3, means: ([, , on = 0]) => ({ type: 'automaticStatus', on }) },
  { starts: [0x1d, 0x72, 0x01], length: 3, means: () => ({ type: 'sensors' }) },
  { starts: [0x1d, 0x56, 0x42], length: 4, means: () => ({ type: 'cut' }) },
  { starts: [0x10, 0x04], length: 3, means: () => null },
  { starts: CLEAR, length: CLEAR.length, means: () => null },
];
const RASTER = [0x1d, 0x76, 0x30, 0x00] as const;
const RASTER_HEAD = 8;

function first(bytes: Uint8Array): Found | 'more' | 'unknown' {
  if (bytes.length === 0) return 'more';
  if (begins(bytes, RASTER)) return raster(bytes);
  for (const { starts, length, means } of table)
    if (begins(bytes, starts)) return bytes.length < length ? 'more' : { length, command: means(bytes) };
  return [RASTER, ...table.map(({ starts }) => starts)].some((starts) => begins(starts, bytes)) ? 'more' : 'unknown';
}

function raster(bytes: Uint8Array): Found | 'more' | 'unknown' {
  if (bytes.length < RASTER_HEAD) return 'more';
  const [widthBytes, rows] = [number(bytes, 4), number(bytes, 6)];
  if (widthBytes === 0 || rows === 0) return 'unknown';
  const length = RASTER_HEAD + widthBytes * rows;
  if (bytes.length < length) return 'more';
  return { length, command: { type: 'raster', widthBytes, rows, bytes: bytes.slice(RASTER_HEAD, length) } };
}

const number = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
const begins = (bytes: ArrayLike<number>, starts: ArrayLike<number>): boolean =>
  bytes.length >= starts.length && Array.from(starts).every((byte, index) => bytes[index] === byte);
