/**
 * Which looks a place is pinned in: every subject once, every place in each theme, layout and language, and every two
 * of these together as far as its subjects go round. The whole product would be forty-eight times as many.
 */

export const themes = ['day', 'night', 'contrast-day', 'contrast-night'] as const;
export const layouts = ['landscape', 'portrait', 'small'] as const;
/** The source, the longest, a mirrored one, and one of another script's breaks and heights. */
export const languages = ['en', 'de', 'ar', 'zh-CN'] as const;

export type Layout = (typeof layouts)[number];
export type Look = {
  readonly theme: (typeof themes)[number];
  readonly layout: Layout;
  readonly language: (typeof languages)[number];
};
export type Pinned<S> = { readonly subject: S; readonly look: Look };

export const looks: readonly Look[] = themes.flatMap((theme) =>
  layouts.flatMap((layout) => languages.map((language) => ({ theme, layout, language }))),
);

const singlesOf = ({ theme, layout, language }: Look): readonly string[] => [theme, layout, language];
export const pairsOf = ({ theme, layout, language }: Look): readonly string[] => [
  `${theme} ${layout}`,
  `${theme} ${language}`,
  `${layout} ${language}`,
];
/** Something not seen yet counts before pairs not seen yet, these before what was seen less often. */
const SINGLE = 10_000;
const PAIR = 100;

/**
 * Looks for the subjects of one place, greedily and in order. They depend on its name and on the subjects before: one
 * that is appended changes no other's look. A subject that `fits` only some looks gets one of those.
 */
export function coverOf<S>(
  place: string,
  subjects: readonly S[],
  looks: readonly Look[],
  fits: (subject: S, look: Look) => boolean = () => true,
) {
  const seen = new Map<string, number>();
  // Places begin at different looks, so that small ones do not all take the same four.
  const first = [...place].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % looks.length, 0);
  const inTurn = [...looks.slice(first), ...looks.slice(0, first)];

  const worth = (look: Look): number => {
    const fresh = (keys: readonly string[]) => keys.filter((key) => !seen.has(key)).length;
    const often = singlesOf(look).reduce((sum, key) => sum + (seen.get(key) ?? 0), 0);
    return fresh(singlesOf(look)) * SINGLE + fresh(pairsOf(look)) * PAIR - often;
  };
  const pin = (subject: S): Pinned<S> => {
    const fitting = inTurn.filter((look) => fits(subject, look));
    const look = fitting.reduce((best, each) => (worth(each) > worth(best) ? each : best));
    for (const key of [...singlesOf(look), ...pairsOf(look)]) seen.set(key, (seen.get(key) ?? 0) + 1);
    return { subject, look };
  };

  const pinned = subjects.map(pin);
  const wanted = looks.flatMap(singlesOf);
  for (let i = 0; wanted.some((key) => !seen.has(key)); i += 1) {
    const subject = subjects[i % subjects.length];
    if (subject === undefined || i > looks.length) throw new Error(`${place} cannot be seen in every look`);
    pinned.push(pin(subject));
  }
  return pinned;
}
