import type { DeclineAdvice, TerminalError } from '../../../../machines/ports/cardTerminal.ts';
import { hex } from './bytes.ts';

/**
 * What a result code (BMP 27, 06 1E, 84 xx; chapter 4) means for us. `unsettled`: the terminal holds no such open
 * pre-authorization. `aborted`: by key, time-out or our 06 B0.
 */
type Meaning =
  | { readonly kind: 'declined'; readonly advice: DeclineAdvice }
  | { readonly kind: 'outOfService' | 'unsettled' | 'aborted' | 'busy' | 'notRegistered' };

const declined = (advice: DeclineAdvice): Meaning => ({ kind: 'declined', advice });
const outOfService: Meaning = { kind: 'outOfService' };

const rows: readonly (readonly [codes: string, meaning: Meaning])[] = [
  // Host codes 01–63 are the decimal host code in binary: 13h = 19.
  ['02 04 05 0C 0D 0E 1E 1F 21 22 2B 3E', declined('otherCard')],
  ['13 33 3D 41', declined('insertAndPin')],
  ['32 39 40', declined('staff')],
  ['37', declined('retry')],
  ['4B', declined('otherCard')],
  ['5B 60 62 7D 9B A1 A3', declined('bankUnreachable')],
  ['64 65 66', declined('retry')],
  ['67 68 6E 71 72 73 74 75 76 78 79 7A C3 C5 C8 C9 D2 E7 E8 E9 EA', declined('otherCard')],
  ['7B 7C 7E EC FC', declined('insertAndPin')],
  ['77 9A A5 B5 B7', declined('staff')],
  ['A0 FF', declined('retry')],
  ['DC DD DE', declined('removeCard')],
  ['15 B4 B8', { kind: 'unsettled' }],
  ['6B', { kind: 'notRegistered' }],
  ['6C', { kind: 'aborted' }],
  ['9C', { kind: 'busy' }],
  // Turnover full, currency, function, hardware, due service: nothing a driver could do about it.
  ['3A 6A B1 B2 6F C6 CB 83 85 89 ED BF C0 C1 C2 C4 E1 E2 E3 E4 F0 F6 FA FB', outOfService],
];

const meanings = new Map(rows.flatMap(([codes, meaning]) => codes.split(' ').map((code) => [code, meaning] as const)));

/** An unknown code counts as a refusal of this card. */
export const meaningOf = (code: number): Meaning => meanings.get(hex(code)) ?? declined('otherCard');

/** The error a refused order ends with; `settling`: the order names an open pre-authorization. */
export function errorOf(code: number, { settling }: { readonly settling: boolean }): TerminalError {
  const hostCode = hex(code);
  const meaning = meaningOf(code);
  switch (meaning.kind) {
    case 'declined':
      return { code: 'declined', hostCode, advice: meaning.advice };
    case 'unsettled':
      return settling ? { code: 'nothing_open', hostCode } : { code: 'declined', hostCode, advice: 'staff' };
    case 'aborted':
      return settling ? { code: 'declined', hostCode, advice: 'retry' } : { code: 'timed_out', waitedFor: 'card' };
    case 'busy':
    case 'notRegistered':
    case 'outOfService':
      return { code: 'out_of_service', hostCode };
  }
}

/** What a terminal status (answer to 05 01, chapter 3.1) asks us to do before card payment works. */
export type StatusAction = 'ready' | 'endOfDay' | 'initialise' | 'diagnose' | 'pollAgain' | 'removeCard' | 'service';

export function actionOnStatus(status: number): StatusAction {
  switch (status) {
    case 0x00:
    case 0xcc: // printer: irrelevant, receipts are printed by us
      return 'ready';
    case 0xf0:
    case 0xb1:
    case 0xb2:
      return 'endOfDay';
    case 0x51:
      return 'initialise';
    case 0x62:
    case 0xc2:
      return 'diagnose';
    case 0x9c:
      return 'pollAgain';
    case 0xdc:
    case 0xe1:
      return 'removeCard';
    default:
      return 'service';
  }
}
