import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast } from '../../machines/contrast.ts';
import { pairs } from './pairs.ts';

/** The colours as the page has them: read from its style sheets. */
const read = (sheet: string): ReadonlyMap<string, readonly [day: string, night: string]> =>
  new Map(
    [...readFileSync(new URL(sheet, import.meta.url), 'utf8').matchAll(/--([\w-]+): (.+);/g)].map(([, role, value]) => {
      const lights = /^light-dark\((.+), (.+)\)$/.exec(value ?? '');
      return [role ?? '', [lights?.[1] ?? value ?? '', lights?.[2] ?? value ?? '']];
    }),
  );
const usual = read('./roles.css');
const high = new Map([...usual, ...read('./contrast.css')]);

const themes = [
  { theme: 'day', roles: usual, light: 0, words: 4.5 },
  { theme: 'night', roles: usual, light: 1, words: 4.5 },
  { theme: 'day in high contrast', roles: high, light: 0, words: 7 },
  { theme: 'night in high contrast', roles: high, light: 1, words: 7 },
] as const;

describe.each(themes)('$theme', ({ roles, light, words }) => {
  it.each(pairs)('%s on %s can be seen as %s', (ink, ground, kind) => {
    const ratio = contrast(roles.get(ink)?.[light] ?? '', roles.get(ground)?.[light] ?? '');
    expect(ratio).toBeGreaterThanOrEqual(kind === 'words' ? words : 3);
  });
});

it('high contrast says every role anew', () => {
  expect([...read('./contrast.css').keys()]).toEqual([...usual.keys()]);
});
