import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { layouts } from './cover.ts';
import { baselines, captionOf, type Picture, pictures } from './pictures.ts';

/**
 * `npm run sheet [DIR]`: the kept pictures side by side, for people to judge: `index.html` with all of them, and a sheet
 * or more in PNG per place.
 */

const dir = process.argv[2] ?? join(import.meta.dirname, '../../../test-results/sheet');
/** px */
const SHEET = { width: 1660, height: 2000, gap: 16, caption: 26 };

type Placed = {
  readonly picture: Picture;
  readonly image: Awaited<ReturnType<typeof loadImage>>;
  x: number;
  y: number;
};

/** In rows, layout by layout; a new sheet where the next row would pass the lower edge. */
async function laidOut(own: readonly Picture[]): Promise<readonly (readonly Placed[])[]> {
  const { width, height, gap, caption } = SHEET;
  const sheets: Placed[][] = [[]];
  let [x, y, rowHeight] = [gap, gap, 0];
  for (const picture of layouts.flatMap((layout) => own.filter(({ look }) => look.layout === layout))) {
    const image = await loadImage(join(baselines, picture.file));
    if (x + image.width + gap > width) {
      y += rowHeight + caption + gap;
      [x, rowHeight] = [gap, 0];
    }
    if (y + caption + image.height + gap > height) {
      sheets.push([]);
      [x, y, rowHeight] = [gap, gap, 0];
    }
    sheets.at(-1)?.push({ picture, image, x, y });
    x += image.width + gap;
    rowHeight = Math.max(rowHeight, image.height);
  }
  return sheets;
}

function drawn(sheet: readonly Placed[]): Buffer {
  const { gap, caption } = SHEET;
  const right = Math.max(...sheet.map(({ image, x }) => x + image.width));
  const bottom = Math.max(...sheet.map(({ image, y }) => y + caption + image.height));
  const canvas = createCanvas(right + gap, bottom + gap);
  const context = canvas.getContext('2d');
  context.fillStyle = '#777';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.font = '16px sans-serif';
  context.textBaseline = 'top';
  context.fillStyle = '#fff';
  for (const { picture, image, x, y } of sheet) {
    context.fillText(captionOf(picture), x, y + 2, image.width);
    context.drawImage(image, x, y + caption);
  }
  return canvas.toBuffer('image/png');
}

const figure = (picture: Picture) =>
  `<figure><img src="pictures/${picture.file}" alt="" loading="lazy"><figcaption>${captionOf(picture)}</figcaption></figure>`;
const page = (byPlace: readonly (readonly [string, readonly Picture[]])[]) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Surtidor: every screen</title>
<style>
body { margin: 2rem; background: #777; color: #fff; font: 16px sans-serif; }
nav a { color: inherit; margin-inline-end: 1rem; }
section > div { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 1rem; }
figure { margin: 0; }
</style>
<nav>${byPlace.map(([place]) => `<a href="#${place}">${place}</a>`).join('')}</nav>
${byPlace.map(([place, own]) => `<section id="${place}"><h2>${place}</h2><div>${own.map(figure).join('')}</div></section>`).join('\n')}
</html>
`;

const byPlace = Object.entries(Object.groupBy(pictures, ({ place }) => place)).map(
  ([place, own = []]) => [place, own] as const,
);
let sheets = 0;
await mkdir(dir, { recursive: true });
for (const [place, own] of byPlace)
  for (const [i, sheet] of (await laidOut(own)).entries()) {
    await writeFile(join(dir, `${place}-${i + 1}.png`), drawn(sheet));
    sheets += 1;
  }
for (const { file } of pictures) {
  const copy = join(dir, 'pictures', file);
  await mkdir(dirname(copy), { recursive: true });
  await copyFile(join(baselines, file), copy);
}
await writeFile(join(dir, 'index.html'), page(byPlace));
console.log(`${pictures.length} pictures on ${sheets} sheets and ${join(dir, 'index.html')}`);
