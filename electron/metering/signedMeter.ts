import type { SignedMeterValue } from '../../machines/ports/powerController.ts';
import type { SignedMeter } from '../../machines/receiptView.ts';
import { curveOfAlgorithm } from './ocmf/curves.ts';
import { readPublicKey, subjectPublicKeyInfo } from './ocmf/publicKey.ts';
import { readOcmf } from './ocmf/record.ts';

/** Null when the meter signed nothing, or nothing of a kind the driver could check. */
export function signedMeterOf(told: {
  readonly signed: SignedMeterValue | null;
  readonly signedStart: SignedMeterValue | null;
}): SignedMeter | null {
  const end = ocmfOf(told.signed);
  const start = ocmfOf(told.signedStart);
  if (!end) return null;
  const record = readOcmf(end.data);
  const { payload, signature } = record.ok ? record.value : {};
  const curve = curveOfAlgorithm(signature?.algorithm ?? null);
  const key = curve && readPublicKey(end.publicKey ?? start?.publicKey ?? '', curve);
  return {
    format: 'OCMF',
    text: end.data,
    startText: start?.data ?? null,
    publicKeyHex: key?.ok ? subjectPublicKeyInfo(key.value) : null,
    meterSerial: payload?.meterSerial ?? payload?.gatewaySerial ?? null,
  };
}

const ocmfOf = (value: SignedMeterValue | null): SignedMeterValue | null =>
  value && (value.encoding.toUpperCase() === 'OCMF' || value.data.startsWith('OCMF|')) ? value : null;
