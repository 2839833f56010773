// @vitest-environment happy-dom
import { fireEvent, screen as page } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { quiet } from './fixtures/base.ts';
import { fixtures } from './fixtures.ts';
import { isBounce } from './steadyTouch.ts';
import { open } from './testKit.tsx';
import { placeAt } from './useSpared.ts';

describe('a touch by hand', () => {
  it('that bounces is one touch; keys and mice are believed', () => {
    const touch = { pointerType: 'touch' } as const;
    expect([1_000, 1_200, 1_399, 1_400, 1_500].map((nowMs) => isBounce(touch, nowMs))).toEqual([
      false,
      true,
      true,
      false,
      true,
    ]);
    expect(isBounce({ pointerType: 'mouse' }, 1_501) || isBounce({ pointerType: 'keyboard' }, 1_502)).toBe(false);
  });

  it('in a second place while the first is still down reaches no button', async () => {
    await open(quiet);
    const help = page.getByRole('button', { name: 'Help' });
    const reached = vi.fn();
    help.addEventListener('pointerdown', reached);
    fireEvent.pointerDown(help, { pointerType: 'touch', isPrimary: false });
    expect(reached).not.toHaveBeenCalled();
    fireEvent.pointerDown(help, { pointerType: 'touch', isPrimary: true });
    expect(reached).toHaveBeenCalledTimes(1);
  });
});

describe('the resting screen', () => {
  it('still tells every price and which cable is free', async () => {
    const { container } = await open(fixtures.attract.resting ?? quiet);
    for (const words of [
      '€0.59',
      '€0.35 once per charge',
      '€0.20 per minute',
      '21% VAT',
      'Available',
      'Charging',
      '64%',
    ])
      expect(container.textContent).toContain(words);
  });

  it('is woken by a touch that does nothing else', async () => {
    const { sent } = await open(fixtures.attract.resting ?? quiet);
    const [only, ...others] = page.getAllByRole('button');
    if (!only) throw new Error('nothing to touch');
    expect(others).toEqual([]);
    fireEvent.pointerDown(only);
    fireEvent.click(only);
    expect(sent).toEqual([{ type: 'TOUCH' }]);
  });
});

it('the picture moves by whole pixels, a few at most, and visits many places', () => {
  const places = Array.from({ length: 40 }, (_, i) => placeAt(i * 150_000));
  expect(new Set(places.map(({ shift }) => shift)).size).toBe(8);
  expect(new Set(places.map(({ driftX, driftY }) => `${driftX} ${driftY}`)).size).toBeGreaterThan(4);
  for (const { shift } of places) expect(shift).toMatch(/^-?[0-4]px -?[0-4]px$/);
});
