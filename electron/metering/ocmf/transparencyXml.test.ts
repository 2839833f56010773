import { expect, test } from 'vitest';
import { readBytes } from './bytes.ts';
import { meter, payload } from './fixtures.ts';
import { transparencyXml } from './transparencyXml.ts';
import { verifyOcmf } from './verify.ts';

const xmlOf = (text: string) =>
  transparencyXml([{ transactionId: '4711', context: 'Transaction.End', text, publicKeyHex: meter.publicKeyHex }]);
const unescaped = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&amp;', '&');
const elementIn = (xml: string, name: string): { attributes: string; content: string } => {
  const [, attributes = '', content = ''] = new RegExp(`<${name}([^>]*)>(.*?)</${name}>`).exec(xml) ?? [];
  return { attributes, content };
};

test('the whole file, by the letter', () => {
  const values = [
    { transactionId: '1', context: 'Transaction.Begin', text: 'OCMF|{"TT":"a<b & c>d"}|{}', publicKeyHex: '3059' },
    { transactionId: '"&"', context: 'Transaction.End', text: 'OCMF|{}|{}', publicKeyHex: null },
  ] as const;
  expect(transparencyXml(values)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<values>
 <value transactionId="1" context="Transaction.Begin">
  <signedData format="OCMF" encoding="plain">OCMF|{"TT":"a&lt;b &amp; c>d"}|{}</signedData>
  <publicKey encoding="hex">3059</publicKey>
 </value>
 <value transactionId="&quot;&amp;&quot;" context="Transaction.End">
  <signedData format="OCMF" encoding="plain">OCMF|{}|{}</signedData>
 </value>
</values>
`);
});

test('what comes out of the file verifies, whatever is in the tariff text', () => {
  const text = meter.sign(payload({ TT: '€ 0,59 <b>&amp; "mehr"</b> ]]> |{' }));
  const { content } = elementIn(xmlOf(text), 'signedData');
  expect(unescaped(content)).toBe(text);
  expect(verifyOcmf(unescaped(content), meter.publicKeyHex).result).toBe('verified');
});

test('a record with line ends travels in base64: XML would turn CR LF into LF', () => {
  const text = 'OCMF|{"TT":"é",\r\n\t"RD":[]}|{"SD":""}';
  const { attributes, content } = elementIn(xmlOf(text), 'signedData');
  expect(attributes).toContain('encoding="base64"');
  expect(new TextDecoder().decode(readBytes(content) ?? undefined)).toBe(text);
});
