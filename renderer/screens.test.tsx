// @vitest-environment happy-dom
import { act, screen as page } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { charging } from './fixtures/charging.ts';
import { fixtures } from './fixtures.ts';
import { open } from './testKit.tsx';

const show = async (screen: keyof typeof fixtures, name: string, language = 'en') => {
  const view = fixtures[screen][name];
  if (!view) throw new Error(`no fixture ${screen} / ${name}`);
  const opened = await open(view, language);
  return { ...opened, text: () => opened.container.textContent ?? '' };
};

describe('the price is told before anything is asked', () => {
  it.each(['attract', 'price'] as const)('%s: every component, VAT included', async (screen) => {
    const { text } = await show(screen, screen === 'attract' ? 'free' : 'plain');
    for (const part of ['€0.59', '€0.35 once per charge', '€0.20 per minute', 'more than 10\u00a0min', '21% VAT'])
      expect(text()).toContain(part);
  });

  it('price: the hold, what is paid, and when the rest is free', async () => {
    const { text } = await show('price', 'plain');
    expect(text()).toContain('First we set aside €60.00');
    expect(text()).toContain('You pay only what you charge. The rest is free again afterwards');
  });

  it('follows the language: 0,59 € in German', async () => {
    const { text } = await show('attract', 'free', 'de');
    expect(text()).toContain('0,59\u00a0€');
  });
});

describe('charging', () => {
  it('shows energy, total, their lines and the car', async () => {
    const { text } = await show('charging', 'active');
    for (const fact of [
      '28.356 kWh',
      '€17.08',
      '28.356 kWh × €0.59',
      '€16.73',
      '64%',
      '118 kW',
      '21\u00a0min',
      '14:19',
    ])
      expect(text()).toContain(fact);
  });

  it('says that energy flows only while it does', async () => {
    const { view, text } = await show('charging', 'active');
    expect(text()).toContain('Energy is flowing');
    const stopped = fixtures.charging['paused-by-car'] ?? null;
    act(() => view.set(stopped));
    expect(text()).not.toContain('Energy is flowing');
  });

  it('shows the stop code to the driver who has just plugged in, not to a passer-by later', async () => {
    expect((await show('charging', 'just-started')).text()).toContain('Stop code 4711');
    expect((await show('charging', 'active')).text()).not.toContain('4711');
  });

  it('says where the money is while energy flows', async () => {
    expect((await show('charging', 'active')).text()).toContain('€60.00 set aside on');
    expect((await show('charging', 'key-session')).text()).toContain('Billed to the account of your charging key');
  });

  it('names no end that has passed, nor one while the car pauses', async () => {
    const view = fixtures.charging.active;
    if (!view) throw new Error('no fixture');
    const told = async (change: object) => {
      const { container } = await open({ ...view, screen: { ...view.screen, ...change } as never });
      return container.textContent?.includes('Ready at about');
    };
    expect(await told({})).toBe(true);
    expect(await told({ expectedEndMs: view.nowMs - 1 })).toBe(false);
    expect(await told({ activity: 'pausedByCar' })).toBe(false);
  });

  it('counts the grace down and names the fee', async () => {
    const { text } = await show('charging', 'grace');
    expect(text()).toContain('9:12');
    expect(text()).toContain('No idle fee until 14:14. After that €0.20 per minute.');
  });

  it('warns before the hold is used up', async () => {
    await show('charging', 'near-hold');
    expect(page.getByRole('alert').textContent).toContain('€60.00');
  });

  it('shows the price of the moment, whichever came before it, and a fee for the session before it is due', async () => {
    const { container, text } = await show('charging', 'price-changes');
    expect(container.querySelector('.window.price .spoken')?.textContent).toContain('0.59');
    expect(text()).toContain('From 15:40: €0.39 per kWh, €5.00 once');
  });

  it('keeps the price that was billed once nothing is charged any more', async () => {
    const { view, container } = await show('charging', 'grace');
    const now = fixtures.charging.grace;
    if (!now) throw new Error('no fixture');
    const parts = [{ kind: 'energy', amount: '0.31', per: 'kWh' }] as const;
    act(() => view.set({ ...now, price: { ...now.price, parts } }));
    expect(container.querySelector('.window.price .spoken')?.textContent).toContain('0.59');
  });

  it('never shows more energy in the window than has flowed', async () => {
    const view = fixtures.charging.active;
    if (!view) throw new Error('no fixture');
    const { container } = await open({
      ...view,
      screen: { ...view.screen, ...charging.active, energyWh: 28_359 } as never,
    });
    const digits = [...container.querySelectorAll<HTMLElement>('.window.energy .drum')].map(
      ({ dataset }) => dataset.digit || ' ',
    );
    expect(digits.join('')).toBe(' 2835');
  });
});

describe('the receipt', () => {
  it('has who, when, which meter, the lines, net, VAT and total', async () => {
    const { text } = await show('receipt', 'captured');
    for (const fact of [
      'S1-000042',
      'Surtidor Energía, S.L.',
      'ESB12345674',
      'ES*SUR*E0001*1',
      'DCM-0001-7731',
      '4,118.200 kWh on 21 Nov 2026, 13:44:00 GMT+1',
      '4,146.556 kWh on 21 Nov 2026, 14:04:00 GMT+1',
      '28.356 kWh × €0.59 · 21% VAT',
      '€14.12',
      '€2.96',
      '€17.08',
      'Visa ••••\u00a01234',
      '884213',
    ])
      expect(text()).toContain(fact);
  });

  it('is handed over as a code, if there is a page for it', async () => {
    await show('receipt', 'captured');
    expect(page.getByRole('img', { name: 'Your receipt as a code' }).querySelector('path')).toBeTruthy();
    await show('receipt', 'no-code');
    expect(page.queryByRole('img', { name: 'Your receipt as a code' })).toBeNull();
  });

  it('says what was charged and what is free again', async () => {
    const { text } = await show('receipt', 'captured');
    expect(text()).toContain('€17.08 charged to Visa ••••\u00a01234. The other €42.92 is free again');
  });

  it('bills a charging key without a card', async () => {
    const { text } = await show('receipt', 'key');
    expect(text()).toContain('Billed to the account of your charging key');
    expect(text()).not.toContain('Visa');
  });
});

describe('where the money is', () => {
  const states = ['held', 'capturing', 'captured', 'releasing', 'released', 'delayed', 'staff'] as const;
  const sentence = async (place: 'receipt' | 'released', state: (typeof states)[number], language = 'en') => {
    const view = fixtures[place].staff;
    if (!view || !('hold' in view.screen) || typeof view.screen.hold !== 'object') throw new Error('no fixture');
    const screen = { ...view.screen, hold: { ...view.screen.hold, state } } as typeof view.screen;
    const { container, missing } = await open({ ...view, screen }, language);
    expect(missing).toEqual([]);
    return container.querySelector('.hold-line')?.textContent ?? '';
  };

  it.each(['en', 'es', 'de'])(
    'in %s every state of a hold has a sentence of its own, on both screens',
    async (lang) => {
      for (const place of ['receipt', 'released'] as const) {
        const told = [];
        for (const state of states) told.push(await sentence(place, state, lang));
        for (const words of told) expect(words).not.toMatch(/\{|^hold\.|undefined|null/);
        // Before its release has begun a hold that goes back is already on its way.
        expect(new Set(told).size).toBe(place === 'receipt' ? states.length : states.length - 1);
      }
    },
  );

  it('nothing was charged > what goes back, to which card, and when at the latest', async () => {
    const card = 'Visa ••••\u00a01234';
    expect(await sentence('released', 'releasing')).toContain(`We are giving back the €60.00 on ${card} now.`);
    for (const state of ['releasing', 'released', 'delayed', 'staff'] as const) {
      const words = await sentence('released', state);
      for (const fact of ['€60.00', card, 'at the latest', 'after 7 days'])
        expect(words.toLowerCase()).toContain(fact.toLowerCase());
    }
  });

  it('left to staff > what to name on the phone: the receipt, or the terminal’s number without one', async () => {
    expect(await sentence('receipt', 'staff')).toContain('call +34 900 123 456, please name S1-000042');
    expect(await sentence('released', 'staff')).toContain('please name 0231');
  });

  it('follows what becomes of it while the screen is on', async () => {
    const { view, text } = await show('released', 'releasing');
    expect(text()).toContain('We are giving back');
    act(() => view.set(fixtures.released.timeout ?? null));
    expect(text()).toContain('is free again');
  });
});

describe('trouble', () => {
  it.each([
    ['declined', 'card', 'P-101'],
    ['released', 'timeout', 'C-102'],
    ['unavailable', 'emergency', 'C-302'],
    ['outOfService', 'damaged', 'S-201'],
  ] as const)('%s / %s has its code %s and the help line', async (screen, name, code) => {
    const { text } = await show(screen, name);
    expect(text()).toContain(code);
    expect(text()).toContain('+34 900 123 456');
  });

  it('veils the page while the station is away, and lifts the veil', async () => {
    const { link } = await show('charging', 'active');
    act(() => link.set('away'));
    expect(page.getByText(/reconnecting/)).toBeTruthy();
    act(() => link.set('up'));
    expect(page.queryByText(/reconnecting/)).toBeNull();
  });

  it('notes a refused touch politely', async () => {
    const { note } = await show('attract', 'free');
    act(() => note.set({ code: 'unfit', id: 1 }));
    expect(page.getByText('That does not work just now.')).toBeTruthy();
  });
});

it('changes its language when the view does, and keeps its place', async () => {
  const { view } = await show('charging', 'active');
  const before = view.get();
  await act(async () => view.set(before && { ...before, language: 'es' }));
  expect(await page.findByRole('button', { name: 'Parar la carga' })).toBeTruthy();
  expect(document.documentElement.lang).toBe('es');
});
