import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classifyCard } from './cardRead.ts';
import { command } from './commands.ts';
import type { Fields } from './fields.ts';
import { type Apdu, createFrameDecoder, encodeApdu, type StreamEvent } from './frames.ts';
import { decodeMessage, encodeMessage } from './messages.ts';
import { openReceiptsOf } from './outcomes.ts';
import { createPrintCollector } from './printCollector.ts';
import { meaningOf } from './results.ts';
import { scrubbedHex } from './scrub.ts';
import { container, readTlvs, type Tlv, tlv, writeTlvs } from './tlv.ts';

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const frame = (hex: string): Apdu => {
  const [event] = createFrameDecoder().push(bytes(hex));
  if (event?.type !== 'frame') throw new Error('no frame');
  return event.apdu;
};
const hexOf = (apdu: Apdu): string => encodeApdu(apdu).toString('hex');

/** Cuts `stream` at the given places. */
const segments = (stream: Buffer, cuts: readonly number[]): Buffer[] => {
  const places = [0, ...cuts.map((cut) => cut % (stream.length + 1)).sort((a, b) => a - b), stream.length];
  return places.slice(1).map((end, i) => stream.subarray(places[i], end));
};
const pushAll = (chunks: readonly Buffer[]): StreamEvent[] => {
  const decoder = createFrameDecoder();
  return chunks.flatMap((chunk) => decoder.push(chunk));
};

const controls = fc.constantFrom(...Object.values(command));
const apdus = fc.record({
  control: controls,
  data: fc.uint8Array({ maxLength: 600 }).map((data) => Buffer.from(data)),
});
const cuts = fc.array(fc.nat(), { maxLength: 12 });

describe('frames', () => {
  test('PA00P016 length: one byte to FE, then FF lo hi', () => {
    expect(hexOf({ control: 0x0622, data: Buffer.alloc(254) }).slice(0, 6)).toBe('0622fe');
    expect(hexOf({ control: 0x06d3, data: Buffer.alloc(1121) }).slice(0, 10)).toBe('06d3ff6104');
    expect(frame('06 22 FF 02 00 04 05').data).toEqual(bytes('0405'));
  });

  test('any frames, any segmentation > the same frames', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(apdus, fc.boolean()), { maxLength: 5 }), cuts, (frames, places) => {
        const stream = Buffer.concat(frames.map(([apdu, long]) => encodeApdu(apdu, long)));
        const events = pushAll(segments(stream, places));
        expect(events).toEqual(frames.map(([apdu]) => ({ type: 'frame', apdu })));
      }),
    );
  });

  test('any bytes, any segmentation > never a throw, at most one garbled and nothing after it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), cuts, (noise, places) => {
        const events = pushAll(segments(Buffer.from(noise), places));
        const garbled = events.findIndex(({ type }) => type === 'garbled');
        expect(garbled === -1 || garbled === events.length - 1).toBe(true);
        const told = (all: readonly StreamEvent[]) =>
          all.map((event) => (event.type === 'frame' ? event.apdu : 'garbled'));
        expect(told(events)).toEqual(told(pushAll([Buffer.from(noise)])));
      }),
      { numRuns: 500 },
    );
  });

  test('noise > garbled at once; a new connection decodes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), fc.uint8Array(), apdus, (first, noise, apdu) => {
        fc.pre(![0x04, 0x05, 0x06, 0x08, 0x0f, 0x80, 0x84].includes(first));
        const lost = createFrameDecoder();
        expect(lost.push(Buffer.from([first, ...noise]))).toMatchObject([{ type: 'garbled' }]);
        expect(lost.push(encodeApdu(apdu))).toEqual([]);
        expect(createFrameDecoder().push(encodeApdu(apdu))).toEqual([{ type: 'frame', apdu }]);
      }),
    );
  });

  test('longer than 16 KiB > garbled before the bytes have come, and no more than three bytes of it are told', () => {
    expect(createFrameDecoder().push(bytes('06 D3 FF 01 40'))).toEqual([{ type: 'garbled', hex: '06d3ff… (5 bytes)' }]);
    expect(createFrameDecoder().push(bytes('06 D3 FF 00 40'))).toEqual([]);
  });
});

describe('fields', () => {
  const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
  const text = fc.stringMatching(/^[ -~äöüÄÖÜß]{0,40}[!-~]$/);
  const leaf = fc
    .tuple(fc.constantFrom(0x07, 0x08, 0x1f14, 0x4c, 0x1f10, 0x43), fc.uint8Array({ maxLength: 300 }))
    .map(([tag, value]): Tlv => tlv(tag, Buffer.from(value)));
  const objects = fc.array(
    fc.oneof(
      leaf,
      fc
        .tuple(fc.constantFrom(0x60, 0x2f, 0x24, 0x3f21, 0xe9), fc.array(leaf, { maxLength: 3 }))
        .map(([tag, children]): Tlv => container(tag, ...children)),
    ),
    { maxLength: 4 },
  );
  const receipts = fc.oneof(digits(4), fc.constant('FFFF'));
  const fieldsOf = {
    amountMinor: fc.integer({ min: 0, max: 999_999_999_999 }),
    currency: fc.constantFrom('0978', '0756'),
    kind: fc.integer({ min: 0, max: 255 }),
    receiptNumber: receipts,
    traceNumber: digits(6),
    terminalId: digits(8),
    authorizationNumber: fc.stringMatching(/^[0-9A-Z]{0,8}$/),
    merchantId: fc.stringMatching(/^[0-9A-Z]{0,15}$/),
    maskedPan: fc.stringMatching(/^\d{6}\*{3,9}\d{4}$/),
    cardName: text,
    additionalText: text,
    tlv: objects,
  };
  const fields = fc.record(fieldsOf, { requiredKeys: [] }) as fc.Arbitrary<Fields>;
  const charset = fc.constantFrom('cp437' as const, 'latin1' as const, 'utf8' as const);

  test('encode > decode gives the same fields', () => {
    fc.assert(
      fc.property(fields, charset, (given, used) => {
        const message = decodeMessage(encodeMessage(command.statusInformation, given, { charset: used }), {
          charset: used,
        });
        expect(message).toEqual({ control: command.statusInformation, fields: given, problem: null, dropped: [] });
      }),
      { numRuns: 300 },
    );
  });

  test('any data in any command, in reply to any > never a throw, also in the log', () => {
    fc.assert(
      fc.property(apdus, controls, charset, (apdu, inReplyTo, used) => {
        const message = decodeMessage(apdu, { inReplyTo, charset: used });
        expect(message.control).toBe(apdu.control);
        expect(scrubbedHex(apdu, inReplyTo)).toHaveLength(hexOf(apdu).length);
        classifyCard(message);
      }),
      { numRuns: 2_000 },
    );
  });

  test('what could be read can be written again', () => {
    const built = fc.tuple(fields, fc.uint8Array({ maxLength: 6 }));
    fc.assert(
      fc.property(built, ([given, tail]) => {
        const whole = encodeMessage(command.statusInformation, given);
        const message = decodeMessage({ ...whole, data: Buffer.concat([whole.data, tail]) });
        if (message.problem || message.dropped.length > 0) return;
        const again = encodeMessage(command.statusInformation, message.fields);
        expect(decodeMessage(again).fields).toEqual(message.fields);
      }),
    );
  });

  test('TLV: any bytes never throw; lengths that run over are clamped', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => void readTlvs(Buffer.from(noise))),
      { numRuns: 1_000 },
    );
    expect(readTlvs(bytes('1F 14 09 AA BB'))).toEqual([tlv(0x1f14, 'AABB')]);
    expect(readTlvs(bytes('07 80'))).toBeNull();
    expect(writeTlvs([tlv(0x07, Buffer.alloc(300))]).subarray(0, 4)).toEqual(bytes('07 82 01 2C'));
  });

  test('TLV nested without end > no overflow', () => {
    const nested = Array.from({ length: 3_000 }).reduce<Buffer>(
      (inner) => Buffer.concat([bytes('E9 82'), Buffer.from([inner.length >> 8, inner.length & 0xff]), inner]),
      Buffer.alloc(0),
    );
    expect(readTlvs(nested)).toMatchObject([{ tag: 0xe9, children: [{ tag: 0xe9 }] }]);
  });
});

describe('golden frames', () => {
  test.each([
    [
      '3.1 registration',
      '06 00 1C 12 34 56 BE 09 78 03 01 06 12 1A 02 20 00 12 01 40 26 04 0A 02 06 D3 27 03 14 01 FE',
      {
        password: '123456',
        configByte: 0xbe,
        currency: '0978',
        serviceByte: 0x01,
        tlv: [tlv(0x1a, '2000'), tlv(0x12, '40'), container(0x26, tlv(0x0a, '06D3')), container(0x27, tlv(0x14, 'FE'))],
      },
    ],
    ['3.1 status enquiry', '05 01 05 12 34 56 03 04', { password: '123456', serviceByte: 0x04 }],
    [
      '3.2 read card',
      '06 C0 0F 0F 19 10 FC 02 06 08 1F 15 01 D0 1F 60 01 07',
      {
        timeoutS: 15,
        kind: 0x10,
        dialogControl: 0x02,
        tlv: [tlv(0x1f15, 'D0'), tlv(0x1f60, '07')],
      },
    ],
    [
      '3.3 pre-authorization',
      '06 22 1E 19 40 49 09 78 04 00 00 00 00 25 00 06 10 E9 0E 1F 62 02 41 43 1F 63 06 33 38 34 48 48 32',
      {
        kind: 0x40,
        currency: '0978',
        amountMinor: 2_500,
        tlv: [container(0xe9, tlv(0x1f62, Buffer.from('AC')), tlv(0x1f63, Buffer.from('384HH2')))],
      },
    ],
    [
      '3.3 partial reversal',
      '06 23 0D 87 02 31 04 00 00 00 00 12 95 49 09 78',
      { receiptNumber: '0231', amountMinor: 1_295, currency: '0978' },
    ],
    [
      '3.3 reversal of a pre-authorization',
      '06 25 08 19 40 87 02 31 49 09 78',
      { kind: 0x40, receiptNumber: '0231', currency: '0978' },
    ],
    [
      '3.3 book total',
      '06 24 0D 87 02 31 04 00 00 00 00 12 05 49 09 78',
      { receiptNumber: '0231', amountMinor: 1_205, currency: '0978' },
    ],
    ['3.3 end of day', '06 50 03 12 34 56', { password: '123456' }],
    ['3.3 repeat receipt', '06 20 05 12 34 56 03 03', { password: '123456', serviceByte: 0x03 }],
    ['3.3 diagnosis', '06 70 05 06 03 1B 01 04', { tlv: [tlv(0x1b, '04')] }],
    ['3.3 enquiry', '06 23 03 87 FF FF', { receiptNumber: 'FFFF' }],
    ['3.4 abort: currency 6F', '06 1E 03 6F 09 78', { resultCode: 0x6f, currency: '0978' }],
    [
      '3.4 abort: 6F without its currency, vendor code behind it',
      '06 1E 09 6F 06 06 1F 16 03 FF 00 41',
      { resultCode: 0x6f, tlv: [tlv(0x1f16, 'FF0041')] },
    ],
    ['3.3 enquiry: nothing open', '06 1E 04 B8 87 FF FF', { resultCode: 0xb8, receiptNumber: 'FFFF' }],
    ['3.4 intermediate status without time-out', '04 FF 01 17', { statusCode: 0x17 }],
    [
      '3.4 intermediate status with T4 and text',
      '04 FF 17 0A 01 06 13 24 11 07 0F 4B 61 72 74 65 20 76 6F 72 68 61 6C 74 65 6E',
      {
        statusCode: 0x0a,
        timeoutMinutes: 0x01,
        tlv: [container(0x24, tlv(0x07, Buffer.from('Karte vorhalten')))],
      },
    ],
    [
      '3.4 abort with vendor code',
      '06 1E 0B 6C 06 08 1F 16 05 FF 00 00 14 41',
      { resultCode: 0x6c, tlv: [tlv(0x1f16, 'FF00001441')] },
    ],
    ['3.4 print line', '06 D1 0C 00 53 55 4D 4D 45 20 31 38 2C 34 30', { attribute: 0x00, text: 'SUMME 18,40' }],
    ['3.4 completion, update follows', '06 0F 02 27 E0', { resultCode: 0xe0 }],
    ['1.2 goods for less', '84 9D 07 04 00 00 00 00 22 00', { amountMinor: 2_200 }],
  ] as const)('%s: read and written', (_, hex, fields) => {
    const apdu = frame(hex);
    expect(decodeMessage(apdu)).toEqual({ control: apdu.control, fields, problem: null, dropped: [] });
    expect(encodeMessage(apdu.control, fields)).toEqual(apdu);
  });

  test('3.3 status information of a pre-authorization', () => {
    const apdu = frame(
      '040F5A2700040000000025004909780C2255580D040522F0F8559883EEEEEE80748702313B37353030373100000B000975196029525235350E24058A068C018BF1F14D617374657243617264002A383034303131393236202020202020',
    );
    const { fields, problem } = decodeMessage(apdu);
    expect(problem).toBeNull();
    expect(fields).toMatchObject({
      resultCode: 0,
      amountMinor: 2_500,
      maskedPan: '559883******8074',
      receiptNumber: '0231',
      authorizationNumber: '750071',
      traceNumber: '000975',
      terminalId: '52523535',
      cardName: 'MasterCard',
      merchantId: '804011926',
    });
    expect(encodeMessage(apdu.control, fields)).toEqual(apdu);
  });

  test('3.1 Completion of 05 01 is positional: version, status, TLV', () => {
    const read = (hex: string) => decodeMessage(frame(hex), { inReplyTo: command.status }).fields;
    expect(read('06 0F 01 00')).toEqual({ terminalStatus: 0 });
    expect(read('06 0F 01 06')).toEqual({ terminalStatus: 6 });
    expect(read('06 0F 10 F0 F0 F3 62 6C 61 00 06 07 1F 44 04 52 52 35 35')).toEqual({
      softwareVersion: 'bla',
      terminalStatus: 0,
      tlv: [tlv(0x1f44, '52523535')],
    });
  });

  test('3.3 enquiry with a list: doubles count once; a list too long for its length is read as far as it goes', () => {
    const list = decodeMessage(frame('06 1E 14 B8 87 02 91 06 0E 23 0C 08 02 02 91 08 02 11 10 08 02 19 29'));
    expect(openReceiptsOf(list.fields).receipts).toEqual(['0291', '1110', '1929']);
    const clamped = decodeMessage(frame('06 1E 0D B8 06 11 23 09 08 02 01 23 08 02 45 67'));
    expect(openReceiptsOf(clamped.fields).receipts).toEqual(['0123', '4567']);
  });

  test('2 unknown field > the ones before it are kept', () => {
    expect(decodeMessage(frame('04 0F 07 27 05 99 29 00 00 00'))).toMatchObject({
      fields: { resultCode: 5 },
      problem: { code: 'unknown_bmp', bmp: 0x99 },
    });
  });

  test('3.4 print block with an end mark > one customer receipt', () => {
    const printed: unknown[] = [];
    const collector = createPrintCollector('report', (receipt) => printed.push(receipt));
    collector.add(
      decodeMessage(frame('06 D3 14 06 12 1F 07 01 02 25 0C 07 05 53 55 4D 4D 45 07 00 09 01 FF')),
      'cp437',
    );
    expect(printed).toEqual([{ type: 'printed', kind: 'customer', lines: ['SUMME', ''] }]);
  });

  test('3.4 print lines until attribute 81; a container after the text is none of it', () => {
    const printed: unknown[] = [];
    const collector = createPrintCollector('customer', (receipt) => printed.push(receipt));
    collector.add(decodeMessage(frame('06 D1 0C 00 53 55 4D 4D 45 20 31 38 2C 34 30')), 'cp437');
    collector.add(decodeMessage(frame('06 D1 0A 40 41 42 43 06 04 1F 07 01 01')), 'cp437');
    expect(printed).toEqual([]);
    collector.add(decodeMessage(frame('06 D1 01 81')), 'cp437');
    expect(printed).toEqual([{ type: 'printed', kind: 'merchant', lines: ['SUMME 18,40', 'ABC'] }]);
  });

  test('4 every code means something; unknown ones refuse the card', () => {
    expect(meaningOf(0x6c)).toEqual({ kind: 'aborted' });
    expect(meaningOf(0x41)).toEqual({ kind: 'declined', advice: 'insertAndPin' });
    expect(meaningOf(0x11)).toEqual({ kind: 'declined', advice: 'otherCard' });
  });
});
