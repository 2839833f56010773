import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { languages } from '../../locales/languages.ts';

/** JavaScript of the built driver's page as it crosses the wire, in gzip bytes: to start with, and every screen of it. */
export function pageBytes(pageDir: string): { readonly initial: number; readonly screens: number } {
  const html = readFileSync(join(pageDir, 'index.html'), 'utf8');
  const entries = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)].map(([, file]) => file ?? '');
  const read = (file: string): string => readFileSync(join(pageDir, file), 'utf8');
  const initial = reach(entries, (file) => staticImports(file, read(file)));
  const screens = reach(entries, (file) => [...staticImports(file, read(file)), ...dynamicImports(file, read(file))]);
  const gzip = (file: string): number => gzipSync(read(file), { level: 9 }).byteLength;
  const sum = (files: Iterable<string>): number => [...files].reduce((bytes, file) => bytes + gzip(file), 0);
  return { initial: sum(initial), screens: sum(screens) };
}

function reach(entries: readonly string[], next: (file: string) => string[]): Set<string> {
  const seen = new Set<string>();
  const queue = [...entries];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    queue.push(...next(file));
  }
  return seen;
}

const staticImports = (file: string, code: string): string[] =>
  matches(file, code, /(?:from|import)\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/g);
/** Without the words: each driver loads one language of them. */
const dynamicImports = (file: string, code: string): string[] =>
  matches(file, code, /import\(\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/g).filter((name) => !isWords(name));

const words = new Set<string>([...languages, 'answers', 'maintenance']);
const isWords = (file: string): boolean => words.has(posix.basename(file).replace(/-.{8}\.js$/, ''));

const matches = (file: string, code: string, pattern: RegExp): string[] =>
  [...code.matchAll(pattern)].map(([, path]) => posix.join(posix.dirname(file), path ?? ''));
