/**
 * The fonts of Chinese and Japanese come in a hundred pieces each, and the mere list of the pieces is longer than all
 * other styles: it is fetched when it is needed, and the browser then fetches the pieces whose letters are shown.
 */
const lists: Readonly<Record<string, () => Promise<unknown>>> = {
  'zh-CN': () => import('@fontsource-variable/noto-sans-sc/wght.css'),
  ja: () => import('@fontsource-variable/noto-sans-jp/wght.css'),
};

/** Makes the Han font of a language known to the page; for a language without one there is nothing to do. */
export const loadHan = async (language: string): Promise<void> => void (await lists[language]?.());
