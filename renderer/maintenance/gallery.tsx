import './maintenance.css';
import { createRoot } from 'react-dom/client';
import { createI18n } from '../i18n.ts';
import { createStore } from '../store.ts';
import { App } from './App.tsx';
import type { Desk } from './desk.ts';
import { type Fixture, fixtures } from './fixtures.ts';

/**
 * Development only: any fixture of the maintenance mode by query, `?screen=reports&fixture=month&lang=de&theme=night`;
 * without, all of them to choose from.
 */

/** A desk at a station that stands still and answers what the fixture says; all else it refuses. */
const frozen = ({ door, signedIn, answers }: Fixture, languages: readonly string[]): Desk => ({
  door: createStore({ ...door, languages }),
  link: createStore('up' as const),
  signedIn: createStore(signedIn),
  step: async () => ({ ok: false, error: { code: 'away' } }),
  enter: () => undefined,
  lookAtDoor: async () => undefined,
  ask: async (name) => answers[name] ?? { ok: false, error: { code: 'unknown' } },
  signOut: () => undefined,
  leave: () => undefined,
  nowMs: () => door.nowMs,
});

function Choice() {
  return (
    <ul>
      {Object.entries(fixtures).flatMap(([screen, own]) =>
        Object.keys(own).map((fixture) => (
          <li key={`${screen} ${fixture}`}>
            <a href={`?${new URLSearchParams({ screen, fixture })}`}>{`${screen} / ${fixture}`}</a>
          </li>
        )),
      )}
    </ul>
  );
}

const query = new URLSearchParams(location.search);
const theme = query.get('theme');
if (theme) document.documentElement.dataset.theme = theme;
const fixture = fixtures[query.get('screen') ?? '']?.[query.get('fixture') ?? ''];
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    fixture ? (
      <App desk={frozen(fixture, [query.get('lang') ?? 'en'])} words={createI18n()} first={fixture.page} />
    ) : (
      <Choice />
    ),
  );
