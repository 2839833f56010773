/** What of the page is heard besides the screen's own words: the control with the focus, and what the page tells by itself. */

/** A control as it is called: its label or its words, and whether it is on. */
export function nameOf(element: Element, state: { readonly on: string; readonly off: string }): string {
  const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
  const words = element.getAttribute('aria-label') ?? [...labels, element].map(textOf).join(' ');
  const pressed = element.getAttribute('aria-pressed');
  const tail = pressed === null ? '' : `, ${pressed === 'true' ? state.on : state.off}`;
  return words.replace(/\s+/g, ' ').trim() + tail;
}

function textOf(node: Node): string {
  if (node instanceof Element && node.getAttribute('aria-hidden') === 'true') return '';
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
  return [...node.childNodes].map(textOf).join(' ');
}

const LIVE = '[role="status"], [role="alert"], output';

/**
 * Hears live regions as a screen reader does: an alert when it comes, any of them when its words change. @returns stops.
 */
export function hearRegions(root: Node, heard: (words: string) => void): () => void {
  const before = new WeakMap<Element, string>();
  const wordsOf = (region: Element) => nameOf(region, { on: '', off: '' });
  for (const region of root instanceof Element ? root.querySelectorAll(LIVE) : []) before.set(region, wordsOf(region));
  const observer = new MutationObserver((changes) => {
    const regions = new Set<Element>();
    for (const { target, addedNodes } of changes) {
      const region = (target instanceof Element ? target : target.parentElement)?.closest(LIVE);
      if (region) regions.add(region);
      for (const added of addedNodes)
        if (added instanceof Element)
          for (const inner of [added, ...added.querySelectorAll('*')]) if (inner.matches(LIVE)) regions.add(inner);
    }
    for (const region of regions) {
      const words = wordsOf(region);
      const known = before.get(region);
      before.set(region, words);
      if (words !== '' && words !== known && (known !== undefined || region.matches('[role="alert"]'))) heard(words);
    }
  });
  observer.observe(root, { subtree: true, childList: true, characterData: true, attributeFilter: ['aria-label'] });
  return () => observer.disconnect();
}
