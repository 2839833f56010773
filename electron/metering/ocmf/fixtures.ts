import { type Curve, curveOfAlgorithm } from './curves.ts';
import { type OcmfRecord, readOcmf } from './record.ts';
import { createSigner, type WritablePayload, type WritableReading } from './sign.ts';

/** Made-up records: a meter of ours, signing with a key of ours. */

export const curveNamed = (name: string): Curve => {
  const curve = curveOfAlgorithm(`ECDSA-${name}-SHA256`);
  if (!curve) throw new Error(`no curve ${name}`);
  return curve;
};

export const reading = (TX: 'B' | 'E', RV: string, more: Partial<WritableReading> = {}): WritableReading => ({
  TM: TX === 'B' ? '2026-05-06T10:00:00,000+0000 S' : '2026-05-06T10:30:00,000+0000 S',
  TX,
  RV,
  RI: '01-00:B2.08.00*FF',
  RU: 'kWh',
  RT: 'DC',
  EF: '',
  ST: 'G',
  ...more,
});

export const payload = (more: Partial<WritablePayload> = {}): WritablePayload => ({
  FV: '1.4',
  GI: 'Gateway',
  GS: 'G-1',
  PG: 'T7',
  MV: 'Maker',
  MM: 'Model',
  MS: 'M-1',
  IS: true,
  IL: 'TRUSTED',
  IT: 'CARD_TXN_NR',
  ID: '4711',
  TT: '0.59 EUR/kWh',
  RD: [reading('B', '2935.600'), reading('E', '2947.100')],
  ...more,
});

export const meter = createSigner(curveNamed('secp256r1'), 'a meter of ours');

/** A record as read; not signed, for what does not look at the signature. */
export function record(json: unknown): OcmfRecord {
  const read = readOcmf(`OCMF|${typeof json === 'string' ? json : JSON.stringify(json)}|{"SD":""}`);
  if (!read.ok) throw new Error(read.error.detail);
  return read.value;
}
