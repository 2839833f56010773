import { err, ok, type Result } from '../../machines/result.ts';

/** Runs `parseArgs`; what it throws becomes a sentence for the person who typed. */
export function readArgs<T>(parse: () => T, usage: string): Result<T, string> {
  try {
    return ok(parse());
  } catch (cause) {
    // It goes on about positionals, which nobody asked for.
    const [problem] = (cause as Error).message.split('. ');
    return err(`${problem}.\nusage: ${usage}`);
  }
}

/** `--set server.port=8090`, as often as needed, as `readConfig` takes it. */
export function readOverrides(sets: readonly string[]): Result<Readonly<Record<string, string>>, string> {
  const bad = sets.find((one) => !/^[^=]+=/.test(one));
  if (bad !== undefined) return err(`--set ${bad}: expected path=value, such as --set server.port=8090`);
  return ok(Object.fromEntries(sets.map((one) => one.split(/=(.*)/s).slice(0, 2) as [string, string])));
}
