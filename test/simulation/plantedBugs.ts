import { readFileSync } from 'node:fs';
import type { LoadHookSync } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A mistake somebody could make: one place in one file of the station, and what would stand there. */
type PlantedBug = { readonly file: string; readonly find: string; readonly put: string };

export const plantedBugs = {
  forgetRelease: {
    file: 'electron/station/chargeActor.ts',
    find: 'if (written.ok) settlements.begin(sessionId);',
    put: '',
  },
} as const satisfies Record<string, PlantedBug>;

const root = new URL('../../', import.meta.url).href;

/**
 * Loads the station with that bug in it.
 * @throws Error when there is no such bug, or its place is no longer found once in the code.
 */
export function planted(name: string): LoadHookSync {
  if (!Object.hasOwn(plantedBugs, name))
    throw new Error(`no such bug: ${name}; there are ${Object.keys(plantedBugs).join(', ')}`);
  const { file, find, put }: PlantedBug = plantedBugs[name as keyof typeof plantedBugs];
  const url = new URL(file, root).href;
  const source = readFileSync(fileURLToPath(url), 'utf8');
  if (source.split(find).length !== 2) throw new Error(`${name}: its place is not found once in ${file}`);
  return (loaded, context, next) =>
    loaded === url
      ? { format: 'module-typescript', source: source.replace(find, () => put), shortCircuit: true }
      : next(loaded, context);
}
