/**
 * Figures that run are shown at most twice a second: nobody reads faster, and each showing turns drums and draws the
 * curve. Whatever else changes is shown at once, and so is everything while `isAwaited`.
 */
const EVERY_MS = 500;

export type Pace<T> = (next: T) => void;

export function createPace<T>(show: (next: T) => void, isAwaited: () => boolean): Pace<T> {
  let newest: T | undefined;
  let shownAtMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const showNow = (next: T): void => {
    clearTimeout(timer);
    timer = undefined;
    shownAtMs = performance.now();
    show(next);
  };

  return (next) => {
    const onlyFigures = newest !== undefined && alikeButFigures(newest, next);
    newest = next;
    const waitMs = shownAtMs + EVERY_MS - performance.now();
    if (!onlyFigures || waitMs <= 0 || isAwaited()) showNow(next);
    else timer ??= setTimeout(() => newest !== undefined && showNow(newest), waitMs);
  };
}

const NUMERAL = /^-?\d+(\.\d+)?$/;
/** Numbers that say whom or what it is about, not how much. */
const NAMES = new Set(['visit', 'connectorId']);

/** Whether two views say the same but for numbers, numerals, and how long a list is. */
export function alikeButFigures(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a === 'number') return typeof b === 'number';
  if (typeof a === 'string') return typeof b === 'string' && NUMERAL.test(a) && NUMERAL.test(b);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && b.every((value, i) => i >= a.length || alikeButFigures(a[i], value));
  const [one, other] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    one.length === other.size &&
    one.every(([key, value]) =>
      NAMES.has(key) ? value === other.get(key) : other.has(key) && alikeButFigures(value, other.get(key)),
    )
  );
}
