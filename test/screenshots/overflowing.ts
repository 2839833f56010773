import type { Page } from '@playwright/test';

/** What does not fit its place: words cut off at the side, or anything past the lower edge of its box. */
export const overflowing = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const say = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.className} "${element.textContent?.slice(0, 30).replace(/\\s+/g, ' ')}"`;
    // What lies under a sheet was looked at without it; a field is as long as what is typed.
    const within = document.querySelector('dialog[open]') ? 'dialog[open], dialog[open] *' : '.kiosk, .kiosk *';
    const all = [...document.querySelectorAll<HTMLElement>(within)].filter(
      (element) => !element.closest('.drums, .spoken, .station, svg, input'),
    );
    const scrollsOrIsNone = (box: Element) => {
      const { overflowY, display } = getComputedStyle(box);
      return overflowY === 'auto' || display === 'contents';
    };
    const wide = all.filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 2);
    const boxes = '.kiosk, .pump, .windows, .screen, .body, .connector-face, .paper, .sheet, .words, .touch';
    const long = all.filter((element) => {
      const box = element.parentElement?.closest(boxes);
      if (
        !box ||
        scrollsOrIsNone(box) ||
        element.closest('.simulated') ||
        (element.closest('.sheet') && !box.closest('.sheet'))
      )
        return false;
      const { bottom, height } = element.getBoundingClientRect();
      return height > 0 && bottom > box.getBoundingClientRect().bottom + 2;
    });
    return [...wide, ...long].map(say);
  });
