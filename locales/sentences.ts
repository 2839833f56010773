/** What brings its own blank: it is set in the width of a whole character (。！？). */
const WIDE_STOP = /[。！？]$/;

/** Whole sentences one after the other, as their script sets them apart. Null, false and nothing are left out. */
export const sentences = (...each: readonly (string | null | false)[]): string =>
  each
    .filter((sentence) => typeof sentence === 'string' && sentence !== '')
    .reduce((told: string, next) => told + (told === '' || WIDE_STOP.test(told) ? '' : ' ') + next, '');

const COMMAS: Readonly<Record<string, string>> = { ar: '، ', zh: '，', ja: '、' };

/** Parts of a sentence one after the other, with the comma of the script that `tag` (BCP 47) is written in. */
export const listed = (tag: string, parts: readonly string[]): string =>
  parts.join(COMMAS[tag.split('-')[0] ?? ''] ?? ', ');
