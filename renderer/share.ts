/**
 * `next`, with every part that says the same as before being the old object itself: what is drawn from it is then
 * known unchanged by a mere `===`. Both are plain JSON.
 */
export function share<T>(old: unknown, next: T): T {
  if (!isObject(old) || !isObject(next) || Array.isArray(old) !== Array.isArray(next)) return next;
  const keys = Object.keys(next);
  const parts = keys.map((key) => (Object.hasOwn(old, key) ? share(old[key], next[key]) : next[key]));
  const unchanged =
    keys.length === Object.keys(old).length &&
    keys.every((key, i) => Object.hasOwn(old, key) && Object.is(old[key], parts[i]));
  if (unchanged) return old as T;
  return (Array.isArray(next) ? parts : Object.fromEntries(keys.map((key, i) => [key, parts[i]]))) as T;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
