import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../browser.ts';
import { serveGallery } from './gallery.ts';
import { open } from './openings.ts';
import { overflowing } from './overflowing.ts';
import { panels } from './panels.ts';
import { subjects } from './subjects.ts';

/**
 * `node test/screenshots/shoot.ts DIR [--only text] [--lang en,de] [--dir rtl]`: a picture of each fixture × panel ×
 * language × theme; `--dir` mirrors it, whatever its language.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    lang: { type: 'string', default: 'en,de' },
    dir: { type: 'string', default: '' },
  },
});
const dir = positionals[0];
if (dir === undefined) {
  console.error('usage: node test/screenshots/shoot.ts DIR [--only text]');
  process.exit(2);
}

const pictures = subjects.flatMap((subject) =>
  Object.keys(panels).flatMap((panel) =>
    values.lang
      .split(',')
      .flatMap((lang) =>
        ['day', 'night'].map((theme) => ({ subject, panel: panel as keyof typeof panels, lang, theme })),
      ),
  ),
);
const nameOf = ({ subject: { screen, fixture, opened }, panel, lang, theme }: (typeof pictures)[number]) =>
  [screen, opened ? `${fixture}+${opened}` : fixture, panel, lang, theme].join('.');
const wanted = pictures.filter((picture) => nameOf(picture).includes(values.only));

await mkdir(dir, { recursive: true });
const gallery = await serveGallery();
const browser = await launchBrowser();
const page = await browser.newPage({ reducedMotion: 'reduce' });
let faulty = 0;
try {
  for (const picture of wanted) {
    const { panel, subject, lang, theme } = picture;
    const { screen, fixture } = subject;
    await page.setViewportSize(panels[panel]);
    const inches = String(panels[panel].inches);
    await page.goto(`${gallery.url}?${new URLSearchParams({ screen, fixture, lang, theme, inches, dir: values.dir })}`);
    await page.locator('main').first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    await open(page, subject);
    const cut = await overflowing(page);
    if (cut.length > 0) {
      faulty += 1;
      console.log(`${nameOf(picture)}: does not fit: ${cut.join(', ')}`);
    }
    await page.screenshot({ path: join(dir, `${nameOf(picture)}.png`) });
  }
} finally {
  await browser.close();
  await gallery.close();
}
console.log(`${wanted.length} pictures in ${dir}, ${faulty} with something cut off`);
process.exitCode = faulty > 0 ? 1 : 0;
