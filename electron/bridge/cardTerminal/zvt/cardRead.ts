import type { CardRead, CardSummary, EntryMode } from '../../../../machines/ports/cardTerminal.ts';
import type { Message } from './messages.ts';
import { stripPadding } from './text.ts';
import { findTlvs, findValue, type Tlv } from './tlv.ts';

/** Closed-loop and tag applications: a card with nothing else is a charging key (chapter 3.2, seen in practice). */
const keyApplications = ['A000000083', 'A000000066'];

const brandsByAid: readonly (readonly [prefix: string, brand: string])[] = [
  ['A0000000043060', 'Maestro'],
  ['A000000003', 'Visa'],
  ['A000000004', 'Mastercard'],
  ['A000000025', 'American Express'],
  ['A000000359', 'girocard'],
  ['A000000065', 'JCB'],
  ['A000000152', 'Diners Club'],
  ['A000000333', 'UnionPay'],
];

/** What 06 C0 found (chapter 3.2); null: nothing that can be recognised again, such as a phone without a payment card. */
export function classifyCard({ fields, dropped }: Message): CardRead | null {
  const { tlv } = fields;
  const aids = aidsOf(tlv);
  const payment = aids.some((aid) => !keyApplications.some((prefix) => aid.startsWith(prefix)));
  const hasTrack = dropped.includes(0x23) || dropped.includes(0x2e);
  if (payment || hasTrack || fields.maskedPan !== undefined)
    return { kind: 'bankCard', card: cardSummary(fields), token: tokenOf(tlv) };
  const uid = uidOf(findValue(tlv, 0x4c));
  return uid ? { kind: 'chargingKey', uid } : null;
}

const aidsOf = (tlv: readonly Tlv[] | undefined): readonly string[] =>
  findTlvs(tlv, 0x43).flatMap(({ value }) => (value?.length ? [value.toString('hex').toUpperCase()] : []));

/** Salted hash the terminal makes of the card (1F14), asked for by 1F15. */
export const tokenOf = (tlv: readonly Tlv[] | undefined): string | null => {
  const token = findValue(tlv, 0x1f14);
  return token?.length ? token.toString('hex') : null;
};

export function cardSummary(fields: Message['fields']): CardSummary {
  const { tlv, cardName, maskedPan } = fields;
  const named = cardName ?? textOf(findValue(tlv, 0x44)) ?? textOf(findValue(tlv, 0x42));
  const last4 = maskedPan?.match(/\d{4}$/)?.[0] ?? null;
  return { brand: named ? stripPadding(named) : brandOf(aidsOf(tlv)), last4, entryMode: entryModeOf(tlv) };
}

const textOf = (value: Buffer | undefined): string | undefined =>
  value?.length ? value.toString('latin1') : undefined;

const brandOf = (aids: readonly string[]): string | null =>
  aids.flatMap((aid) => brandsByAid.find(([prefix]) => aid.startsWith(prefix))?.[1] ?? [])[0] ?? null;

const entryModes: readonly EntryMode[] = ['stripe', 'chip', 'contactless'];

/** 1F12 says it; failing that, only a contactless card has a UID. */
function entryModeOf(tlv: readonly Tlv[] | undefined): EntryMode {
  const technology = findValue(tlv, 0x1f12)?.[0];
  if (technology !== undefined) return entryModes[technology] ?? 'unknown';
  return findValue(tlv, 0x4c) ? 'contactless' : 'unknown';
}

/**
 * UID of a contactless card from tag 4C: 10 bytes, padded with 00 on the left. Null for a random id (four bytes that
 * begin with 08), which is another one at the next tap.
 */
export function uidOf(padded: Buffer | undefined): string | null {
  if (!padded || padded.length > 10) return null;
  const bytes = Buffer.concat([Buffer.alloc(10 - padded.length), padded]);
  const isZero = (from: number, to: number): boolean => bytes.subarray(from, to).every((byte) => byte === 0);
  const length = !isZero(0, 3) ? 10 : !isZero(3, 6) ? 7 : 4;
  if (isZero(0, 10) || (length === 4 && bytes[6] === 0x08)) return null;
  return bytes
    .subarray(10 - length)
    .toString('hex')
    .toUpperCase();
}
