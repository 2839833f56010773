import { dropForbiddenTags, forbiddenBmps, maskPansInText } from './cardData.ts';
import { command } from './commands.ts';
import { bmpFields, codecOf, type FieldName, type Fields, isBmpName, nameOfBmp } from './fields.ts';
import type { Apdu } from './frames.ts';
import { type Charset, decodeText, encodeText } from './text.ts';
import { readTlvLength, type Tlv } from './tlv.ts';

/** One APDU with its fields read. Card data beyond what a receipt may show is already gone. */
export type Message = {
  readonly control: number;
  readonly fields: Fields;
  /** Why reading stopped; the fields before that place are good. */
  readonly problem: { readonly code: 'unknown_bmp' | 'malformed'; readonly bmp: number | null } | null;
  /** BMPs that were there and not kept. */
  readonly dropped: readonly number[];
};

type Place = { readonly name: FieldName; readonly when?: (rest: Buffer, soFar: Fields) => boolean };
type Layout = { readonly places: readonly Place[]; readonly tail: 'bmps' | 'text' };

/** Which bytes of a message a field took: the log masks by it. */
export type Span = {
  readonly bmp: number | null;
  readonly name: FieldName | 'text';
  readonly start: number;
  readonly end: number;
};

const layout = (...places: readonly Place[]): Layout => ({ places, tail: 'bmps' });
const password: Place = { name: 'password' };
const bmpsOnly = layout();

/** 06 alone would be the time-out or status byte; a TLV container that fills the rest exactly is none (chapter 3.4). */
const opensTlv = (rest: Buffer): boolean => {
  const length = rest[0] === 0x06 ? readTlvLength(rest, 1) : null;
  return length !== null && length.end + length.value === rest.length;
};

const layouts: Readonly<Record<number, Layout>> = {
  [command.registration]: layout(
    password,
    { name: 'configByte' },
    { name: 'currency', when: (rest) => rest[0] !== 0x03 && rest[0] !== 0x06 },
  ),
  [command.status]: layout(password),
  [command.sendTotals]: layout(password),
  [command.setTerminalId]: layout(password),
  [command.repeatReceipt]: layout(password),
  [command.reversal]: layout(password),
  [command.refund]: layout(password),
  [command.endOfDay]: layout(password),
  [command.sendOffline]: layout(password),
  [command.setDateTime]: layout(password),
  [command.initialisation]: layout(password),
  [command.writeFile]: layout(password),
  [command.readCard]: layout({ name: 'timeoutS' }),
  [command.feigSystem]: layout({ name: 'password', when: (rest) => rest.length >= 5 }, { name: 'function' }),
  [command.intermediateStatus]: layout(
    { name: 'statusCode' },
    { name: 'timeoutMinutes', when: (rest) => !opensTlv(rest) },
  ),
  [command.aborted]: layout(
    { name: 'resultCode' },
    { name: 'currency', when: (rest, soFar) => soFar.resultCode === 0x6f && !opensTlv(rest) },
  ),
  [command.badRegistration]: layout({ name: 'resultCode' }, { name: 'currency' }),
  [command.printLine]: { places: [{ name: 'attribute' }], tail: 'text' },
};

/** The Completion of these is positional: what it means depends on the command it ends. */
const completions: Readonly<Record<number, Layout>> = {
  [command.status]: layout(
    {
      name: 'softwareVersion',
      when: (rest) => rest.length >= 3 && rest.subarray(0, 3).every((byte) => byte >> 4 === 0xf),
    },
    { name: 'terminalStatus' },
  ),
  [command.feigSystem]: { places: [], tail: 'text' },
};

const layoutOf = (control: number, inReplyTo?: number): Layout =>
  (control === command.completion ? completions[inReplyTo ?? 0] : layouts[control]) ?? bmpsOnly;

type Options = { readonly inReplyTo?: number | undefined; readonly charset?: Charset };

/** Reads an APDU of either direction; `inReplyTo` is the command that is open. Never throws. */
export function decodeMessage(apdu: Apdu, options: Options = {}): Message {
  const { fields, problem, spans } = walk(apdu, options);
  return {
    control: apdu.control,
    fields,
    problem,
    dropped: spans.flatMap(({ bmp }) => (bmp !== null && forbiddenBmps.has(bmp) ? [bmp] : [])),
  };
}

/** The places of all fields that could be read. */
export const spansOf = (apdu: Apdu, options: Options = {}): readonly Span[] => walk(apdu, options).spans;

type Walk = { fields: Fields; problem: Message['problem']; spans: readonly Span[] };

function walk({ control, data }: Apdu, { inReplyTo, charset = 'cp437' }: Options): Walk {
  const fields: Record<string, unknown> = {};
  const spans: Span[] = [];
  const stop = (code: 'unknown_bmp' | 'malformed', bmp: number | null): Walk => ({
    fields,
    problem: { code, bmp },
    spans,
  });
  const { places, tail } = layoutOf(control, inReplyTo);
  let at = 0;
  for (const { name, when } of places) {
    if (at === data.length) break;
    if (when && !when(data.subarray(at), fields)) continue;
    const field = codecOf(name).read(data, at, charset);
    if (!field) return stop('malformed', null);
    fields[name] = field.value;
    spans.push({ bmp: null, name, start: at, end: field.end });
    at = field.end;
  }
  if (tail === 'text') {
    const { text, tlv } = readTextTail(data.subarray(at), charset);
    spans.push({ bmp: null, name: 'text', start: at, end: data.length });
    return { fields: { ...fields, text, ...(tlv && { tlv }) }, problem: null, spans };
  }
  while (at < data.length) {
    const bmp = data.readUInt8(at);
    const name = nameOfBmp(bmp);
    if (!name) return stop('unknown_bmp', bmp);
    const field = codecOf(name).read(data, at + 1, charset);
    if (!field) return stop('malformed', bmp);
    if (!forbiddenBmps.has(bmp))
      fields[name] = name === 'tlv' ? dropForbiddenTags(field.value as readonly Tlv[]) : field.value;
    spans.push({ bmp, name, start: at, end: field.end });
    at = field.end;
  }
  return { fields, problem: null, spans };
}

/** card complete appends a container {1F07} to the text of a print line: no part of the text. */
function readTextTail(bytes: Buffer, charset: Charset): { text: string; tlv: readonly Tlv[] | null } {
  const at = bytes.length - 6;
  const marked = at >= 0 && bytes.subarray(at, at + 5).toString('hex') === '06041f0701';
  const container = marked ? bmpFields.tlv.codec.read(bytes, at + 1, charset) : null;
  const text = maskPansInText(decodeText(container ? bytes.subarray(0, at) : bytes, charset));
  return { text, tlv: container ? container.value : null };
}

/** Writes a message: placed fields where the command has them, the others as BMPs in the order given. */
export function encodeMessage(control: number, fields: Fields, options: Options = {}): Apdu {
  const { inReplyTo, charset = 'cp437' } = options;
  const { places } = layoutOf(control, inReplyTo);
  const placed = new Set<string>(places.map(({ name }) => name));
  const parts: Buffer[] = [];
  const write = (name: FieldName): void => {
    const value = fields[name];
    if (value !== undefined) parts.push(codecOf(name).write(value, charset));
  };
  for (const { name } of places) write(name);
  if (fields.text !== undefined) parts.push(encodeText(fields.text, charset));
  for (const name of Object.keys(fields)) {
    if (placed.has(name) || !isBmpName(name)) continue;
    parts.push(Buffer.from([bmpFields[name].bmp]));
    write(name);
  }
  return { control, data: Buffer.concat(parts) };
}

/** An answer or command without data. */
export const bare = (control: number): Apdu => ({ control, data: Buffer.alloc(0) });
