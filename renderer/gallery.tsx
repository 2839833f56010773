import './theme/index.css';
import { createRoot } from 'react-dom/client';
import type { KioskView } from '../machines/view.ts';
import { App } from './App.tsx';
import { fixtures } from './fixtures.ts';
import { createI18n } from './i18n.ts';
import type { Station } from './station.ts';
import { createStore } from './store.ts';

/** Development only: any fixture by query, `?screen=charging&fixture=near-hold&lang=de&theme=night&dir=rtl`; without, a list. */

/** A station frozen in one view: its clock stands, so a picture is the same picture every time. */
const frozen = (view: KioskView): Station => ({
  view: createStore<KioskView | null>(view),
  link: createStore('up' as const),
  note: createStore(null),
  nowMs: () => view.nowMs,
  send: async (intent) => {
    console.info(intent);
    return { ok: true };
  },
});

function List() {
  return (
    <ul className="gallery">
      {Object.entries(fixtures).flatMap(([screen, views]) =>
        Object.keys(views).map((fixture) => (
          <li key={`${screen} ${fixture}`}>
            <a href={`?screen=${screen}&fixture=${fixture}`}>{`${screen} / ${fixture}`}</a>
          </li>
        )),
      )}
    </ul>
  );
}

const query = new URLSearchParams(location.search);
const theme = query.get('theme');
if (theme) document.documentElement.dataset.theme = theme;
// The page takes its direction from its language; the body's wins, whatever the words are.
document.body.dir = query.get('dir') ?? '';
const views: Readonly<Record<string, KioskView>> = fixtures[(query.get('screen') ?? '') as keyof typeof fixtures] ?? {};
const view = views[query.get('fixture') ?? ''];
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    view ? (
      <App station={frozen({ ...view, language: query.get('lang') ?? view.language })} words={createI18n()} />
    ) : (
      <List />
    ),
  );
