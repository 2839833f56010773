import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { PaperCode, PaperRow, PaperText } from '../../../machines/ports/receiptPrinter.ts';
import { type Bitmap, bitmapOf } from './bitmap.ts';
import { baseDirection } from './direction.ts';
import { paperFont } from './fonts.ts';
import { qrCodeOf } from './qrCode.ts';
import { wrap } from './wrap.ts';

/** Letters by their size in dots; 8 dots are a millimetre. */
const styles = {
  operator: { px: 32, weight: 700 },
  title: { px: 36, weight: 700 },
  text: { px: 25, weight: 500 },
  value: { px: 25, weight: 650 },
  small: { px: 22, weight: 500 },
  total: { px: 40, weight: 750 },
} as const;
type Style = keyof typeof styles;
type Side = 'start' | 'end' | 'centre';

const MARGIN = 12;
const GAP = 20;
const LEADING = 1.3;

/**
 * A receipt as dots, drawn rather than typed: so a printer needs no characters of its own, and Arabic is shaped and runs
 * from right to left. Terms stand at the side where reading begins, amounts at the other.
 * @param widthDots a multiple of 8: 576 for 80 mm of paper at 203 dpi
 */
export function drawReceipt(receipt: PaperText, code: PaperCode | null, widthDots: number): Bitmap {
  const { operator, buyer } = receipt;
  const paper = createPaper(widthDots, receipt.direction, paperFont(receipt.language, JSON.stringify([receipt, code])));
  paper.paragraph(operator.name, 'operator', 'centre');
  for (const line of [operator.address, operator.vatId]) paper.paragraph(line, 'small', 'centre');
  paper.gap(1);
  paper.paragraph(receipt.title, 'title', 'start');
  if (buyer) {
    paper.paragraph(buyer.term, 'small', 'start');
    paper.paragraph(buyer.name, 'value', 'start');
    paper.paragraph(buyer.vatId, 'text', 'start');
  }
  paper.rule();
  for (const { name, working, vat, amount } of receipt.prices) {
    paper.row({ term: name, value: amount }, 'value', 'value');
    const below = [working, vat].filter((part) => part !== null);
    if (below.length > 0) paper.paragraph(below.join(' · '), 'small', 'start');
  }
  paper.rule();
  for (const row of receipt.sums) paper.row(row, 'text', 'text');
  paper.gap(0.5);
  paper.row(receipt.total, 'total', 'total');
  for (const { title, rows, note } of receipt.sections) {
    paper.rule();
    paper.paragraph(title, 'value', 'start');
    for (const row of rows) paper.row(row, 'small', 'small');
    if (note !== null) {
      paper.gap(0.3);
      paper.paragraph(note, 'small', 'start');
    }
  }
  if (code) {
    paper.rule();
    paper.code(code);
  }
  return paper.finish();
}

/** Paper of one width that grows as it is written on: what is to be drawn is noted first, for only then its length is known. */
function createPaper(widthDots: number, direction: PaperText['direction'], families: string) {
  const scratch = createCanvas(1, 1).getContext('2d');
  const strokes: ((context: SKRSContext2D) => void)[] = [];
  const room = widthDots - 2 * MARGIN;
  let y = GAP;

  const widthOf = (style: Style) => (text: string) => {
    write(scratch, style, families);
    return scratch.measureText(text).width;
  };

  /** Writes a line of `whole` at a height, and leaves the height as it is. */
  function line(text: string, style: Style, side: Side, whole = text): void {
    const baseline = y + styles[style].px;
    const isLeft = (side === 'start') === (direction === 'ltr');
    const x = side === 'centre' ? widthDots / 2 : isLeft ? MARGIN : widthDots - MARGIN;
    strokes.push((context) => {
      write(context, style, families);
      context.direction = baseDirection(whole, direction);
      context.textAlign = side === 'centre' ? 'center' : isLeft ? 'left' : 'right';
      context.fillText(text, x, baseline);
    });
  }
  const down = (style: Style): void => {
    y += Math.ceil(styles[style].px * LEADING);
  };

  function paragraph(text: string, style: Style, side: Side): void {
    for (const part of wrap(text, room, widthOf(style))) {
      line(part, style, side, text);
      down(style);
    }
  }

  return {
    paragraph,
    gap(share: number): void {
      y += Math.round(GAP * share);
    },
    rule(): void {
      const at = y + GAP / 2;
      strokes.push((context) => context.fillRect(MARGIN, at, room, 2));
      y += GAP + 2;
    },
    /** A term gives way to a short value beside it; a long value goes below, and one of many lines in small letters. */
    row({ term, value }: PaperRow, termStyle: Style, valueStyle: Style): void {
      const valueWidth = widthOf(valueStyle)(value);
      const beside = room - GAP - valueWidth;
      if (widthOf(termStyle)(term) <= beside || beside > room / 2) {
        const parts = term === '' ? [''] : wrap(term, beside, widthOf(termStyle));
        for (const [index, part] of parts.entries()) {
          line(part, termStyle, 'start', term);
          if (index === parts.length - 1) line(value, valueStyle, 'end');
          down(termStyle);
        }
      } else {
        paragraph(term, termStyle, 'start');
        if (valueWidth <= room) paragraph(value, valueStyle, 'end');
        else paragraph(value, 'small', 'start');
      }
    },
    code({ text, caption }: PaperCode): void {
      const code = qrCodeOf(text, widthDots);
      // More than a code holds: the paper says all there is to say without it.
      if (!code) return;
      const { modules, moduleDots, sizeDots } = code;
      paragraph(caption, 'small', 'centre');
      const [left, top] = [Math.floor((widthDots - sizeDots) / 2), y];
      strokes.push((context) => {
        for (let row = 0; row < modules; row++)
          for (let column = 0; column < modules; column++)
            if (code.isBlack(column, row))
              context.fillRect(left + column * moduleDots, top + row * moduleDots, moduleDots, moduleDots);
      });
      y += sizeDots;
    },
    finish(): Bitmap {
      const heightDots = y + GAP;
      const context = createCanvas(widthDots, heightDots).getContext('2d');
      context.fillStyle = '#fff';
      context.fillRect(0, 0, widthDots, heightDots);
      context.fillStyle = '#000';
      for (const stroke of strokes) stroke(context);
      return bitmapOf(context.getImageData(0, 0, widthDots, heightDots).data, widthDots, heightDots);
    },
  };
}

function write(context: SKRSContext2D, style: Style, families: string): void {
  const { px, weight } = styles[style];
  context.font = `${px}px ${families}`;
  context.fontVariationSettings = `'wght' ${weight}`;
}
