import { type Direction, isolated } from '../../locales/languages.ts';

/**
 * A sentence with its values filled in, each of which keeps its own direction: a price in an Arabic sentence would drag its
 * neighbours along. A mark in front tells the sentence's direction to what guesses it by the first letter.
 */
export function fill(sentence: string, values: Readonly<Record<string, string>>, direction: Direction): string {
  const filled = (wrap: (value: string) => string) =>
    sentence.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => wrap(values[name] ?? ''));
  return direction === 'rtl' ? `${RIGHT_TO_LEFT_MARK}${filled(isolated)}` : filled((value) => value);
}

const RIGHT_TO_LEFT_MARK = '\u200f';
