import { type ReactNode, useState } from 'react';
import { factsOf, languages } from '../../locales/languages.ts';
import { fixtures } from '../fixtures.ts';

/** Every screen's fixtures beside a panel of any size, light, language and wish: for people who look. */

const panels = [
  ['10.1″ 1280 × 800', 1280, 800, 10.1],
  ['7″ 800 × 480', 800, 480, 7],
  ['15.6″ 1920 × 1080', 1920, 1080, 15.6],
  ['32″ 1080 × 1920', 1080, 1920, 32],
  ['21.5″ 1080 × 1920', 1080, 1920, 21.5],
] as const;
const wishes = [
  ['large', 'Larger text'],
  ['contrast', 'High contrast'],
  ['low', 'Low reach'],
] as const;
const ROOM_PX = { width: 1120, height: 860 };

export function Browser() {
  const [shown, setShown] = useState('attract/free');
  const [panel, setPanel] = useState(0);
  const [theme, setTheme] = useState('day');
  const [lang, setLang] = useState('en');
  const [dir, setDir] = useState('');
  const [wished, setWished] = useState<readonly string[]>([]);
  const [, width, height, inches] = panels[panel] ?? panels[0];
  const [screen = '', fixture = ''] = shown.split('/');
  const query = new URLSearchParams({ screen, fixture, theme, lang, inches: String(inches) });
  for (const wish of wished) query.set(wish, '');
  if (dir) query.set('dir', dir);
  const scale = Math.min(1, ROOM_PX.width / width, ROOM_PX.height / height);
  return (
    <div className="gallery">
      <nav>
        <a href="?components">Every component</a>
        {Object.entries(fixtures).map(([name, views]) => (
          <section key={name}>
            <h2>{name}</h2>
            {Object.keys(views).map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={shown === `${name}/${each}`}
                onClick={() => setShown(`${name}/${each}`)}
              >
                {each}
              </button>
            ))}
          </section>
        ))}
      </nav>
      <main>
        <h1>{shown}</h1>
        <form>
          <Choice label="Panel" value={String(panel)} onChange={(value) => setPanel(Number(value))}>
            {panels.map(([name], index) => (
              <option key={name} value={index}>
                {name}
              </option>
            ))}
          </Choice>
          <Choice label="Theme" value={theme} onChange={setTheme}>
            <option>day</option>
            <option>night</option>
          </Choice>
          <Choice label="Language" value={lang} onChange={setLang}>
            {languages.map((each) => (
              <option key={each} value={each}>
                {factsOf(each).name}
              </option>
            ))}
          </Choice>
          <Choice label="Direction" value={dir} onChange={setDir}>
            <option value="">of the language</option>
            <option>ltr</option>
            <option>rtl</option>
          </Choice>
          {wishes.map(([wish, name]) => (
            <label key={wish}>
              <input
                type="checkbox"
                checked={wished.includes(wish)}
                onChange={() =>
                  setWished(wished.includes(wish) ? wished.filter((each) => each !== wish) : [...wished, wish])
                }
              />
              {name}
            </label>
          ))}
          <a href={`?${query}`}>Alone</a>
        </form>
        <div className="gallery-panel" style={{ width: width * scale, height: height * scale }}>
          <iframe key={`${query}`} title={shown} src={`?${query}`} style={{ width, height, scale: String(scale) }} />
        </div>
      </main>
    </div>
  );
}

function Choice(props: { label: string; value: string; onChange: (value: string) => void; children: ReactNode }) {
  const { label, value, onChange, children } = props;
  return (
    <label>
      {label}
      <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        {children}
      </select>
    </label>
  );
}
