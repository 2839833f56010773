import { concat, utf8 } from '../metering/ocmf/bytes.ts';
import { fromBase43, toBase43 } from './base43.ts';
import { inflate } from './inflate.ts';

/** The words of the station's screen as the fragment of a URL, for a phone that reads them to its owner. Nobody signs them. */
export type ScreenWords = {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly station: string;
  /** "As of 14:05", in that language. */
  readonly asOf: string;
  readonly lines: readonly string[];
};

/** In the place of a receipt's version, of which it is none. */
const MARK = 0x57;
const LONGEST_FRAGMENT = 4_296;

export async function sealWords(words: ScreenWords): Promise<string> {
  const { language, direction, station, asOf, lines } = words;
  const stream = new Blob([utf8(JSON.stringify([language, direction, station, asOf, ...lines]))]).stream();
  const deflated = await new Response(stream.pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer();
  return toBase43(concat(Uint8Array.of(MARK), new Uint8Array(deflated)));
}

/** Null for anything else, a receipt too. Never throws. */
export async function openWords(fragment: string): Promise<ScreenWords | null> {
  const bytes = fragment.length > LONGEST_FRAGMENT ? null : fromBase43(fragment);
  if (bytes?.[0] !== MARK) return null;
  const text = await inflate(bytes.subarray(1));
  const parts = text === null ? null : parsed(text);
  if (!Array.isArray(parts) || !parts.every((part) => typeof part === 'string')) return null;
  const [language, direction, station, asOf, ...lines] = parts;
  if (!language || (direction !== 'ltr' && direction !== 'rtl') || station === undefined || asOf === undefined)
    return null;
  return { language, direction, station, asOf, lines };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
