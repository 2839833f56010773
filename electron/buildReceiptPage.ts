import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/**
 * The page a receipt's code opens, as one file for any web server: no request but for itself, which its own policy holds it
 * to, on a server that sets no headers and opened from a disk alike.
 */
export async function buildReceiptPage(outFile: string): Promise<void> {
  const root = fileURLToPath(new URL('../renderer/phone', import.meta.url));
  const result = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      write: false,
      target: ['chrome103', 'safari16.4', 'firefox113'], // the first that unpack raw deflate
      rolldownOptions: { input: join(root, 'main.ts'), output: { format: 'iife', codeSplitting: false } },
    },
  });
  const [script, ...more] = [result].flat().flatMap((built) => ('output' in built ? built.output : []));
  if (script?.type !== 'chunk' || more.length > 0) throw new Error('the receipt page is one script');
  const code = script.code.trim().replaceAll('</script', '<\\/script');
  const style = readFileSync(join(root, 'phone.css'), 'utf8').replace(/\s+/g, ' ').trim();
  const filled: readonly (readonly [empty: string, full: string])[] = [
    ['content=""', `content="${policyOf(code, style)}"`],
    ['<style></style>', `<style>${style}</style>`],
    ['<script></script>', `<script>${code}</script>`],
  ];
  const page = filled.reduce(
    (html, [empty, full]) => {
      if (html.split(empty).length !== 2) throw new Error(`the receipt page has one ${empty}`);
      return html.replace(empty, () => full);
    },
    readFileSync(join(root, 'index.html'), 'utf8'),
  );
  mkdirSync(dirname(outFile), { recursive: true });
  writeFileSync(outFile, page);
}

function policyOf(script: string, style: string): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
