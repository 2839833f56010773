import { p256 } from '@noble/curves/nist.js';
import type { Money } from '../../machines/money.ts';
import type { ReceiptView } from '../../machines/receiptView.ts';
import { curveOfAlgorithm } from '../metering/ocmf/curves.ts';
import { createSigner, type WritableReading } from '../metering/ocmf/sign.ts';
import { fingerprint, receiptBytes, sealReceipt } from './sealedReceipt.ts';

/** A charge at a meter and a station of ours, each with a fixed key: the same record, the same code, every time. */

const curve = curveOfAlgorithm(null);
if (!curve) throw new Error('OCMF has a default algorithm');
const meter = createSigner(curve, 'the meter of the samples');
export const sampleStationKey = Uint8Array.from({ length: 32 }, (_, i) => i + 1);
export const sampleStationFingerprint = fingerprint(p256.getPublicKey(sampleStationKey, true));

/** With a record as talkative as real ones, about a kilobyte: begin and end of the charge, in the charger's zone. */
export function signedByMeter(receipt: ReceiptView): ReceiptView {
  const reading = (TX: 'B' | 'E', wh: number, atMs: number): WritableReading => ({
    TM: `${new Date(atMs + 3_600_000).toISOString().slice(0, -1).replace('.', ',')}+0100 S`,
    TX,
    RV: (wh / 1000).toFixed(3),
    RI: '01-00:B2.08.00*FF',
    RU: 'kWh',
    RT: 'DC',
    EF: '',
    ST: 'G',
  });
  const text = meter.sign({
    FV: '1.4',
    GI: 'Surtidor fast charger, cabinet 1',
    GS: 'SUR-2026-000117-A',
    GV: '4.2.1+build.20260914',
    PG: 'T40217',
    MV: 'Surtidor',
    MM: 'DC meter 600 A / 1000 V',
    MS: receipt.meterId ?? '',
    MF: '1.9.3',
    IS: true,
    IL: 'TRUSTED',
    IF: ['RFID_NONE', 'OCPP_NONE', 'ISO15118_NONE', 'PLMN_NONE'],
    IT: 'CARD_TXN_NR',
    ID: '0F3A66B1C2D40042',
    TT: 'adhoc-1: 0.59 EUR/kWh, 0.35 EUR per charge, 0.20 EUR/min idle after 10 min, 21 % VAT included',
    CF: '2.7.0',
    TA: 'Cable A, 2.4 mOhm, loss compensated',
    CT: 'EVSEID',
    CI: receipt.evseId,
    RD: [reading('B', receipt.meterStartWh, receipt.startedAtMs), reading('E', receipt.meterEndWh, receipt.endedAtMs)],
  });
  const { publicKeyHex } = meter;
  return {
    ...receipt,
    signedMeter: { format: 'OCMF', text, startText: null, publicKeyHex, meterSerial: receipt.meterId },
  };
}

const NOW = Date.UTC(2026, 10, 21, 13, 5, 0);
const MINUTE = 60_000;
const eur = (minor: number): Money => ({ minor, currency: 'EUR' });

export const sampleReceipt: ReceiptView = signedByMeter({
  receiptNumber: 'S1-000042',
  sessionId: '0F3A66B1C2D40042',
  issuedAtMs: NOW,
  startedAtMs: NOW - 21 * MINUTE,
  endedAtMs: NOW - MINUTE,
  timeZone: 'Europe/Madrid',
  evseId: 'ES*SUR*E0001*1',
  operator: { name: 'Surtidor Energía, S.L.', address: 'Calle del Sol 1, 28001 Madrid', vatId: 'ESB12345674' },
  meterId: 'DCM-0001-7731',
  meterStartWh: 4_118_200,
  meterEndWh: 4_146_556,
  energyWh: 28_356,
  signedMeter: null,
  periods: [{ startMs: NOW - 21 * MINUTE, endMs: NOW - MINUTE, energyWh: 28_356, kind: 'charging' }],
  tariff: { id: 'adhoc-1', hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' },
  lines: [
    { kind: 'energy', quantity: '28.356', unit: 'kWh', unitPrice: '0.59', amount: eur(1673) },
    { kind: 'session', quantity: '1', unit: 'session', unitPrice: '0.35', amount: eur(35) },
  ],
  net: eur(1412),
  vat: [{ percent: '21', net: eur(1412), vat: eur(296) }],
  total: eur(1708),
  paidBy: 'bankCard',
  held: eur(6000),
  card: { brand: 'Visa', last4: '1234', entryMode: 'contactless' },
  authorizationNumber: '884213',
  terminalId: '52500041',
});

export const RECEIPT_PAGE = 'https://receipt.surtidor.example/';

/** What the code on the screen says, made as the station makes it. */
export async function linkTo(receipt: ReceiptView): Promise<string> {
  const unpacked = new Blob([receiptBytes({ receipt, buyer: null })]).stream();
  const deflated = await new Response(unpacked.pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer();
  return `${RECEIPT_PAGE}#${sealReceipt(new Uint8Array(deflated), sampleStationKey)}`;
}
