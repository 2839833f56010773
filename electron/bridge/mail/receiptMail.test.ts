// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { papers } from '../receiptPrinter/fixtures.ts';
import { receiptMail } from './receiptMail.ts';

const words = {
  subject: 'Your receipt S1-000042',
  greeting: 'Thank you.',
  open: 'Open this receipt',
  openHint: 'It is in the link itself.',
  attached: 'Attached: the signed readings.',
  reason: 'You asked for this mail.',
};
const all = { words, link: 'https://receipt.example/#abc', xml: { name: 'S1-000042.xml', content: '<values/>' } };

const page = (html: string) => new DOMParser().parseFromString(html, 'text/html');

test.each(Object.entries(papers))('text and HTML say all there is on the %s paper', (_, { receipt }) => {
  const mail = receiptMail({ ...all, receipt });
  const html = page(mail.html).body.textContent ?? '';
  const said = [
    receipt.title,
    ...Object.values(receipt.operator),
    ...Object.values(receipt.buyer ?? {}),
    ...receipt.prices.flatMap(({ name, amount }) => [name, amount]),
    ...[...receipt.sums, receipt.total, ...receipt.sections.flatMap(({ rows }) => rows)].flatMap(Object.values),
    ...receipt.sections.flatMap(({ note }) => note ?? []),
    ...Object.values(words).slice(1),
  ];
  for (const sentence of said) {
    expect(mail.text).toContain(sentence);
    expect(html).toContain(sentence);
  }
  expect(page(mail.html).documentElement.getAttribute('dir')).toBe(receipt.direction);
});

test('the link is the page, whole', () => {
  const { html, text } = receiptMail({ ...all, receipt: papers.english.receipt });
  expect([...page(html).querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual([all.link]);
  expect(text.split('\n')).toContain(all.link);
});

test('without page and without signed readings nothing is said of them', () => {
  const { html, text, attachments } = receiptMail({ words, link: null, xml: null, receipt: papers.english.receipt });
  expect(attachments).toEqual([]);
  for (const word of [words.open, words.openHint, words.attached]) expect(html + text).not.toContain(word);
});

test('a name is a name, not HTML', () => {
  const buyer = { term: 'Customer', name: '<img src=x onerror=alert(1)>&"\'', vatId: 'VAT ID X' };
  const { html } = receiptMail({ ...all, receipt: { ...papers.english.receipt, buyer } });
  expect(page(html).querySelector('img')).toBeNull();
  expect(page(html).body.textContent).toContain(buyer.name);
});

test('nothing is fetched when it is opened', () => {
  const { html } = receiptMail({ ...all, receipt: papers.english.receipt });
  expect(page(html).querySelectorAll('[src], link, script, style, form')).toHaveLength(0);
  expect(html).not.toMatch(/url\(|@import/);
});
