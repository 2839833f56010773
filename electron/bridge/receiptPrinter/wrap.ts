/**
 * What stays on one line: a word, or a single character of Chinese or Japanese, each with the marks that may not begin or
 * end a line.
 */
const UNIT =
  /\s+|[（「『【〈《]*(?:[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff（「『【〈《]+)[、。，．！？：；）」』】〉》・ー]*|[（「『【〈《]+/gu;

/** Breaks a text into lines no wider than `room`: between words, and within one that is wider than a whole line. */
export function wrap(text: string, room: number, widthOf: (text: string) => number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const unit of text.trim().match(UNIT) ?? []) {
    if (/^\s/.test(unit)) {
      if (line !== '') line += ' ';
      continue;
    }
    if (widthOf(line + unit) <= room) {
      line += unit;
      continue;
    }
    if (line !== '') lines.push(line.trimEnd());
    const pieces = widthOf(unit) <= room ? [unit] : breakWord(unit, room, widthOf);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return line === '' ? lines : [...lines, line.trimEnd()];
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A key or an address has no spaces: it is cut wherever the line is full, but never within what is read as one letter. */
function breakWord(word: string, room: number, widthOf: (text: string) => number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of graphemes.segment(word)) {
    if (piece !== '' && widthOf(piece + segment) > room) {
      pieces.push(piece);
      piece = segment;
    } else piece += segment;
  }
  return piece === '' ? pieces : [...pieces, piece];
}
