import type { Mail } from '../../../machines/ports/mailer.ts';
import type { PaperRow, PaperText } from '../../../machines/ports/receiptPrinter.ts';

/** What a mail says around a receipt, in the driver's language. */
export type MailWords = {
  readonly subject: string;
  readonly greeting: string;
  readonly open: string;
  readonly openHint: string;
  readonly attached: string;
  readonly reason: string;
};

export type ReceiptMailParts = {
  readonly receipt: PaperText;
  readonly words: MailWords;
  /** The receipt's page, the whole receipt in its fragment; null where there is none. */
  readonly link: string | null;
  /** For the Transparenzsoftware; null when the meter signed nothing. */
  readonly xml: { readonly name: string; readonly content: string } | null;
};

/** A mail that says all there is on the paper, as text and as HTML: nothing in it is fetched from anywhere. */
export function receiptMail(parts: ReceiptMailParts): Omit<Mail, 'id' | 'to'> {
  const { receipt, words, xml } = parts;
  return {
    language: receipt.language,
    subject: words.subject,
    text: textOf(parts),
    html: htmlOf(parts),
    attachments: xml ? [{ name: xml.name, mediaType: 'application/xml', content: xml.content }] : [],
  };
}

function textOf({ receipt, words, link, xml }: ReceiptMailParts): string {
  const { operator, buyer } = receipt;
  const rows = (list: readonly PaperRow[]) => list.map(({ term, value }) => `${term}: ${value}`);
  const blocks: readonly (readonly (string | null)[])[] = [
    [words.greeting],
    [receipt.title, operator.name, operator.address, operator.vatId],
    buyer ? [buyer.term, buyer.name, buyer.vatId] : [],
    receipt.prices.flatMap(({ name, working, vat, amount }) => [`${name}: ${amount}`, below(working, vat)]),
    [...rows(receipt.sums), ...rows([receipt.total])],
    ...receipt.sections.map(({ title, rows: list, note }) => [title, ...rows(list), note]),
    link === null ? [] : [`${words.open}:`, link, words.openHint],
    [xml && words.attached, words.reason],
  ];
  return blocks
    .map((lines) => lines.filter((line) => line !== null && line !== '').join('\n'))
    .filter((block) => block !== '')
    .join('\n\n');
}

function htmlOf({ receipt, words, link, xml }: ReceiptMailParts): string {
  const { operator, buyer, direction } = receipt;
  return `<!doctype html>
<html lang="${escaped(receipt.language)}" dir="${direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(receipt.title)}</title></head>
<body style="margin:0;padding:24px 12px;background:#f2f2f0;color:#1a1a1a;font:16px/1.5 system-ui,sans-serif">
<div style="max-width:560px;margin:0 auto;padding:24px;background:#fff;border-radius:8px">
<p style="margin:0 0 16px">${escaped(words.greeting)}</p>
<h1 style="margin:0 0 8px;font-size:24px">${escaped(receipt.title)}</h1>
<p dir="auto" style="margin:0 0 16px"><strong>${escaped(operator.name)}</strong><br>${escaped(operator.address)}<br>${escaped(operator.vatId)}</p>
${buyer ? `<p style="margin:0 0 16px">${escaped(buyer.term)}<br><strong>${escaped(buyer.name)}</strong><br>${escaped(buyer.vatId)}</p>` : ''}
${table(receipt.prices.map(({ name, working, vat, amount }) => row(escaped(name) + small(below(working, vat)), amount)))}
${table([...receipt.sums.map(({ term, value }) => row(escaped(term), value)), row(escaped(receipt.total.term), receipt.total.value, 'font-size:22px;font-weight:700')])}
${receipt.sections
  .map(
    ({ title, rows, note }) =>
      `<h2 style="margin:24px 0 0;font-size:16px">${escaped(title)}</h2>
${table(rows.map(({ term, value }) => row(escaped(term), value)))}${note === null ? '' : paragraph(note)}`,
  )
  .join('\n')}
${link === null ? '' : `<p style="margin:24px 0 0"><a href="${escaped(link)}" style="color:#0b57d0;font-weight:700">${escaped(words.open)}</a></p>${paragraph(words.openHint)}`}
${xml ? paragraph(words.attached) : ''}${paragraph(words.reason)}
</div>
</body>
</html>
`;
}

const below = (working: string | null, vat: string | null): string | null =>
  [working, vat].filter((part) => part !== null).join(' · ') || null;

const table = (rows: readonly string[]): string =>
  `<table role="presentation" style="width:100%;border-collapse:collapse;border-top:1px solid #c8c8c4">${rows.join('')}</table>`;

/** @param term HTML */
const row = (term: string, value: string, style = ''): string =>
  `<tr><td style="width:35%;padding:6px 0;vertical-align:top;${style}">${term}</td><td dir="auto" style="padding:6px 0;padding-inline-start:16px;text-align:end;vertical-align:top;overflow-wrap:anywhere;${style}">${escaped(value)}</td></tr>`;

const small = (text: string | null): string =>
  text === null ? '' : `<br><span style="font-size:14px;color:#555">${escaped(text)}</span>`;

const paragraph = (text: string): string => `<p style="margin:8px 0 0;font-size:14px;color:#555">${escaped(text)}</p>`;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? '');
