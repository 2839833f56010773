/** A part of a mail, decoded; `headers` by their names in small letters. */
export type MimePart = { readonly headers: ReadonlyMap<string, string>; readonly content: string };

/** The leaves of a mail as it came over the wire (RFC 2045), the mail's own headers first with no content if it has parts. */
export function mimeParts(raw: string): readonly MimePart[] {
  const [head = '', ...rest] = raw.split(/\r?\n\r?\n/);
  const headers = headersOf(head);
  const body = rest.join('\n\n');
  const boundary = /boundary="?([^";]+)/.exec(headers.get('content-type') ?? '')?.[1];
  if (boundary === undefined)
    return [{ headers, content: decoded(body, headers.get('content-transfer-encoding') ?? '7bit') }];
  const inner = body.split(`--${boundary}`).slice(1, -1);
  return [{ headers, content: '' }, ...inner.flatMap((part) => mimeParts(part.replace(/^\r?\n/, '')))];
}

function headersOf(head: string): ReadonlyMap<string, string> {
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), words(line.slice(colon + 1).trim())] as const;
    }),
  );
}

/** Encoded words (RFC 2047). */
const words = (value: string): string =>
  value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
      /b/i.test(how) ? Buffer.from(text, 'base64').toString() : quotedPrintable(text.replaceAll('_', ' ')),
    );

function decoded(body: string, encoding: string): string {
  if (/base64/i.test(encoding)) return Buffer.from(body, 'base64').toString();
  return /quoted-printable/i.test(encoding) ? quotedPrintable(body) : body;
}

const quotedPrintable = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString();
