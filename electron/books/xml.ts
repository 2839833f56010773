/** XML as text, element by element, in the order it is to have. Characters XML 1.0 cannot carry are dropped. */

/** Most texts bear nothing of the kind. */
const escaped = (text: string): string =>
  /^[\u0020-\u0025\u0027-\u003b\u003d\u003f-\u007e]*$/.test(text) ? text : escapedOneByOne(text);

const escapedOneByOne = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

type Attributes = Readonly<Record<string, string>>;
function written(attributes: Attributes): string {
  let text = '';
  for (const name in attributes) text += ` ${name}="${escaped(attributes[name] ?? '').replaceAll('"', '&quot;')}"`;
  return text;
}

/** An element of text. */
export const leaf = (name: string, text: string | number, attributes: Attributes = {}): string =>
  `<${name}${written(attributes)}>${escaped(String(text))}</${name}>\n`;

/** An element of elements; null is left out. */
export const branch = (name: string, ...children: readonly (string | null)[]): string =>
  `<${name}>\n${children.join('')}</${name}>\n`;

export const xmlDocument = (name: string, attributes: Attributes, ...children: readonly (string | null)[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${name}${written(attributes)}>\n${children.join('')}</${name}>\n`;
