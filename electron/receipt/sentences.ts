export type Direction = 'ltr' | 'rtl';

export const directionOf = (language: string): Direction => (language === 'ar' ? 'rtl' : 'ltr');

/** What is filled in keeps its own direction: a price in an Arabic sentence would drag its neighbours along. */
export function fill(sentence: string, values: Readonly<Record<string, string>>, direction: Direction): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => {
    const value = values[name] ?? '';
    return direction === 'rtl' ? `\u2068${value}\u2069` : value;
  });
}
