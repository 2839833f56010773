import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { isAnswer, isPositive } from '../bridge/cardTerminal/zvt/commands.ts';
import { type Apdu, createFrameDecoder, encodeApdu } from '../bridge/cardTerminal/zvt/frames.ts';
import { decodeMessage, encodeMessage, type Message } from '../bridge/cardTerminal/zvt/messages.ts';
import type { Charset } from '../bridge/cardTerminal/zvt/text.ts';
import { normalise } from './zvtNormalise.ts';
import { playSequence, type Step } from './zvtSequence.ts';

/**
 * Runs the codec over a file of ZVT vectors: `node electron/conformance/zvt.ts FILE`. Each vector is decoded, compared
 * with what it says, and written again where nothing was dropped; sequences run through the dialogue reducer.
 */

type Vector = {
  readonly id: string;
  readonly hex: string;
  readonly wellFormed?: boolean;
  readonly inReplyTo?: string;
  readonly encoding?: string;
  readonly expected?: Readonly<Record<string, unknown>>;
};
type Sequence = {
  readonly id: string;
  readonly steps: readonly Step[];
  readonly outcome?: Readonly<Record<string, unknown>>;
};
type Stream = {
  readonly id: string;
  readonly chunks: readonly string[];
  readonly expectFrames?: number;
  readonly expectFrameAfterChunk?: number;
};
type VectorFile = {
  readonly vectors?: readonly Vector[];
  readonly sequences?: readonly Sequence[];
  readonly streams?: readonly Stream[];
};

type Difference = { readonly key: string; readonly expected: unknown; readonly got: unknown };
const difference = (key: string, expected: unknown, got: unknown): readonly Difference[] =>
  isDeepStrictEqual(expected, got) ? [] : [{ key, expected, got }];

const charsets: Readonly<Record<string, Charset>> = {
  latin1: 'latin1',
  'iso-8859-1': 'latin1',
  utf8: 'utf8',
  'utf-8': 'utf8',
};

function cut(hex: string): { readonly apdu: Apdu | null; readonly garbled: boolean; readonly trailing: string } {
  const bytes = Buffer.from(hex, 'hex');
  const events = createFrameDecoder().push(bytes);
  const first = events[0];
  if (first?.type !== 'frame') return { apdu: null, garbled: first !== undefined, trailing: '' };
  const long = bytes[2] === 0xff;
  const trailing = bytes.subarray((long ? 5 : 3) + first.apdu.data.length).toString('hex');
  return { apdu: first.apdu, garbled: false, trailing };
}

function checkVector(vector: Vector): readonly Difference[] {
  const { apdu, trailing } = cut(vector.hex);
  const inReplyTo = vector.inReplyTo === undefined ? undefined : Number.parseInt(vector.inReplyTo, 16);
  const charset = charsets[(vector.encoding ?? 'cp437').toLowerCase()] ?? 'cp437';
  const message = apdu && decodeMessage(apdu, { inReplyTo, charset });
  if (vector.wellFormed === false) {
    const rejected = message === null || message.problem !== null;
    return difference('(rejected or waiting for more)', true, rejected);
  }
  if (!apdu || !message) return [{ key: '(frame)', expected: 'a frame', got: 'none' }];
  const got: Record<string, unknown> = normalise(apdu, message, { inReplyTo, charset });
  if (trailing) got.trailingHex = trailing;
  const { mustFail, ...expected } = vector.expected ?? {};
  if (mustFail) return difference('(rejected)', true, message.problem !== null);
  const wrong = Object.entries(expected).flatMap(([key, value]) => difference(key, value, got[key]));
  const extra = Object.keys(got).filter((key) => !(key in expected) && !derived.has(key));
  return [
    ...wrong,
    ...extra.flatMap((key) => difference(key, undefined, got[key])),
    ...checkWriting(apdu, message, { inReplyTo, charset }),
  ];
}

/** The frame itself, and readings of the TLV container that a vector may spell out or leave to `tlv`. */
const derived = new Set([
  ...['class', 'instr', 'dataLength', 'displayLines', 'pendingReceipts', 'bmp60Prefix', 'bmp60Data', 'files'],
  ...['hostIp', 'hostPort', 'hostConfigByte', 'aids', 'aidCount', 'uidHex', 'cardHashHex', 'atsHex', 'atqaHex', 'sak'],
  ...['maxPreauthMinor', 'cardTypes', 'receiptType', 'lineCount', 'lines', 'formatAttributes', 'printTlv'],
]);

/** Card data dropped on receipt cannot be written again; anything else must come out as it came in. */
function checkWriting(
  apdu: Apdu,
  message: Message,
  options: { inReplyTo: number | undefined; charset: Charset },
): readonly Difference[] {
  if (message.problem || message.dropped.length > 0) return [];
  const again = encodeApdu(encodeMessage(apdu.control, message.fields, options)).toString('hex');
  return difference('(written again)', encodeApdu(apdu).toString('hex'), again);
}

function checkSequence({ steps, outcome = {} }: Sequence): readonly Difference[] {
  const played = playSequence(steps);
  const wrong = Object.entries(outcome).flatMap(([key, value]) => difference(key, value, played.outcome[key]));
  return [...played.differences, ...wrong];
}

function checkStream({ chunks, expectFrames, expectFrameAfterChunk }: Stream): readonly Difference[] {
  const decoder = createFrameDecoder();
  const frames: Apdu[] = [];
  let firstAfter: number | undefined;
  let garbled = false;
  for (const [i, chunk] of chunks.entries()) {
    for (const event of decoder.push(Buffer.from(chunk, 'hex'))) {
      if (event.type === 'garbled') garbled = true;
      else frames.push(event.apdu);
    }
    if (frames.length > 0) firstAfter ??= i + 1;
  }
  return [
    ...difference('(garbled)', false, garbled),
    ...(expectFrames === undefined ? [] : difference('expectFrames', expectFrames, frames.length)),
    ...(expectFrameAfterChunk === undefined
      ? []
      : difference('expectFrameAfterChunk', expectFrameAfterChunk, firstAfter)),
    ...frames.flatMap((apdu) =>
      isAnswer(apdu.control) && isPositive(apdu.control)
        ? []
        : difference('(decoded)', null, decodeMessage(apdu).problem),
    ),
  ];
}

function main(file: string | undefined): number {
  if (!file) {
    console.error('usage: node electron/conformance/zvt.ts FILE');
    return 2;
  }
  let vectors: VectorFile;
  try {
    vectors = JSON.parse(readFileSync(file, 'utf8')) as VectorFile;
  } catch (cause) {
    console.error(`${file}: ${(cause as Error).message}`);
    return 2;
  }
  const checks = [
    ...(vectors.vectors ?? []).map((vector) => [vector.id, () => checkVector(vector)] as const),
    ...(vectors.sequences ?? []).map((sequence) => [sequence.id, () => checkSequence(sequence)] as const),
    ...(vectors.streams ?? []).map((stream) => [stream.id, () => checkStream(stream)] as const),
  ];
  let failed = 0;
  for (const [id, check] of checks) {
    const differences = check();
    if (differences.length > 0) failed++;
    for (const { key, expected, got } of differences)
      console.log(`${id}  ${key}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`);
  }
  console.log(`zvt: ${checks.length - failed} passed, ${failed} failed`);
  return failed > 0 || checks.length === 0 ? 1 : 0;
}

process.exitCode = main(process.argv[2]);
