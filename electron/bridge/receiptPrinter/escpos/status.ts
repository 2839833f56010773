import type { PrinterError } from '../../../../machines/ports/receiptPrinter.ts';

/** The four answers to DLE EOT 1–4, one byte each. */
export type StatusBytes = {
  readonly printer: number;
  readonly offline: number;
  readonly error: number;
  readonly roll: number;
};

/** One byte from the printer: fixed bits tell which kind it is (bits 0, 1, 4, 7 of DLE EOT; bits 4, 7 of GS r). */
export function kindOf(byte: number): 'realTime' | 'inTurn' | 'other' {
  if ((byte & 0b1001_0011) === 0b0001_0010) return 'realTime';
  return (byte & 0b1001_0000) === 0 ? 'inTurn' : 'other';
}

const OFFLINE = 0x08;
const COVER_OPEN = 0x04;
const STOPPED_BY_PAPER_END = 0x20;
const CUTTER = 0x08;
const UNRECOVERABLE = 0x20;
const RECOVERING = 0x40;
const MECHANICAL = 0x04;
const PAPER_END = 0x60;
const PAPER_NEAR_END = 0x0c;

/** Why nothing would be printed; null when all is well. An open cover comes first: behind it no paper is seen either. */
export function troubleOf({ printer, offline, error, roll }: StatusBytes): PrinterError | null {
  if (offline & COVER_OPEN) return { code: 'cover_open' };
  if (roll & PAPER_END || offline & STOPPED_BY_PAPER_END) return { code: 'paper_out' };
  if (error & CUTTER) return { code: 'refused', detail: 'cutter' };
  if (error & UNRECOVERABLE) return { code: 'refused', detail: 'unrecoverable error' };
  if (error & RECOVERING) return { code: 'refused', detail: 'head too hot or voltage out of range' };
  if (error & MECHANICAL) return { code: 'refused', detail: 'mechanical error' };
  return printer & OFFLINE ? { code: 'refused', detail: 'off line' } : null;
}

export const isPaperLow = ({ roll }: StatusBytes): boolean => (roll & PAPER_NEAR_END) !== 0;
