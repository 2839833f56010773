import type { ReceiptText, Row } from '../../electron/receipt/receiptText.ts';
import { bdi, el } from './dom.ts';

/** The receipt itself, as on the station's screen. */
export function paper(text: ReceiptText): HTMLElement {
  const { operator, buyer } = text;
  return el(
    'article',
    { class: 'paper' },
    el(
      'header',
      {},
      el('h2', {}, text.title),
      el('address', {}, el('strong', {}, bdi(operator.name)), ...lines(operator.address, operator.vatId)),
      buyer && el('address', {}, el('span', {}, buyer.term), el('strong', {}, bdi(buyer.name)), ...lines(buyer.vatId)),
    ),
    el(
      'ul',
      { class: 'prices' },
      ...text.prices.map(({ name, working, vat, amount }) => {
        const below = [working, vat].filter((part) => part !== null);
        const small = below.flatMap((part, i) => [...(i > 0 ? [' · '] : []), bdi(part)]);
        return el('li', {}, el('span', {}, name), el('b', {}, bdi(amount)), el('small', {}, ...small));
      }),
    ),
    rows(text.sums),
    rows([text.total]),
    ...text.sections.map(({ title, rows: list, note }) =>
      el('section', {}, el('h3', {}, title), rows(list), note !== null && el('p', {}, note)),
    ),
  );
}

const lines = (...texts: readonly string[]): HTMLElement[] => texts.map((text) => el('span', {}, bdi(text)));

const rows = (list: readonly Row[]): HTMLElement =>
  el(
    'dl',
    {},
    ...list.map(({ kind, term, value }) =>
      el('div', { 'data-row': kind }, el('dt', {}, term), el('dd', {}, bdi(value))),
    ),
  );
