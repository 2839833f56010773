import type { Bitmap } from '../bitmap.ts';

/** The few ESC/POS commands a drawn receipt needs, by their names in Epson's command reference. */
export const command = {
  /** ESC @: forgets what an earlier job set. */
  initialise: Uint8Array.of(0x1b, 0x40),
  /** GS a 0: no status unless asked. */
  noAutomaticStatus: Uint8Array.of(0x1d, 0x61, 0x00),
  /** GS V 66 0: feeds to the knife and cuts, leaving a corner. */
  feedAndCut: Uint8Array.of(0x1d, 0x56, 0x42, 0x00),
  /** GS r 1: the paper sensors, answered in turn, that is when all before it is done. */
  paperStatus: Uint8Array.of(0x1d, 0x72, 0x01),
  /** DLE DC4 8: throws away at once what is not printed yet, so that it does not come out with the next roll. */
  clearBuffer: Uint8Array.of(0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08),
  /** DLE EOT n: answered at once, whatever is waiting. 1 printer, 2 off line, 3 error, 4 roll. */
  realTimeStatus: (n: 1 | 2 | 3 | 4): Uint8Array => Uint8Array.of(0x10, 0x04, n),
} as const;

const DLE = 0x10;
/** EOT, ENQ, DC4: what makes a real-time command of a DLE. */
const BEHIND_DLE: ReadonlySet<number> = new Set([0x04, 0x05, 0x14]);

/**
 * GS v 0: rows of dots. A printer looks for real-time commands in everything that comes in, pictures included: where
 * dots would read like one, a dot is added.
 */
export function rasterImage({ widthDots, heightDots, bytes }: Bitmap): Uint8Array {
  const width = widthDots / 8;
  const head = [0x1d, 0x76, 0x30, 0x00, width & 0xff, width >> 8, heightDots & 0xff, heightDots >> 8];
  const image = Buffer.concat([Uint8Array.from(head), bytes]);
  for (let at = head.length; at < image.length - 1; at++)
    if (image[at] === DLE && BEHIND_DLE.has(image[at + 1] ?? 0)) image[at] = DLE | 0x08;
  // The command behind it begins with GS, so a DLE at the very end is none.
  return image;
}
