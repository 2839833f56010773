/** One APDU of ZVT over TCP (PA00P016): control field (class and instruction, 0622) and its data. */
export type Apdu = { readonly control: number; readonly data: Buffer };

export type StreamEvent =
  | { readonly type: 'frame'; readonly apdu: Apdu }
  /** Not ZVT over TCP: the caller closes the socket. Only the count and the first three bytes are told, never card data. */
  | { readonly type: 'garbled'; readonly hex: string };

/** Longest data part taken from a peer, in bytes. */
export const MAX_DATA_LENGTH = 16_384;

/** Class bytes of ZVT; anything else (serial framing 10 02, NAK 15, noise) cannot begin a frame. */
const classes = new Set([0x04, 0x05, 0x06, 0x08, 0x0f, 0x80, 0x84]);

/** `FF lo hi` (little endian) only where one length byte is too small (PA00P016). `long` forces it, for tests of peers that do so. */
export function encodeApdu({ control, data }: Apdu, long = false): Buffer {
  if (data.length > 0xffff) throw new RangeError(`${data.length} bytes do not fit in an APDU`);
  const length = long || data.length > 0xfe ? [0xff, data.length & 0xff, data.length >> 8] : [data.length];
  return Buffer.concat([Buffer.from([control >> 8, control & 0xff, ...length]), data]);
}

export type FrameDecoder = {
  /** Frames that are complete now. After `garbled` the stream is lost: everything more is dropped. */
  push(chunk: Uint8Array): readonly StreamEvent[];
  /** A frame has begun and is not complete. */
  readonly pending: boolean;
};

/** Cuts frames from a byte stream, whatever the segmentation. Never throws. */
export function createFrameDecoder(maxDataLength = MAX_DATA_LENGTH): FrameDecoder {
  let buffer: Buffer = Buffer.alloc(0);
  let lost = false;
  return {
    push(chunk) {
      if (lost) return [];
      buffer = buffer.length === 0 ? Buffer.from(chunk) : Buffer.concat([buffer, chunk]);
      const events: StreamEvent[] = [];
      for (;;) {
        const cut = cutFrame(buffer, maxDataLength);
        if (cut === 'incomplete') return events;
        if (cut === 'garbled') {
          events.push({ type: 'garbled', hex: describeGarbled(buffer) });
          lost = true;
          buffer = Buffer.alloc(0);
          return events;
        }
        events.push({ type: 'frame', apdu: cut.apdu });
        buffer = buffer.subarray(cut.end);
      }
    },
    get pending() {
      return buffer.length > 0;
    },
  };
}

function cutFrame(bytes: Buffer, max: number): { apdu: Apdu; end: number } | 'incomplete' | 'garbled' {
  const first = bytes[0];
  if (first === undefined) return 'incomplete';
  if (!classes.has(first)) return 'garbled';
  const short = bytes[2];
  if (short === undefined) return 'incomplete';
  const long = short === 0xff;
  if (long && bytes.length < 5) return 'incomplete';
  const length = long ? bytes.readUInt16LE(3) : short;
  if (length > max) return 'garbled';
  const start = long ? 5 : 3;
  const end = start + length;
  if (bytes.length < end) return 'incomplete';
  return { apdu: { control: bytes.readUInt16BE(0), data: Buffer.from(bytes.subarray(start, end)) }, end };
}

const describeGarbled = (bytes: Buffer): string =>
  `${bytes.subarray(0, 3).toString('hex')}${bytes.length > 3 ? `… (${bytes.length} bytes)` : ''}`;
