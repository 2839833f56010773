import type { TerminalNotice } from '../../../../machines/ports/cardTerminal.ts';
import { maskPansInText } from './cardData.ts';
import { command } from './commands.ts';
import type { Message } from './messages.ts';
import { type Charset, charsetOfTag14, decodeText, stripNul } from './text.ts';
import { findTlvs, findValue, type Tlv } from './tlv.ts';

type Printed = Extract<TerminalNotice, { type: 'printed' }>;

const kinds: readonly (Printed['kind'] | undefined)[] = [undefined, 'merchant', 'customer', 'report'];

/** Bit 80 of an attribute marks the end of a receipt, yet 80 itself does not, and FF is an end only as the last object. */
const endsReceipt = (attribute: number): boolean => attribute > 0x80;

/** Collects print lines (06 D1) and blocks (06 D3) until each receipt is whole. */
export function createPrintCollector(defaultKind: Printed['kind'], emit: (printed: Printed) => void) {
  let lines: string[] = [];
  let kind = defaultKind;
  const flush = (): void => {
    if (lines.length > 0) emit({ type: 'printed', lines, kind });
    lines = [];
    kind = defaultKind;
  };
  return {
    add(message: Message, charset: Charset): void {
      kind = kinds[findValue(message.fields.tlv, 0x1f07)?.[0] ?? 0] ?? kind;
      if (message.control === command.printBlock) {
        lines.push(...blockLines(message.fields.tlv, charset).map(maskPansInText));
        if (blockEnds(message.fields.tlv)) flush();
        return;
      }
      const { attribute = 0, text = '' } = message.fields;
      // FF: as many line feeds as the text's first byte says; a receipt needs no more than one.
      if (attribute === 0xff) lines.push('');
      else if (!endsReceipt(attribute) || text) lines.push(text);
      if (endsReceipt(attribute) && attribute !== 0xff) flush();
    },
    /** The command is over: what has come without an end mark is whole too. */
    flush,
  };
}

/** The text lines of a block, in its own character set (tag 14) if it names one. */
export function blockLines(tlv: readonly Tlv[] | undefined, charset: Charset): readonly string[] {
  const used = charsetOfTag14(findValue(tlv, 0x14)?.[0], charset);
  return findTlvs(tlv, 0x07).map(({ value }) => stripNul(decodeText(value ?? Buffer.alloc(0), used)));
}

function blockEnds(tlv: readonly Tlv[] | undefined): boolean {
  const objects = findTlvs(tlv, 0x25).flatMap(({ children }) => children ?? []);
  const last = objects.at(-1);
  return last?.tag === 0x09 && endsReceipt(last.value?.[0] ?? 0);
}
