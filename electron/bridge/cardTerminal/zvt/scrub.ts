import { hex } from './bytes.ts';
import { forbiddenBmps, forbiddenTags } from './cardData.ts';
import { command } from './commands.ts';
import { type Apdu, encodeApdu } from './frames.ts';
import { type Span, spansOf } from './messages.ts';
import { tagName } from './tlv.ts';

/** TLV objects no log may show: card data, and the token, which is personal data. */
const hiddenTags = [...forbiddenTags, 0x1f14].map((tag) => Buffer.from(tagName(tag), 'hex'));

/**
 * A frame as a log may show it: hex with password, track data and tokens as `**`, the PAN cut to its first six and last
 * four digits, long runs of digits in texts hidden, and everything hidden behind the place where reading stopped.
 */
export function scrubbedHex(apdu: Apdu, inReplyTo?: number): string {
  const { data } = apdu;
  const hidden = new Uint8Array(data.length).fill(1);
  const spans = spansOf(apdu, { inReplyTo });
  for (const span of spans) hidden.fill(0, span.start, span.end);
  for (const span of spans) hide(span, data, hidden);
  const head = encodeApdu(apdu)
    .subarray(0, data.length > 0xfe ? 5 : 3)
    .toString('hex');
  return head + [...data].map((byte, i) => (hidden[i] ? '**' : hex(byte).toLowerCase())).join('');
}

function hide({ bmp, name, start, end }: Span, data: Buffer, hidden: Uint8Array): void {
  if (name === 'password' || (bmp !== null && forbiddenBmps.has(bmp))) hidden.fill(1, start, end);
  else if (name === 'maskedPan') hidden.fill(1, end - start > 8 ? start + 6 : start + 3, end - 2);
  else if (name === 'tlv') hideTags(data, start, end, hidden);
  if (name === 'tlv' || name === 'text' || name === 'additionalText') hideDigitRuns(data, start, end, hidden);
}

/** Looks for the tags' bytes wherever they are: a broken container hides too much rather than too little. */
function hideTags(data: Buffer, start: number, end: number, hidden: Uint8Array): void {
  for (const tag of hiddenTags) {
    for (let at = data.indexOf(tag, start); at !== -1 && at < end; at = data.indexOf(tag, at + 1)) {
      const length = data[at + tag.length] ?? 0;
      hidden.fill(1, at + tag.length + 1, length < 0x80 ? Math.min(at + tag.length + 1 + length, end) : end);
    }
  }
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;
const isGap = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x2d;

function hideDigitRuns(data: Buffer, start: number, end: number, hidden: Uint8Array): void {
  for (let at = start; at < end; at++) {
    if (!isDigit(data[at])) continue;
    let stop = at;
    let digits = 0;
    while (stop < end && (isDigit(data[stop]) || (isGap(data[stop]) && isDigit(data[stop + 1])))) {
      if (isDigit(data[stop])) digits++;
      stop++;
    }
    if (digits >= 12) hidden.fill(1, at, stop - 4);
    at = stop;
  }
}

/** The name of a command for a log line: "0622 preAuthorization". */
export function controlName(control: number): string {
  const name = Object.entries(command).find(([, value]) => value === control)?.[0];
  return name ? `${hex(control, 4)} ${name}` : hex(control, 4);
}
