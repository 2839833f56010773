import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleReceipt, sampleStationFingerprint, sampleStationKey } from '../receipt/samples.ts';
import { openReceipt } from '../receipt/sealedReceipt.ts';
import { createReceiptLinks } from './receiptLinks.ts';
import { openStationKey } from './stationKey.ts';

const log = { error: () => {} };
const PAGE = 'https://receipt.example/';

describe('the key of a station', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'surtidor-key-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));
  const file = () => join(dir, 'station.key');

  it('is made once, for the station alone to read, and stays', () => {
    const made = openStationKey(dir);
    expect(made.ok && made.value.length).toBe(32);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(openStationKey(dir)).toEqual(made);
    chmodSync(file(), 0o644);
    openStationKey(dir);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it.each(['', 'not a key', 'ff'.repeat(32), '00'.repeat(32), 'ab'.repeat(31)])('is not overwritten by %j', (text) => {
    writeFileSync(file(), text);
    expect(openStationKey(dir)).toMatchObject({ ok: false, error: { code: 'notAKey' } });
    expect(readFileSync(file(), 'utf8')).toBe(text);
  });

  it('is missed in words where there is no folder', () => {
    expect(openStationKey(join(dir, 'gone'))).toMatchObject({ ok: false, error: { code: 'unwritable' } });
  });
});

describe('the link to a receipt', () => {
  const links = (page: string | null) => createReceiptLinks({ secretKey: sampleStationKey, page: () => page, log });

  it('leads to the page and carries the receipt, signed', async () => {
    const [page, fragment = ''] = links(PAGE).of(sampleReceipt, null)?.split('#') ?? [];
    const { periods: _inTheBooks, ...paper } = sampleReceipt;
    expect(page).toBe(PAGE);
    expect(await openReceipt(fragment)).toEqual({
      ok: true,
      value: { receipt: paper, buyer: null, stationSignature: 'verified', stationKey: sampleStationFingerprint },
    });
    expect(links(PAGE).key).toBe(sampleStationFingerprint);
  });

  it('is made once per receipt, and anew when it becomes an invoice', () => {
    const one = links(PAGE);
    const buyer = { companyName: 'Flota S.A.', vatNumber: 'ESB12345682', countryCode: 'ES' };
    expect(one.of(sampleReceipt, null)).toBe(one.of(sampleReceipt, null));
    expect(one.of(sampleReceipt, buyer)).not.toBe(one.of(sampleReceipt, null));
  });

  it('is none without a page, or with more than a code can carry', () => {
    expect(links(null).of(sampleReceipt, null)).toBeNull();
    const noise = Array.from({ length: 600 }, (_, i) => (Math.sin(i) * 1e9).toString(36)).join('');
    const { signedMeter } = sampleReceipt;
    const long = { ...sampleReceipt, signedMeter: signedMeter && { ...signedMeter, text: noise } };
    expect(links(PAGE).of(long, null)).toBeNull();
  });
});
