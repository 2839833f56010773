import type { ScreenWords } from '../../electron/receipt/screenWords.ts';
import { el } from './dom.ts';

/** The words of a station's screen, for the phone's own screen reader; they may be a stranger's, and are text and nothing else. */
export function showWords({ language, direction, station, asOf, lines }: ScreenWords): void {
  document.documentElement.lang = language;
  document.documentElement.dir = direction;
  document.title = station;
  const told = lines.map((line) => el('p', {}, line));
  document.body.replaceChildren(
    el('main', {}, el('section', { class: 'said' }, el('h1', {}, station), el('p', { class: 'as-of' }, asOf), ...told)),
  );
}
