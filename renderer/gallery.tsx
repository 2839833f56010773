import './theme/index.css';
import './gallery/gallery.css';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { formatOf } from '../locales/format.ts';
import type { KioskView } from '../machines/view.ts';
import { App } from './App.tsx';
import { estimate, quiet } from './fixtures/base.ts';
import { fixtures } from './fixtures.ts';
import { Browser } from './gallery/Browser.tsx';
import { Components } from './gallery/Components.tsx';
import { createI18n, speak } from './i18n.ts';
import { PageContext } from './page.ts';
import { noVoice, type Voice } from './speech/voice.ts';
import type { Station } from './station.ts';
import { createStore } from './store.ts';
import exampleLogo from './theme/exampleBrand/logo.svg';

/**
 * Development only: any fixture by query, `?screen=charging&fixture=near-hold&lang=de&theme=night&dir=rtl&inches=7`, with
 * `&large`, `&contrast` and `&low` for what a driver can ask for; `?components` for what screens are made of; without,
 * all of them to choose from.
 */

/** A station frozen in one view: its clock stands, so a picture is the same picture every time. */
const frozen = (view: KioskView): Station => ({
  view: createStore<KioskView | null>(view),
  link: createStore('up' as const),
  note: createStore(null),
  nowMs: () => view.nowMs,
  estimate: async () => estimate,
  send: async (intent) => {
    console.info(intent);
    return { ok: true };
  },
});

const query = new URLSearchParams(location.search);
// The page takes its direction from its language; one asked for wins. An empty one would turn the body to the left.
const dir = query.get('dir');
if (dir) document.body.dir = dir;
const themes = ['day', 'night', 'system'] as const;

/** The view in the language and light, and on the panel, that the address asks for. */
function asAsked(view: KioskView): KioskView {
  const { panel, languages } = view;
  const language = query.get('lang') ?? view.language;
  return {
    ...view,
    language,
    languages: languages.includes(language) ? languages : [...languages, language],
    largeText: query.has('large') || view.largeText,
    highContrast: query.has('contrast') || view.highContrast,
    lowReach: query.has('low') || view.lowReach,
    panel: {
      ...panel,
      brand: panel.brand && { ...panel.brand, logo: exampleLogo },
      theme: themes.find((theme) => theme === query.get('theme')) ?? panel.theme,
      diagonalInches: Number(query.get('inches') ?? panel.diagonalInches),
    },
  };
}

const views: Readonly<Record<string, KioskView>> = fixtures[(query.get('screen') ?? '') as keyof typeof fixtures] ?? {};
const view = views[query.get('fixture') ?? ''];
const root = document.getElementById('root');
const voice: Voice = { ...noVoice, speaks: () => query.get('fixture') !== 'no-voice' };

/** Components stand on a page as screens do, with the words of its language. */
async function componentsPage() {
  const words = createI18n();
  const language = await speak(words, query.get('lang') ?? 'en');
  const shown = asAsked({ ...quiet, language });
  const { send, nowMs, estimate: cost } = frozen(shown);
  const page = { format: formatOf(language, shown.station.timeZone), send, nowMs, estimate: cost };
  return (
    <I18nextProvider i18n={words}>
      <PageContext value={page}>
        <Components view={shown} />
      </PageContext>
    </I18nextProvider>
  );
}

if (root) {
  const shown = view ? (
    <App station={frozen(asAsked(view))} words={createI18n()} voice={voice} />
  ) : query.has('components') ? (
    await componentsPage()
  ) : (
    <Browser />
  );
  createRoot(root).render(shown);
}
