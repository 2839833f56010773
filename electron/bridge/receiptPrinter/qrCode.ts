import { correction, generate } from 'lean-qr';

/** The modules of a code with its quiet zone of four on each side (ISO/IEC 18004, 9.1), and how large to draw them. */
export type QrCode = {
  /** Dots along one module's edge. */
  readonly moduleDots: number;
  readonly sizeDots: number;
  isBlack(x: number, y: number): boolean;
  readonly modules: number;
};

const QUIET = 4;
/** A phone reads 0.375 mm on thermal paper with ease; below that paper and light decide. */
const LEAST_MODULE_DOTS = 3;
const GOOD_MODULE_DOTS = 4;
const LARGEST_MODULE_DOTS = 8;
/** A short code need not fill the paper: 45 mm at 8 dots a millimetre. */
const WISHED_DOTS = 360;

/** A code for `text` no wider than `widthDots`; null when it is more than a code can hold there. */
export function qrCodeOf(text: string, widthDots: number): QrCode | null {
  const code = tryGenerate(text);
  if (!code) return null;
  const modules = code.size + 2 * QUIET;
  const fitting = Math.floor(widthDots / modules);
  if (fitting < LEAST_MODULE_DOTS) return null;
  const wished = Math.max(GOOD_MODULE_DOTS, Math.floor(WISHED_DOTS / modules));
  const moduleDots = Math.min(fitting, wished, LARGEST_MODULE_DOTS);
  return {
    modules,
    moduleDots,
    sizeDots: modules * moduleDots,
    isBlack: (x, y) => code.get(x - QUIET, y - QUIET),
  };
}

/** Lean-qr throws on what does not fit. The least correction makes the largest modules, which count for more on paper. */
function tryGenerate(text: string): ReturnType<typeof generate> | null {
  try {
    return generate(text, { minCorrectionLevel: correction.L });
  } catch {
    return null;
  }
}
