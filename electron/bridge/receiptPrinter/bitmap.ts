/** Dots of one colour, as a print head burns them: eight to a byte, the leftmost the highest bit, 1 is black. */
export type Bitmap = {
  /** A multiple of 8. */
  readonly widthDots: number;
  readonly heightDots: number;
  readonly bytes: Uint8Array;
};

/** Darker than this (of 255) is burnt: a little more than half, for edges of letters must not break up. */
const BLACK_BELOW = 150;

/** @param rgba opaque pixels in shades of grey, four bytes each */
export function bitmapOf(rgba: Uint8ClampedArray, widthDots: number, heightDots: number): Bitmap {
  const bytes = new Uint8Array((widthDots / 8) * heightDots);
  for (let dot = 0; dot < widthDots * heightDots; dot++)
    if ((rgba[4 * dot] ?? 0) < BLACK_BELOW) bytes[dot >> 3] = (bytes[dot >> 3] ?? 0) | (0x80 >> (dot & 7));
  return { widthDots, heightDots, bytes };
}

/** The rows from `first` on, at most `count` of them. */
export function rowsOf({ widthDots, heightDots, bytes }: Bitmap, first: number, count: number): Bitmap {
  const end = Math.min(heightDots, first + count);
  const width = widthDots / 8;
  return { widthDots, heightDots: end - first, bytes: bytes.subarray(first * width, end * width) };
}
