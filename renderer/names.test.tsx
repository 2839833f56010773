// @vitest-environment happy-dom
import { within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fixtures } from './fixtures.ts';
import { open } from './testKit.tsx';

/** What a screen reader finds on every screen: names, landmarks, one title, and no two things called alike. */

const named = [
  'button',
  'textbox',
  'img',
  'dialog',
  'navigation',
  'region',
  'group',
  'slider',
  'article',
  'list',
] as const;
/** A list or an address may be nameless: what it is stands before it, or in it. */
const mayBeNameless = (element: Element): boolean => element.matches('ul, ol, address');

type Named = { readonly role: string; readonly name: string; readonly element: Element };

/** Role and name of all that can be named, as a screen reader lists them. */
function listed(root: HTMLElement): Named[] {
  return named.flatMap((role) => {
    const all: Named[] = [];
    within(root).queryAllByRole(role, {
      hidden: true,
      name: (name, element) => {
        all.push({ role, name: name.trim(), element });
        return true;
      },
    });
    return all;
  });
}

const views = Object.entries(fixtures).flatMap(([screen, byName]) =>
  Object.entries(byName).map(([name, view]) => [screen, name, view] as const),
);

describe('to a screen reader', () => {
  it.each(views)('%s / %s: everything has a name, and buttons have different ones', async (_screen, _name, view) => {
    const { container } = await open(view);
    const all = listed(container);
    const nameless = all.filter(({ name, element }) => name === '' && !mayBeNameless(element));
    expect(nameless.map(({ element }) => element.outerHTML)).toEqual([]);
    for (const scope of container.querySelectorAll<HTMLElement>('main, nav, dialog')) {
      const buttons = listed(scope).flatMap(({ role, name }) => (role === 'button' ? [name] : []));
      expect(buttons.filter((name, i) => buttons.indexOf(name) !== i)).toEqual([]);
    }
    const page = within(container);
    expect(page.getAllByRole('main', { hidden: true })).toHaveLength(1);
    expect(page.getAllByRole('heading', { level: 1, hidden: true })).toHaveLength(1);
    expect(document.documentElement.lang).toBe('en');
  });

  it('a cable is told by words: its state is never its colour alone', async () => {
    const { container } = await open(fixtures.attract['out-of-service'] ?? fixtures.attract.free ?? never());
    const cables = listed(container).filter(({ role, name }) => role === 'button' && name.includes('Cable'));
    expect(cables.map(({ name }) => name.replace(/\s+/g, ' '))).toEqual([
      expect.stringContaining('Emergency stop pressed'),
      expect.stringContaining('Available'),
    ]);
  });
});

const never = (): never => {
  throw new Error('no fixture');
};
