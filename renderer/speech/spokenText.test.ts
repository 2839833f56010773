import { describe, expect, it } from 'vitest';
import { languages } from '../../locales/languages.ts';
import { fixtures } from '../fixtures.ts';
import { createI18n, speak } from '../i18n.ts';
import { spokenText } from './spokenText.ts';

const missing: string[] = [];
const tongues = new Map(
  await Promise.all(
    languages.map(async (language) => {
      const words = createI18n((key) => missing.push(`${language} ${key}`));
      await speak(words, language);
      return [language, words] as const;
    }),
  ),
);
const views = Object.entries(fixtures).flatMap(([screen, byName]) =>
  Object.entries(byName).map(([name, view]) => [screen, name, view] as const),
);
const spoken = (language: string, screen: keyof typeof fixtures, name: string) => {
  const view = fixtures[screen][name];
  const words = tongues.get(language as never);
  if (!view || !words) throw new Error(`no fixture ${screen} / ${name}`);
  return spokenText(view, words);
};

describe.each([...tongues])('in %s', (_, words) => {
  it.each(views)(
    '%s / %s has words of its own, whole and without any number of a person or a device',
    (_s, _n, view) => {
      const { said, more } = spokenText(view, words);
      const all = [...said, ...more].join(' ');
      expect(said.join(' ').length).toBeGreaterThan(1);
      expect(all).not.toMatch(/[{}]|undefined|\bnull\b|\bNaN\b|€|•|kWh/);
      for (const secret of ['S1-00', '1234', '0231', 'ES*SUR', '0F3A66B1C2D4', '884213', 'Visa ••'])
        expect(all.replaceAll('+34 900 123 456', '')).not.toContain(secret);
      expect(missing).toEqual([]);
    },
  );
});

describe('what a driver hears', () => {
  it('price: all of it, then the hold, in words', () => {
    const { said } = spoken('en', 'price', 'plain');
    expect(said.join(' ')).toContain('0.59 euros per kilowatt hour.');
    expect(said.join(' ')).toContain('0.20 euros per minute if you stay plugged in more than 10 minutes');
    expect(said.join(' ')).toContain('First we set aside 60.00 euros');
  });

  it('the prices that come next, after those of now: when or from how much energy, and all of them', () => {
    const { more } = spoken('en', 'charging', 'price-changes');
    expect(more.join(' | ')).toContain(
      'From 15:40: 0.39 euros per kilowatt hour. 5.00 euros once, 0.20 euros per minute when idle | From 50 kilowatt hours: 0.69',
    );
    expect(spoken('en', 'price', 'price-changes').said.join(' | ')).toContain('From 15:40: 0.39 euros');
  });

  it('attract: each cable and how it is', () => {
    expect(spoken('en', 'attract', 'free').said).toContain('Cable A, CCS2, up to 150 kilowatts. Available.');
  });

  it('charging: title at once; energy, cost, battery and end on request', () => {
    const { said, more } = spoken('en', 'charging', 'active');
    expect(said).toEqual(['Charging']);
    for (const fact of [
      'Energy: 28.356 kilowatt hours.',
      'Total: 17.08 euros.',
      'Battery: 64%.',
      'Power: 118 kilowatts.',
    ])
      expect(more).toContain(fact);
  });

  it('that standing costs only when it does', () => {
    const view = fixtures.charging.grace;
    const words = tongues.get('en');
    if (view?.screen.name !== 'charging' || !words) throw new Error('no fixture');
    const untold = { ...view, screen: { ...view.screen, graceEndsMs: null } };
    expect(spokenText(untold, words).said).toContain('Please make room for the next driver.');
    expect(spoken('en', 'charging', 'idle').said.join(' ')).toContain('per minute until you unplug.');
  });

  it('the stop code only on request, digit by digit', () => {
    const { said, more } = spoken('en', 'plug', 'cable');
    expect(said.join(' ')).not.toContain('4');
    expect(more).toContain('Your stop code: 4 7 1 1.');
  });

  it('time left in words', () => {
    expect(spoken('en', 'plug', 'cable').more.at(-1)).toBe('1 minute 45 seconds left');
    expect(spoken('de', 'plug', 'cable').more.at(-1)).toBe('noch 1 Minute 45 Sekunden');
  });

  it('what lies over the screen is said instead', () => {
    expect(spoken('en', 'price', 'absent').said[0]).toBe('Are you still there?');
  });
});
