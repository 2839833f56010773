import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../metering/ocmf/bytes.ts';
import { fromBase43, toBase43 } from './base43.ts';
import { anyIssued, sealed } from './fixtures.ts';
import { packReceipt, unpackReceipt } from './packedReceipt.ts';
import { sampleStationKey as secretKey } from './samples.ts';
import { openReceipt, sealReceipt } from './sealedReceipt.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-./:';

describe('base 43', () => {
  it('brings any bytes back, in letters a fragment carries as they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = toBase43(bytes);
        expect(fromBase43(text)).toEqual(bytes);
        expect(new URL(`https://a.example/#${text}`).hash.slice(1)).toBe(text);
        expect(text).toMatch(/^([0-9A-Z$*+\-./:]*[0-9A-Z])?$/);
      }),
    );
  });

  it('takes no text that it would not have written', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...ALPHABET), maxLength: 30 }), (text) => {
        const bytes = fromBase43(text);
        if (bytes) expect(toBase43(bytes)).toBe(text);
      }),
    );
    for (const text of ['a', '0a0', '::', ':::', '0000', '% 0', '00é']) expect(fromBase43(text), text).toBeNull();
  });
});

describe('a packed receipt', () => {
  it('comes back whole, whatever it says', () => {
    fc.assert(
      fc.property(anyIssued, (issued) => {
        expect(unpackReceipt(packReceipt(issued))).toEqual({ ok: true, value: issued });
      }),
    );
  });

  it('is an error when it is anything else, never a receipt with holes', () => {
    const isError = (packed: string) => {
      expect(unpackReceipt(packed).ok, packed.slice(0, 60)).toBe(false);
    };
    fc.assert(fc.property(fc.json(), isError));
    fc.assert(fc.property(fc.string(), isError));
    const [issued] = fc.sample(anyIssued, { numRuns: 1, seed: 7 });
    if (!issued) throw new Error('no sample');
    const { receipt } = issued;
    const hostile: readonly object[] = [
      { timeZone: 'Mars/Olympus' },
      { timeZone: '<img src=x>' },
      { issuedAtMs: 1e300 },
      { issuedAtMs: 1.5 },
      { energyWh: 1e13 },
      { net: { minor: 1e14, currency: receipt.net.currency } },
      { net: { minor: 0.5, currency: receipt.net.currency } },
      { receiptNumber: 'x'.repeat(20_000) },
      { evseId: { toString: 'x' } },
      { paidBy: 'other' },
      { vat: [{ percent: '1e9', net: receipt.net, vat: receipt.net }] },
      { vat: [{ percent: `0.${'1'.repeat(200)}`, net: receipt.net, vat: receipt.net }] },
    ];
    for (const change of hostile) isError(packReceipt({ ...issued, receipt: { ...receipt, ...change } }));
    isError(packReceipt(issued).replace(/^\["[A-Z]{3}"/, '["eur"'));
  });
});

describe('a sealed receipt', () => {
  it('opens whole and verified', async () => {
    await fc.assert(
      fc.asyncProperty(anyIssued, async (issued) => {
        const opened = await openReceipt(sealed(issued));
        expect(opened).toMatchObject({ ok: true, value: { ...issued, stationSignature: 'verified' } });
      }),
      { numRuns: 30 },
    );
  });

  it('is not verified, or no receipt at all, with any one character changed', async () => {
    const other = fc.constantFrom(...ALPHABET);
    await fc.assert(
      fc.asyncProperty(anyIssued, fc.array(fc.tuple(fc.nat(), other), { minLength: 20 }), async (issued, changes) => {
        const fragment = sealed(issued);
        for (const [place, char] of changes) {
          const at = place % fragment.length;
          if (fragment[at] === char) continue;
          const opened = await openReceipt(fragment.slice(0, at) + char + fragment.slice(at + 1));
          if (opened.ok) expect(opened.value.stationSignature).toBe('notVerified');
        }
      }),
      { numRuns: 20 },
    );
  });

  it('does not open cut short, or with something behind it', async () => {
    const [issued] = fc.sample(anyIssued, 1);
    const fragment = issued ? sealed(issued) : '';
    for (const wrong of [fragment.slice(0, -1), fragment.slice(0, -3), `${fragment}0`, `${fragment}000`, '', '0', 'A0'])
      expect((await openReceipt(wrong)).ok, wrong).toBe(false);
  });

  it('of a later version says so', async () => {
    const bytes = fromBase43(sealed(fc.sample(anyIssued, 1)[0] as never));
    bytes?.set([2], 0);
    expect(await openReceipt(toBase43(bytes ?? Uint8Array.of()))).toEqual({ ok: false, error: 'otherVersion' });
  });

  it('stops unpacking what grows beyond any receipt', async () => {
    const [issued] = fc.sample(anyIssued, 1);
    // Blanks between values are JSON like any other: without the limit it would open.
    const padded = (blanks: number) => packReceipt(issued as never).replace(',', `,${' '.repeat(blanks)}`);
    expect((await openReceipt(sealReceipt(deflateRawSync(utf8(padded(9))), secretKey))).ok).toBe(true);
    const bomb = deflateRawSync(utf8(padded(1_000_000)), { level: 9 });
    expect(bomb.length).toBeLessThan(5_000);
    expect(await openReceipt(sealReceipt(bomb, secretKey))).toEqual({ ok: false, error: 'damaged' });
    expect(await openReceipt('0'.repeat(33_000))).toEqual({ ok: false, error: 'notAReceipt' });
  });

  it('names the key it was signed with', async () => {
    const issued = fc.sample(anyIssued, 1)[0] as never;
    const keys = await Promise.all(
      [secretKey, secretKey.toReversed()].map(async (key) => {
        const opened = await openReceipt(sealed(issued, key));
        return opened.ok && opened.value.stationKey;
      }),
    );
    expect(keys[0]).toMatch(/^([0-9A-F]{4}\u00a0){4}[0-9A-F]{4}$/);
    expect(keys[1]).not.toBe(keys[0]);
  });
});
