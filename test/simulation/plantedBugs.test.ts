import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { describe, expect, it } from 'vitest';
import { plantedBugs, withBug } from './plantedBugs.ts';

describe('each planted bug', () => {
  it.each(Object.keys(plantedBugs))('%s > has its place once in the code, and leaves code that can be read', (name) => {
    const { url, source } = withBug(name);
    expect(source).not.toBe(readFileSync(new URL(url), 'utf8'));
    // A file that cannot be read would break the simulation, and pass for a bug that was found.
    expect(stripTypeScriptTypes(source)).toContain('export');
  });
});
