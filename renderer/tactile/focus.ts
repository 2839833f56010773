/** Where the focus can go, and how it gets there. The order is that of the page; up and down look at the picture. */

const FOCUSABLE = 'button:not(:disabled), input:not(:disabled), a[href], [tabindex="0"]';

/** What lies uppermost, and alone can be used: a sheet, or the page. */
export function scope(): HTMLElement {
  return [...document.querySelectorAll<HTMLElement>('dialog[open]')].at(-1) ?? document.body;
}

/** Everything that can be used now, in reading order. */
export const controls = (): HTMLElement[] =>
  [...scope().querySelectorAll<HTMLElement>(FOCUSABLE)].filter((element) => element.checkVisibility());

/** To the next control or the one before, round and round. From nowhere: to the first of the screen. */
export function step(by: 1 | -1): void {
  const all = controls();
  const at = all.indexOf(document.activeElement as HTMLElement);
  if (at >= 0) {
    all[(at + by + all.length) % all.length]?.focus();
    return;
  }
  const from = document.activeElement ?? document.body;
  const after = all.findIndex((each) => from.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING);
  all.at(by === 1 ? Math.max(after, 0) : after - 1)?.focus();
}

/** To the control above or below, the nearest of the nearest row; a long text scrolls first. */
export function stepRow(by: 1 | -1): void {
  const from = controls().find((element) => element === document.activeElement);
  if (from && scrolls(from, by)) return;
  const nearest = from && nearestOfNextRow(from, by);
  if (nearest) nearest.focus();
  else step(by);
}

function nearestOfNextRow(from: HTMLElement, by: 1 | -1): HTMLElement | undefined {
  const here = from.getBoundingClientRect();
  const rows = controls()
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .map(({ element, box }) => ({
      element,
      away: by === 1 ? box.top - here.bottom : here.top - box.bottom,
      aside: Math.abs(box.left + box.width / 2 - here.left - here.width / 2),
    }))
    .filter(({ element, away }) => element !== from && away > -here.height / 3);
  const nearest = Math.min(...rows.map(({ away }) => away));
  const nextRow = rows.filter(({ away }) => away < nearest + here.height / 2);
  return nextRow.sort((a, b) => a.aside - b.aside)[0]?.element;
}

/** Scrolls what has the focus if there is more of it that way. */
function scrolls(element: HTMLElement, by: 1 | -1): boolean {
  const before = element.scrollTop;
  if (element.tagName !== 'BUTTON') element.scrollBy({ top: by * element.clientHeight * 0.7, behavior: 'instant' });
  return element.scrollTop !== before;
}

/** The title of the screen, from which it is read; never taken from somebody who uses a sheet. */
export function focusTitle(): void {
  if (scope() === document.body) document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
}
