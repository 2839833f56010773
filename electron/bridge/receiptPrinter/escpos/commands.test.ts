import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createParser, type Parsed } from '../../../simulators/printer/parser.ts';
import { command, rasterImage } from './commands.ts';
import { kindOf, troubleOf } from './status.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('golden bytes of the ESC/POS command reference', () => {
  test.each([
    ['ESC @', command.initialise, '1b40'],
    ['GS a', command.noAutomaticStatus, '1d6100'],
    ['GS V, function B', command.feedAndCut, '1d564200'],
    ['GS r', command.paperStatus, '1d7201'],
    ['DLE EOT', command.realTimeStatus(4), '100404'],
    ['DLE DC4, function 8', command.clearBuffer, '10140801031401060208'],
  ])('%s', (_, bytes, expected) => expect(hex(bytes)).toBe(expected));

  test('GS v 0: width in bytes and height in rows, low byte first', () => {
    const image = rasterImage({ widthDots: 16, heightDots: 2, bytes: Uint8Array.of(0xff, 0x00, 0x81, 0x01) });
    expect(hex(image)).toBe('1d7630000200' + '0200' + 'ff008101');
  });
});

test('dots that read like a real-time command are thickened by one', () => {
  const bytes = Uint8Array.of(0x10, 0x04, 0x01, 0x10, 0x14, 0x08, 0x10, 0x03, 0x10);
  expect(hex(rasterImage({ widthDots: 72, heightDots: 1, bytes })).slice(16)).toBe('1804011814081003' + '10');
});

test('whatever the dots are, the printer hears no command in them', () => {
  const dots = fc.array(fc.constantFrom(0x10, 0x04, 0x05, 0x14, 0x01, 0x02, 0x08), { minLength: 8, maxLength: 80 });
  fc.assert(
    fc.property(dots, (bytes) => {
      const image = rasterImage({ widthDots: 8, heightDots: bytes.length, bytes: Uint8Array.from(bytes) });
      const heard = createParser().push(Buffer.concat([image, command.paperStatus]));
      return heard.length === 2 && heard.every(({ kind }) => kind === 'inTurn');
    }),
  );
});

test('a job reads the same however it is cut up on the way', () => {
  const job = Buffer.concat([
    command.initialise,
    command.noAutomaticStatus,
    rasterImage({ widthDots: 8, heightDots: 3, bytes: Uint8Array.of(1, 0x1b, 0x40) }),
    command.realTimeStatus(2),
    command.paperStatus,
    command.feedAndCut,
  ]);
  const inTurn = (parsed: readonly Parsed[]) => parsed.filter(({ kind }) => kind === 'inTurn');
  const whole = createParser().push(job);
  expect(whole.map((parsed) => ('command' in parsed ? parsed.command.type : parsed.hex)).sort()).toEqual([
    'automaticStatus',
    'cut',
    'initialise',
    'raster',
    'sensors',
    'status',
  ]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: job.length - 1 })), (cuts) => {
      const parser = createParser();
      const places = [0, ...cuts.toSorted((a, b) => a - b), job.length];
      const parsed = places.slice(1).flatMap((to, index) => parser.push(job.subarray(places[index], to)));
      expect(inTurn(parsed)).toEqual(inTurn(whole));
      expect(parsed.filter(({ kind }) => kind === 'atOnce')).toHaveLength(1);
    }),
  );
});

test('bytes that mean nothing are refused, not skipped', () => {
  expect(createParser().push(Buffer.from('Hello'))).toEqual([{ kind: 'unknown', hex: '48656c6c6f' }]);
  expect(createParser().push(Uint8Array.of(0x1b, 0x21, 0x00))).toMatchObject([{ kind: 'unknown' }]);
});

describe('what the status bytes say', () => {
  const well = { printer: 0x12, offline: 0x12, error: 0x12, roll: 0x12 };
  test.each([
    ['all is well', {}, null],
    ['the roll is near its end', { roll: 0x1e }, null],
    ['the roll is at its end', { roll: 0x7e }, 'paper_out'],
    ['stopped by the end of the paper', { offline: 0x32 }, 'paper_out'],
    ['the cover is open, and no paper seen behind it', { offline: 0x16, roll: 0x7e }, 'cover_open'],
    ['the cutter is jammed', { error: 0x1a, printer: 0x1a }, 'refused'],
    ['an unrecoverable error', { error: 0x32 }, 'refused'],
    ['the head is hot', { error: 0x52 }, 'refused'],
    ['off line for reasons of its own', { printer: 0x1a }, 'refused'],
  ])('%s', (_, bytes, code) => expect(troubleOf({ ...well, ...bytes })?.code ?? null).toBe(code));

  test('kinds of answers are told apart by their fixed bits', () => {
    expect([0x12, 0x16, 0x7e].map(kindOf)).toEqual(['realTime', 'realTime', 'realTime']);
    expect([0x00, 0x0c, 0x0f].map(kindOf)).toEqual(['inTurn', 'inTurn', 'inTurn']);
    expect([0x37, 0x10, 0xff].map(kindOf)).toEqual(['other', 'other', 'other']);
  });
});
