import { generateKeyPairSync, sign as nodeSign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBytes, toBase64, toHex, utf8 } from './bytes.ts';
import { curves } from './curves.ts';
import { curveNamed, meter, payload } from './fixtures.ts';
import { readPublicKey, subjectPublicKeyInfo } from './publicKey.ts';
import { createSigner } from './sign.ts';
import { verifyOcmf } from './verify.ts';

/** OpenSSL's names of OCMF's curves: an implementation that shares nothing with ours. */
const openSslNames: Readonly<Record<string, string>> = {
  secp192k1: 'secp192k1',
  secp192r1: 'prime192v1',
  secp256k1: 'secp256k1',
  secp256r1: 'prime256v1',
  secp384r1: 'secp384r1',
  brainpool256r1: 'brainpoolP256r1',
  brainpool384r1: 'brainpoolP384r1',
};
const signed = '{"FV":"1.4","PG":"T1","MS":"é|{","RD":[]}';
const recordOf = (algorithm: string | null, sd: string, json = signed) =>
  `OCMF|${json}|${JSON.stringify({ ...(algorithm !== null && { SA: algorithm }), SD: sd })}`;
const bytes = (hex: string) => readBytes(hex) ?? new Uint8Array();

describe.each(curves.map(({ name }) => name))('%s', (name) => {
  const algorithm = `ECDSA-${name}-SHA256`;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: openSslNames[name] ?? '' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const signedBy = (dsaEncoding: 'der' | 'ieee-p1363') =>
    nodeSign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding });
  const der = signedBy('der');
  const point = spki.subarray(-2 * curveNamed(name).bytes);

  test.each([
    ['DER', der, false],
    ['r‖s', signedBy('ieee-p1363'), true],
  ])('verifies what OpenSSL signed, as %s in hex and in base64', (_form, signature, lenient) => {
    for (const sd of [signature.toString('hex').toUpperCase(), signature.toString('base64')])
      expect(verifyOcmf(recordOf(algorithm, sd), spki.toString('hex'))).toEqual({
        result: 'verified',
        curve: name,
        lenient,
      });
  });

  test.each([
    ['hex', spki.toString('hex')],
    [
      'HEX in groups',
      spki
        .toString('hex')
        .toUpperCase()
        .match(/.{4}|.+$/g)
        ?.join(' ') ?? '',
    ],
    ['base64', spki.toString('base64')],
    ['PEM', publicKey.export({ type: 'spki', format: 'pem' }).toString()],
    ['04‖X‖Y', `04${point.toString('hex')}`],
    ['X‖Y', point.toString('hex')],
    ["OCA's", Buffer.from(`oca:base16:asn1:${spki.toString('hex')}`).toString('base64')],
    ["OCA's, not wrapped", `oca:base16:asn1:${spki.toString('hex')}`],
  ])('takes the key as %s', (_form, key) => {
    expect(verifyOcmf(recordOf(algorithm, der.toString('hex')), key)).toMatchObject({ result: 'verified' });
    const read = readPublicKey(key, curveNamed(name));
    expect(read.ok && subjectPublicKeyInfo(read.value)).toBe(spki.toString('hex'));
  });

  test('our own signature is deterministic, and right by OpenSSL', async () => {
    const { createPublicKey, verify } = await import('node:crypto');
    const signer = createSigner(curveNamed(name), 'seed');
    const text = signer.sign(payload());
    expect(createSigner(curveNamed(name), 'seed').sign(payload())).toBe(text);
    const [, json = '', signature = '{}'] = text.split('|');
    const key = createPublicKey({ key: Buffer.from(bytes(signer.publicKeyHex)), format: 'der', type: 'spki' });
    expect(verify('sha256', Buffer.from(json), key, Buffer.from(bytes(JSON.parse(signature).SD)))).toBe(true);
  });
});

describe('spellings', () => {
  const sdOf = (text: string): string => /"SD":"(\w+)"/.exec(text)?.[1] ?? '';
  const jsonOf = (text: string): string => text.split('|')[1] ?? '';

  test.each([
    ['secp256r1', 'ecdsa-SECP256R1-sha256'],
    ['secp256r1', 'ECDSA-prime256v1-SHA256'],
    ['secp256r1', null],
    ['secp256r1', ''],
    ['brainpool256r1', 'ECDSA-brainpoolP256r1-SHA256'],
    ['brainpool384r1', 'ECDSA-brainpoolP384r1-SHA256'],
    ['secp192r1', 'ECDSA-prime192v1-SHA256'],
  ])('%s as SA %s', (name, spelled) => {
    const signer = createSigner(curveNamed(name), 's');
    const text = signer.sign(payload());
    expect(verifyOcmf(recordOf(spelled, sdOf(text), jsonOf(text)), signer.publicKeyHex)).toMatchObject({
      result: 'verified',
      curve: name,
    });
  });

  test('s in the upper half is as good as in the lower', () => {
    const { n } = curveNamed('secp256r1').ecdsa().Point.CURVE();
    const text = meter.sign(payload());
    const sd = sdOf(text);
    const [r, s] = [...sd.matchAll(/02(?:20|2100)([\da-f]{64})/g)].map((match) => match[1] ?? '');
    const mirrored = (n - BigInt(`0x${s}`)).toString(16).padStart(64, '0');
    expect(verifyOcmf(recordOf(null, `${r}${mirrored}`, jsonOf(text)), meter.publicKeyHex)).toMatchObject({
      result: 'verified',
    });
  });

  test('an INTEGER without the 00 before its top bit is taken, and told', () => {
    const padded = /^30(..)02(?:20([\da-f]{64})|2100([\da-f]{64}))02(?:20([\da-f]{64})|2100([\da-f]{64}))$/;
    // One of a few payloads has an r or s that needs the pad.
    const text = Array.from({ length: 20 }, (_, n) => meter.sign(payload({ ID: `${n}` }))).find((candidate) =>
      sdOf(candidate).includes('2100'),
    );
    const [, , r1, r2, s1, s2] = padded.exec(sdOf(text ?? '')) ?? [];
    const bare = `30440220${r1 ?? r2}0220${s1 ?? s2}`;
    expect(verifyOcmf(recordOf(null, bare, jsonOf(text ?? '')), meter.publicKeyHex)).toEqual({
      result: 'verified',
      curve: 'secp256r1',
      lenient: true,
    });
  });
});

describe('what is not verified and what cannot be checked', () => {
  const text = meter.sign(payload());
  const other = createSigner(curveNamed('secp256k1'), 'other').publicKeyHex;
  const key = meter.publicKeyHex;
  const unknownCurve = generateKeyPairSync('ec', { namedCurve: 'secp521r1' }).publicKey.export({
    type: 'spki',
    format: 'der',
  });

  test.each([
    ['one digit changed', text.replace('2947.100', '2947.101'), key, 'signatureWrong'],
    ['a digit left off', text.replace('2947.100', '2947.1'), key, 'signatureWrong'],
    ['a blank more', text.replace('"PG":', '"PG": '), key, 'signatureWrong'],
    ['another meter', text, createSigner(curveNamed('secp256r1'), 'other').publicKeyHex, 'signatureWrong'],
    ['a key of another curve', text, other, 'keyOfOtherCurve'],
    ['a point too long for the curve', text, '11'.repeat(96), 'keyOfOtherCurve'],
    ['r and s of zero', recordOf(null, '00'.repeat(64)), key, 'signatureWrong'],
  ])('%s: not verified', (_case, record, publicKey, why) => {
    expect(verifyOcmf(record, publicKey)).toEqual({ result: 'notVerified', why });
  });

  test.each([
    ['no key', text, null, 'keyMissing'],
    ['an empty key', text, '  ', 'keyMissing'],
    ['a key of no form', text, 'see the display', 'keyUnreadable'],
    ['a key of a curve unknown to OCMF', text, unknownCurve.toString('hex'), 'keyUnreadable'],
    ['a point off its curve', text, `04${'11'.repeat(64)}`, 'keyInvalid'],
    ['an unknown algorithm', text.replace('ECDSA-secp256r1', 'RSA'), key, 'algorithmUnknown'],
    ['another hash', text.replace('SHA256', 'SHA512'), key, 'algorithmUnknown'],
    ['no signature', recordOf(null, ''), key, 'signatureUnreadable'],
    ['half a signature', text.replace(/"SD":"(.{60})\w+/, '"SD":"$1'), key, 'signatureUnreadable'],
    ['no record', 'OCMF', key, 'notOcmf'],
    ['a broken payload', text.replace('"RD"', 'RD'), key, 'payloadUnreadable'],
  ])('%s: cannot be checked', (_case, record, publicKey, why) => {
    expect(verifyOcmf(record, publicKey)).toEqual({ result: 'cannotBeChecked', why });
  });

  test('any byte of the payload or the signature flipped is never verified', () => {
    const [, json = ''] = text.split('|');
    const sd = bytes(/"SD":"(\w+)"/.exec(text)?.[1] ?? '');
    const flipped = (whole: Uint8Array, at: number, mask: number) =>
      whole.map((byte, index) => (index === at % whole.length ? byte ^ mask : byte));
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, mask, inPayload) => {
        const badJson = inPayload ? new TextDecoder('latin1').decode(flipped(utf8(json), at, mask)) : json;
        const badSd = inPayload ? sd : flipped(sd, at, mask);
        const verdict = verifyOcmf(recordOf(null, toHex(badSd), badJson), key);
        expect(verdict.result).not.toBe('verified');
      }),
      { numRuns: 300 },
    );
  });

  test('any text at all gets a verdict, not a throw', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (json, sd, publicKey) => {
        verifyOcmf(json, publicKey);
        verifyOcmf(recordOf(null, sd, json), publicKey);
        verifyOcmf(recordOf(null, toBase64(utf8(sd))), publicKey);
        expect(verifyOcmf(text, publicKey).result).not.toBe('verified');
      }),
    );
  });
});
