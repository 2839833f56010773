import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskPan, maskPansInText } from './cardData.ts';
import { classifyCard, uidOf } from './cardRead.ts';
import { command } from './commands.ts';
import { type Apdu, createFrameDecoder, encodeApdu, type StreamEvent } from './frames.ts';
import { decodeMessage, encodeMessage } from './messages.ts';
import { scrubbedHex } from './scrub.ts';
import { container, tlv } from './tlv.ts';

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const frame = (hex: string): Apdu => {
  const [event] = createFrameDecoder().push(bytes(hex));
  if (event?.type !== 'frame') throw new Error('no frame');
  return event.apdu;
};
const _hexOf = (apdu: Apdu): string => encodeApdu(apdu).toString('hex');

/** Cuts `stream` at the given places. */
const _segments = (stream: Buffer, cuts: readonly number[]): Buffer[] => {
  const places = [0, ...cuts.map((cut) => cut % (stream.length + 1)).sort((a, b) => a - b), stream.length];
  return places.slice(1).map((end, i) => stream.subarray(places[i], end));
};
const _pushAll = (chunks: readonly Buffer[]): StreamEvent[] => {
  const decoder = createFrameDecoder();
  return chunks.flatMap((chunk) => decoder.push(chunk));
};

const controls = fc.constantFrom(...Object.values(command));
const _apdus = fc.record({
  control: controls,
  data: fc.uint8Array({ maxLength: 600 }).map((data) => Buffer.from(data)),
});
const _cuts = fc.array(fc.nat(), { maxLength: 12 });

describe('cards (chapter 3.2)', () => {
  const classify = (hex: string) => classifyCard(decodeMessage(frame(hex), { inReplyTo: command.readCard }));

  test('RFID card > its UID', () => {
    expect(classify('040F222700061E4C0A0000000463C8B2AE4F801F4C01011F4D0200031F4F0244001F500100')).toEqual({
      kind: 'chargingKey',
      uid: '0463C8B2AE4F80',
    });
  });

  test('payment application > bank card, whatever its UID', () => {
    expect(
      classify('04 0F 1A 27 00 06 16 4C 0A 00 00 00 00 00 00 11 22 33 44 60 09 43 07 A0 00 00 00 04 10 10'),
    ).toMatchObject({
      kind: 'bankCard',
      card: { brand: 'Mastercard' },
    });
  });

  test('only a tag application (deny-list) > charging key', () => {
    expect(
      classify('04 0F 1A 27 00 06 16 4C 0A 00 00 00 00 00 00 11 22 33 44 60 09 43 07 A0 00 00 00 83 10 10'),
    ).toEqual({
      kind: 'chargingKey',
      uid: '11223344',
    });
  });

  test.each([
    ['00000000000011223344', '11223344'],
    ['0000000463C8B2AE4F80', '0463C8B2AE4F80'],
    ['01020304050607080910', '01020304050607080910'],
    ['00000000000008B3C880', null],
    ['00000000000000000000', null],
  ])('UID %s > %s', (padded, uid) => {
    expect(uidOf(bytes(padded))).toBe(uid);
  });
});

describe('secrets', () => {
  test('PAN that comes unmasked is masked, tracks are dropped (PCI)', () => {
    const apdu = encodeMessage(command.statusInformation, {
      resultCode: 0,
      maskedPan: '4111111111111111',
      track2: bytes('4111111111111111D29122010000000000000F'),
      tlv: [tlv(0x1f08, '411111'), container(0x60, tlv(0x43, 'A0'), tlv(0x1f3e, '411111'))],
    });
    const { fields, dropped } = decodeMessage(apdu);
    expect(fields.maskedPan).toBe('411111******1111');
    expect(fields.tlv).toEqual([container(0x60, tlv(0x43, 'A0'))]);
    expect(dropped).toEqual([0x23]);
    expect(JSON.stringify(fields)).not.toContain('1111111');
    expect(maskPan('4711001234567898004')).toBe('471100*********8004');
    expect(maskPan('12345678')).toBe('****5678');
  });

  test('log hex: no password, no token, no track, no PAN beyond 6 + 4', () => {
    expect(scrubbedHex(frame('06 00 06 12 34 56 DE 09 78'))).toBe('060006******de0978');
    expect(scrubbedHex(frame('06 50 03 12 34 56'))).toBe('065003******');
    expect(scrubbedHex(frame('04 0F 0D 27 00 22 F0 F8 41 11 11 12 34 56 11 11'))).toBe(
      '040f0d270022f0f8411111******1111',
    );
    expect(scrubbedHex(frame('04 0F 0A 27 00 06 06 1F 14 03 AA BB CC'))).toBe('040f0a270006061f1403******');
    expect(scrubbedHex(frame('04 0F 05 27 00 99 41 11'))).toBe('040f052700******');
  });

  test('card numbers in texts', () => {
    expect(maskPansInText('Karte 4111 1111 1111 1111 ok')).toBe('Karte **** **** **** 1111 ok');
    expect(maskPansInText('VU-Nr 804011926, TID 52523535')).toBe('VU-Nr 804011926, TID 52523535');
  });

  test('any card number in any field of a status > nowhere to be seen', () => {
    const pans = fc.stringMatching(/^[1-9]\d{15}$/);
    fc.assert(
      fc.property(pans, (number) => {
        const track = bytes(`${number}d2912201000000000`.padEnd(38, '0'));
        const apdu = encodeMessage(command.statusInformation, {
          resultCode: 0,
          maskedPan: number,
          track2: track,
          chipData: track,
        });
        const message = decodeMessage(apdu);
        expect(JSON.stringify(message) + scrubbedHex(apdu)).not.toContain(number.slice(0, 12));
      }),
    );
  });
});
