/** What brings its own blank: it is set in the width of a whole character (。！？). */
const WIDE_STOP = /[。！？]$/;

/** Whole sentences one after the other, as their script sets them apart. Null, false and nothing are left out. */
export const sentences = (...each: readonly (string | null | false)[]): string =>
  each
    .filter((sentence) => typeof sentence === 'string' && sentence !== '')
    .reduce((told: string, next) => told + (told === '' || WIDE_STOP.test(told) ? '' : ' ') + next, '');
