import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium, type LaunchOptions } from '@playwright/test';

/**
 * The browser every test uses: it arrives as an npm package, packed, and is unpacked once into a folder of this user
 * and version. Nothing is asked of the machine: its libraries and fonts come along.
 */

const packageFolder = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..');
const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
// `npm test` gives its steps a temporary folder that it removes; the browser outlives it.
const home = join(process.env.SURTIDOR_BROWSER_DIR ?? tmpdir(), `surtidor-browser-${version}-${userInfo().uid}`);

const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(home, 'fonts', 'fonts')}</dir>
  <cachedir>${join(home, 'fontsCache')}</cachedir>
</fontconfig>
`;

/** Unpacks aside and moves into place in one step, so processes that start together never see half a browser. */
async function unpack(): Promise<void> {
  const aside = await mkdtemp(`${home}.`);
  // The package always unpacks into os.tmpdir(): a process of its own, with that folder as its TMPDIR.
  const script = `
    const { inflate } = await import(process.argv[1]);
    const parts = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'];
    await Promise.all(parts.map((part) => inflate(process.argv[2] + '/' + part)));`;
  const args = [
    '--input-type=module',
    '-e',
    script,
    import.meta.resolve('@sparticuz/chromium'),
    join(packageFolder, 'bin'),
  ];
  await promisify(execFile)(process.execPath, args, { env: { ...process.env, TMPDIR: aside } });
  // The package's own looks in /tmp/fonts; without any font a page with a field to fill in ends this browser.
  await writeFile(join(aside, 'fonts', 'fonts.conf'), fontsConf);
  try {
    await rename(aside, home);
  } catch (cause) {
    await rm(aside, { recursive: true, force: true });
    if (!existsSync(home)) throw cause;
  }
}

const environment = (): Record<string, string> => ({
  ...(process.env as Record<string, string>),
  FONTCONFIG_PATH: join(home, 'fonts'),
  LD_LIBRARY_PATH: [join(home, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
});

/** A headless Chromium that draws the same picture on every machine. The caller closes it. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  if (!existsSync(home)) await unpack();
  return chromium.launch({
    executablePath: join(home, 'chromium'),
    env: environment(),
    ...options,
    args: [
      '--no-sandbox', // it also runs as root, in containers
      '--no-zygote',
      '--disable-gpu',
      '--disable-skia-runtime-opts', // the same instructions on every processor, so the same pixels
      '--font-render-hinting=none',
      '--force-color-profile=srgb',
      '--hide-scrollbars',
      ...(options.args ?? []),
    ],
  });
}
