import { readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { z } from 'zod';
import { contrast } from '../../machines/contrast.ts';
import type { BrandView } from '../../machines/panelView.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import type { Face } from './face.ts';

/**
 * The operator's brand: a logo in a place kept for it, and two colours that meet only each other. What drivers need to
 * see keeps the station's own colours, whatever a brand says.
 */

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'expected a colour such as #0b4f3c');
const BrandFile = z.strictObject({
  name: z.string().min(1).max(40),
  logo: z.string().regex(/\.(svg|png)$/, 'expected an .svg or .png beside the brand file'),
  /** Behind the logo and the title of the first screen … */
  ground: colour,
  /** … and the words on it. */
  ink: colour,
  font: z
    .string()
    .regex(/\.woff2$/, 'expected a .woff2 beside the brand file')
    .optional(),
});

/** WCAG 2.2, 1.4.3. In high contrast a brand has no colours. */
const LEAST_CONTRAST = 4.5;
const MOST_BYTES = 512 * 1024;

export type Brand = {
  readonly view: BrandView;
  /** What the page asks for, by its path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
};

/** Reads and looks at the brand. The error is a sentence that names the file and says what was expected. */
export function readBrand(file: string): Result<Brand, string> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    return err(`${file}: ${(cause as Error).message}`);
  }
  const parsed = BrandFile.safeParse(json);
  if (!parsed.success)
    return err(parsed.error.issues.map(({ path, message }) => `${file}: ${path.join('.')}: ${message}`).join('\n  '));
  const { name, logo, ground, ink, font } = parsed.data;
  const ratio = contrast(ink, ground) ?? 0;
  if (ratio < LEAST_CONTRAST)
    return err(
      `${file}: ink ${ink} on ground ${ground} has a contrast of ${ratio.toFixed(1)}:1, expected at least ${LEAST_CONTRAST}:1`,
    );
  const files = new Map<string, Uint8Array>();
  for (const source of font ? [logo, font] : [logo]) {
    const read = readPart(join(dirname(file), source));
    if (!read.ok) return read;
    files.set(pathOf(source).slice(1), read.value);
  }
  return ok({ view: { name, ground, ink, logo: pathOf(logo), font: font ? pathOf(font) : null }, files });
}

const pathOf = (source: string): string =>
  `./brand/${extname(source) === '.woff2' ? 'font' : 'logo'}${extname(source)}`;

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

function readPart(file: string): Result<Uint8Array, string> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    return err(`${file}: ${(cause as Error).message}`);
  }
  if (bytes.length > MOST_BYTES) return err(`${file}: has ${bytes.length} bytes, expected at most ${MOST_BYTES}`);
  const kind = extname(file);
  const isWhatItSays =
    kind === '.png'
      ? bytes.subarray(0, 4).equals(PNG)
      : kind === '.woff2'
        ? bytes.subarray(0, 4).toString('latin1') === 'wOF2'
        : /<svg[\s>]/.test(bytes.toString('utf8'));
  return isWhatItSays ? ok(new Uint8Array(bytes)) : err(`${file}: is no ${kind.slice(1)} inside`);
}

/** The same face, with the brand in every view of it. */
export function branded<F extends Face>(face: F, brand: BrandView | null): F {
  if (!brand) return face;
  const dress = (view: ReturnType<Face['view']>) => ({ ...view, panel: { ...view.panel, brand } });
  return {
    ...face,
    handlers: { ...face.handlers, handleGetView: async () => dress(face.view()) },
    view: () => dress(face.view()),
    subscribe: (listener: Parameters<Face['subscribe']>[0]) => face.subscribe((view) => listener(dress(view))),
  };
}
