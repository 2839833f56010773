import { isDeepStrictEqual } from 'node:util';
import { err, ok, type Result } from '../../machines/result.ts';
import type { SettingRow, Store } from '../store/store.ts';
import { type Config, parseConfig } from './config.ts';
import type { StationLog } from './log.ts';
import { isSettingPath, type SettingPath, settable, settingPaths } from './settable.ts';

/** What does not fit, in the words of the config's own check. */
export type Misfit = { readonly problems: readonly string[] };
export type Overlaid = {
  readonly config: Config;
  /** Settings that do not fit (any more): the file's values hold in their place. */
  readonly broken: ReadonlyMap<SettingPath, readonly string[]>;
};
type Word = Pick<SettingRow, 'path' | 'value'>;

/**
 * The config file with what staff set laid over it. What no longer fits is left out, one by one, so that a station sells
 * whatever was set: by the newest words that agree with the file, else by the file.
 */
export function overlay(file: Config, rows: readonly Word[]): Overlaid {
  const words = rows.filter(({ path, value }) => isSettingPath(path) && value !== null);
  if (words.length === 0) return { config: file, broken: new Map() };
  const all = together(file, words);
  if (all.ok) return { config: all.value, broken: new Map() };
  const broken = new Map<SettingPath, readonly string[]>();
  const kept: Word[] = [];
  let config = file;
  for (const word of words) {
    const tried = together(file, [...kept, word]);
    if (tried.ok) {
      kept.push(word);
      config = tried.value;
    } else if (isSettingPath(word.path)) broken.set(word.path, tried.error.problems);
  }
  return { config, broken };
}

/** All of it or nothing. */
function together(file: Config, words: readonly Word[]): Result<Config, Misfit> {
  let json: unknown = file;
  for (const { path, value } of words) {
    if (!isSettingPath(path)) continue;
    const parsed = settable[path].schema.safeParse(value);
    if (!parsed.success) {
      const told = parsed.error.issues.map((issue) => `${[path, ...issue.path].join('.')}: ${issue.message}`);
      return err({ problems: told });
    }
    json = laid(json, path.split('.'), parsed.data);
  }
  return parseConfig(json);
}

/** What staff set at a station, over what its file says. */
export function createSettings(deps: {
  readonly file: Config;
  readonly store: Pick<Store, 'settings' | 'recordSetting'>;
  readonly log: StationLog;
}) {
  const { file, store, log } = deps;
  const rows = () => store.settings().toSorted((one, other) => one.seq - other.seq);
  let newest = overlay(file, rows());
  const running = newest.config;
  let shown = running;
  for (const [path, problems] of newest.broken)
    log.error({ path, problems }, 'what staff set no longer fits: the config file holds there');

  return {
    file,
    /** As the station began, for everything that moves money. */
    running,
    /** The same, with what applies at once. */
    shown: (): Config => shown,
    /** As it will run from its next start on. */
    next: (): Config => newest.config,
    broken: (): Overlaid['broken'] => newest.broken,
    rows: (): ReadonlyMap<string, SettingRow> => new Map(rows().map((row) => [row.path, row])),
    /** The whole as it would be with that word; null: the file's. Nothing that was set before may break by it. */
    would(path: SettingPath, value: unknown): Result<Config, Misfit> {
      const others = rows().filter((row) => row.path !== path);
      const { config, broken } = overlay(file, [...others, { path, value }]);
      const problems = [...broken].flatMap(([one, told]) => (one === path || !newest.broken.has(one) ? told : []));
      return problems.length > 0 ? err({ problems }) : ok(config);
    },
    /** What was set must have been tried before. @throws when the store does not take it: then nothing has changed */
    set(path: SettingPath, value: unknown, person: string): void {
      store.recordSetting({ path, value, person });
      newest = overlay(file, rows());
      const atOnce = settingPaths.filter((one) => settable[one].applies === 'atOnce');
      const json = atOnce.reduce<unknown>((at, one) => {
        const steps = one.split('.');
        const value = valueAt(newest.config, steps);
        return isDeepStrictEqual(value, valueAt(running, steps)) ? at : laid(at, steps, value);
      }, running);
      const parsed = parseConfig(json);
      if (parsed.ok) shown = parsed.value;
      else log.error({ path, problems: parsed.error.problems }, 'what was set is shown from the next start on');
    },
  };
}
export type Settings = ReturnType<typeof createSettings>;

const isObject = (json: unknown): json is Record<string, unknown> => typeof json === 'object' && json !== null;

export const valueAt = (json: unknown, steps: readonly string[]): unknown =>
  steps.reduce((at, step) => (isObject(at) ? at[step] : undefined), json);

/** A copy with another value there; undefined takes it away. */
function laid(json: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  const before = isObject(json) ? json : {};
  const inner = laid(before[step], rest, value);
  const { [step]: _, ...others } = before;
  return inner === undefined ? others : { ...others, [step]: inner };
}
