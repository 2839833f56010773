/** Small strict readers of what is exported, so that tests see it as another program would. */

/** RFC 4180, with the byte order mark in front. */
export function readCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const body = text.replace(/^\u{feff}/u, '');
  for (let i = 0; i < body.length; i++) {
    const char = body[i] ?? '';
    if (quoted && char === '"' && body[i + 1] === '"') {
      cell += body[++i];
    } else if (char === '"') quoted = !quoted;
    else if (!quoted && (char === ',' || char === '\r')) {
      rows.at(-1)?.push(cell);
      cell = '';
    } else if (!quoted && char === '\n') rows.push([]);
    else cell += char;
  }
  const [head = [], ...lines] = rows.slice(0, -1);
  if (new Set(head).size !== head.length) throw new Error('a name stands over two columns');
  return lines.map((line) => {
    if (line.length !== head.length) throw new Error(`${line.length} cells under ${head.length} names`);
    return Object.fromEntries(head.map((name, i) => [name, line[i] ?? '']));
  });
}

export type Posting = { readonly account: string; readonly minor: number; readonly commodity: string };
export type Transaction = { readonly head: string; readonly postings: readonly Posting[] };

/** A journal as hledger reads it; each transaction must balance by itself in each commodity. */
export function readJournal(text: string): Transaction[] {
  const blocks = text.split(/\n\n/).filter((block) => /^\d{4}-\d{2}-\d{2} /m.test(block));
  return blocks.map((block) => {
    const [head = '', ...lines] = block.trim().split('\n');
    if (!/^\d{4}-\d{2}-\d{2} \*( \([^()]+\))? [^;|]+$/.test(head)) throw new Error(`not a transaction: ${head}`);
    const postings = lines
      .filter((line) => !line.trim().startsWith(';'))
      .map((line): Posting => {
        const found = /^ {4}(\S+(?: \S+)*) {2,}(-?\d+(?:\.\d{2})?) ([A-Z]{3})$/.exec(line);
        if (!found) throw new Error(`not a posting: ${line}`);
        return { account: found[1] ?? '', minor: Math.round(Number(found[2]) * 100), commodity: found[3] ?? '' };
      });
    const sums = Map.groupBy(postings, ({ commodity }) => commodity);
    for (const [commodity, of] of sums) {
      const sum = of.reduce((all, { minor }) => all + minor, 0);
      if (sum !== 0) throw new Error(`${head}: ${sum} ${commodity} left over`);
    }
    if (postings.length === 0) throw new Error(`${head}: no postings`);
    return { head, postings };
  });
}

export const balanceOf = (transactions: readonly Transaction[], account: string): number =>
  transactions
    .flatMap(({ postings }) => postings)
    .filter((posting) => posting.account === account || posting.account.startsWith(`${account}:`))
    .reduce((sum, { minor }) => sum + minor, 0);

export type Element = {
  readonly name: string;
  readonly attributes: string;
  readonly text: string;
  readonly children: readonly Element[];
};

/** Well-formed XML without mixed content, comments or processing instructions. */
export function readXml(text: string): Element {
  const stack: { name: string; attributes: string; text: string; children: Element[] }[] = [
    { name: '', attributes: '', text: '', children: [] },
  ];
  for (const [, close, name = '', attributes = '', content = ''] of text
    .replace(/^<\?xml[^>]*\?>\n/, '')
    .matchAll(/<(\/?)([\w:]+)((?: [\w:]+="[^"<]*")*)>([^<]*)/g)) {
    if (close) {
      const done = stack.pop();
      if (done?.name !== name) throw new Error(`</${name}> closes <${done?.name}>`);
      stack.at(-1)?.children.push(done);
    } else stack.push({ name, attributes, text: unescaped(content), children: [] });
  }
  const [root] = stack[0]?.children ?? [];
  if (!root || stack.length !== 1) throw new Error('not one closed element');
  return root;
}
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** All elements at a path of names from an element down. */
export function at(element: Element, path: string): Element[] {
  return path
    .split('/')
    .reduce((found, name) => found.flatMap(({ children }) => children.filter((child) => child.name === name)), [
      element,
    ] as Element[]);
}
export const textAt = (element: Element, path: string): string | null => at(element, path)[0]?.text ?? null;
/** Cents of the amount there; 0 when it is not there. */
export const centsAt = (element: Element, path: string): number => Math.round(Number(textAt(element, path) ?? 0) * 100);
