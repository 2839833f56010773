import { toBase64, utf8 } from './bytes.ts';

/** One record as the Transparenzsoftware of S.A.F.E. reads it. */
export type SignedValue = {
  readonly transactionId: string;
  readonly context: 'Transaction.Begin' | 'Transaction.End';
  /** The record, to the byte. */
  readonly text: string;
  /** DER SubjectPublicKeyInfo in hex; null when the key is not known. */
  readonly publicKeyHex: string | null;
};

/** The file a driver opens with the Transparenzsoftware: the records as they are, and the key they are checked with. */
export function transparencyXml(values: readonly SignedValue[]): string {
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<values>', ...values.map(valueElement), '</values>', ''].join(
    '\n',
  );
}

function valueElement({ transactionId, context, text, publicKeyHex }: SignedValue): string {
  // A reader of XML turns CR LF into LF, and control characters it refuses: such a record travels packed.
  const isPlain = !/\p{Cc}/u.test(text);
  const [encoding, content] = isPlain ? ['plain', escaped(text)] : ['base64', toBase64(utf8(text))];
  return [
    ` <value transactionId="${escaped(transactionId).replaceAll('"', '&quot;')}" context="${context}">`,
    `  <signedData format="OCMF" encoding="${encoding}">${content}</signedData>`,
    ...(publicKeyHex === null ? [] : [`  <publicKey encoding="hex">${publicKeyHex}</publicKey>`]),
    ' </value>',
  ].join('\n');
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
