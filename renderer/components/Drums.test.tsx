// @vitest-environment happy-dom
import { render } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Drums } from './Drums.tsx';

const turns = vi.fn();
beforeEach(() => {
  Element.prototype.animate = turns;
});
afterEach(() => void turns.mockReset());

const shown = (value: number, places = 2, wheels = 5) => {
  const { container } = render(<Drums value={value} places={places} wheels={wheels} mark="," />);
  return [...container.querySelectorAll<HTMLElement>('.drum, .decimal-mark')]
    .map((each) => (each.dataset.digit === undefined ? each.textContent : each.dataset.digit || ' '))
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

it('stands on the line of its digit, and turns only where a digit changes, upwards past 9', () => {
  const drums = (value: number) => <Drums value={value} places={0} wheels={3} mark="." />;
  const { container, rerender } = render(drums(218));
  const reels = () => [...container.querySelectorAll<HTMLElement>('.reel')];
  const lines = () =>
    reels().map(({ style, textContent }) => {
      const line = Math.round(Number.parseFloat(style.transform.slice('translateY('.length)) / -1.16);
      return textContent?.split('\n')[line];
    });
  expect(lines()).toEqual(['2', '1', '8']);
  expect(turns).not.toHaveBeenCalled();
  rerender(drums(221));
  expect(lines()).toEqual(['2', '2', '1']);
  expect(turns.mock.contexts).toEqual([reels()[1], reels()[2]]);
  const past9: { transform: string }[] | undefined = turns.mock.calls[1]?.[0];
  expect(past9?.map(({ transform }) => transform)).toEqual(['translateY(-10.44em)', 'translateY(-13.92em)']);
});

it('does not turn for whoever asks for stillness', () => {
  const asked = vi.spyOn(globalThis, 'matchMedia').mockReturnValue({ matches: true } as MediaQueryList);
  const { rerender } = render(<Drums value={1} places={0} wheels={1} mark="." />);
  rerender(<Drums value={2} places={0} wheels={1} mark="." />);
  expect(turns).not.toHaveBeenCalled();
  asked.mockRestore();
});
