type Child = Node | string | null | undefined | false;

/** An element with its attributes and what is in it. Text goes in as text: nothing a receipt says becomes markup. */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Text of a receipt, which runs in its own direction whatever stands around it. */
export const bdi = (text: string): HTMLElement => el('bdi', {}, text);

export function button(label: string, onPress: () => void, attributes: Readonly<Record<string, string>> = {}) {
  const element = el('button', { type: 'button', ...attributes }, label);
  element.addEventListener('click', onPress);
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** A line of a path on a round ground, 24 by 24. */
export function drawing(path: string): SVGElement {
  const picture = document.createElementNS(SVG, 'svg');
  picture.setAttribute('viewBox', '0 0 24 24');
  picture.setAttribute('class', 'mark');
  picture.setAttribute('aria-hidden', 'true');
  const ground = document.createElementNS(SVG, 'circle');
  for (const [name, value] of [
    ['cx', '12'],
    ['cy', '12'],
    ['r', '12'],
  ] as const)
    ground.setAttribute(name, value);
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  picture.append(ground, line);
  return picture;
}

/** Hands a file to the phone, out of the page's own memory. */
export function save(name: string, mediaType: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: `${mediaType};charset=utf-8` }));
  const link = el('a', { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
