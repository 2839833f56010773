// @vitest-environment happy-dom
import { act, fireEvent, screen as page } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fixtures } from '../fixtures.ts';
import { open } from '../testKit.tsx';
import { minorOf } from './FindNumber.tsx';

describe('an amount', () => {
  it.each([
    ['17.08', 2, 1708],
    ['17,08', 2, 1708],
    ['17,5', 2, 1750],
    ['17', 2, 1700],
    ['17.', 2, 1700],
    ['0,05', 2, 5],
    ['1200', 0, 1200],
    ['17.085', 2, null],
    ['12,5', 0, null],
    ['', 2, null],
    ['-3', 2, null],
    ['1e3', 2, null],
    ['1.7.0', 2, null],
  ])('%j with %i digits is %j', (typed, digits, minor) => expect(minorOf(typed, digits)).toBe(minor));
});

const number = (name: string, language = 'en') => {
  const view = fixtures.find[name];
  if (!view) throw new Error(`no fixture find / ${name}`);
  return open(view, language);
};
const field = (name: string) => page.getByRole('textbox', { name });
const press = (name: string) => fireEvent.click(page.getByRole('button', { name }));
const enter = (label: string, keys: readonly string[]) => {
  act(() => field(label).focus());
  for (const key of keys) press(key);
};

describe('number and amount', () => {
  it('are typed on the glass, and only whole ones are sent', async () => {
    const { sent } = await number('number');
    const find = page.getByRole<HTMLButtonElement>('button', { name: 'Find' });
    enter('Receipt number', [...'000042']);
    expect(find.disabled).toBe(true);
    expect(page.queryByRole('button', { name: 'Full stop' })).toBeNull();
    enter('Total paid', [...'17', 'Full stop', ...'08']);
    fireEvent.submit(field('Total paid'));
    expect(sent.filter(({ type }) => type !== 'TOUCH')).toEqual([
      { type: 'FIND_NUMBER', number: 42, amountMinor: 1708 },
    ]);
  });

  it('the number may be typed with what is printed before it, and the decimal mark is the language’s', async () => {
    const { sent } = await number('number', 'de');
    fireEvent.input(field('Belegnummer'), { target: { value: 'S1-000042' } });
    enter('Gezahlter Betrag', [...'17', 'Komma', ...'08']);
    fireEvent.submit(field('Gezahlter Betrag'));
    expect(sent.filter(({ type }) => type !== 'TOUCH')).toEqual([
      { type: 'FIND_NUMBER', number: 42, amountMinor: 1708 },
    ]);
  });

  it('nothing is sent while no try counts', async () => {
    const { sent } = await number('too-many');
    enter('Receipt number', ['4']);
    enter('Total paid', ['1']);
    fireEvent.submit(field('Total paid'));
    expect(sent.filter(({ type }) => type !== 'TOUCH')).toEqual([]);
    expect(page.getByText('2:00 left')).toBeTruthy();
  });
});
