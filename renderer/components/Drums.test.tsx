// @vitest-environment happy-dom
import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Drums } from './Drums.tsx';

const shown = (value: number, places = 2, wheels = 5) => {
  const { container } = render(<Drums value={value} places={places} wheels={wheels} mark="," />);
  return [...container.querySelectorAll('.reel, .decimal-mark')]
    .map((each) => each.textContent?.at(-1) ?? ' ')
    .join('');
};

it('shows each digit on its drum and leaves leading drums blank', () => {
  expect(shown(1708)).toBe(' 17,08');
  expect(shown(0)).toBe('  0,00');
  expect(shown(5)).toBe('  0,05');
  expect(shown(99_999)).toBe('999,99');
});

it('gets another drum when the number needs one', () => expect(shown(138_742)).toBe('1387,42'));
it('has no decimal mark where there are no decimals', () => expect(shown(1250, 0, 5)).toBe(' 1250'));

it('rolls past every digit in between, in order, and moves only the drums whose digit changes', () => {
  const drums = (value: number) => <Drums value={value} places={0} wheels={3} mark="." />;
  const { container, rerender } = render(drums(218));
  const reels = () => [...container.querySelectorAll('.reel')];
  const still = reels()[0];
  expect(container.querySelector('.rolling')).toBeNull();
  rerender(drums(221));
  expect(reels().map((reel) => reel.textContent)).toEqual(['2', '1\n2', '8\n9\n0\n1']);
  expect(reels()[0]).toBe(still);
  rerender(drums(222));
  expect(reels().map((reel) => reel.textContent)).toEqual(['2', '1\n2', '1\n2']);
});
