import { type Finding, implausible } from '../metering/ocmf/plausibility.ts';
import { type Verdict, verifyOcmf } from '../metering/ocmf/verify.ts';
import { kWhOf } from './quantity.ts';
import type { PaperReceipt } from './receiptText.ts';
import type { OpenedReceipt } from './sealedReceipt.ts';
import { recordsOf } from './signedReadings.ts';
import { type SumFault, sumFaults } from './sums.ts';

/** What each can say for itself. A good signature does not make a sum right, nor a right sum a signature good. */
export type ReceiptCheck = {
  /** Who signed the readings; null where the meter signs none. Of two records the worse. */
  readonly meter: Verdict | null;
  /** What speaks against billing what was signed; null where nothing was, or it cannot be read. */
  readonly record: readonly (Finding | { readonly code: 'otherMeter' })[] | null;
  readonly station: 'verified' | 'notVerified';
  readonly sums: readonly SumFault[];
  readonly verdict: 'verified' | 'notVerified' | 'cannotBeChecked';
};

export function checkReceipt({ receipt, stationSignature }: OpenedReceipt): ReceiptCheck {
  const { signedMeter } = receipt;
  const meter =
    signedMeter && worst(recordTexts(signedMeter).map((text) => verifyOcmf(text, signedMeter.publicKeyHex)));
  const record = signedMeter && recordFindings(receipt, signedMeter);
  const sums = sumFaults(receipt);
  const wrong =
    meter?.result === 'notVerified' || (record ?? []).length > 0 || sums.length > 0 || stationSignature !== 'verified';
  const verdict = wrong ? 'notVerified' : meter?.result === 'verified' && record ? 'verified' : 'cannotBeChecked';
  return { meter, record, station: stationSignature, sums, verdict };
}

type Signed = NonNullable<PaperReceipt['signedMeter']>;

const recordTexts = ({ startText, text }: Signed): readonly string[] =>
  startText === null ? [text] : [startText, text];

const badness = { verified: 0, cannotBeChecked: 1, notVerified: 2 } as const;
const worst = (verdicts: readonly Verdict[]): Verdict | null =>
  [...verdicts].sort((a, b) => badness[b.result] - badness[a.result])[0] ?? null;

function recordFindings(receipt: PaperReceipt, signed: Signed): ReceiptCheck['record'] {
  const records = recordsOf(signed);
  if (records.length < recordTexts(signed).length) return null;
  const serials = records.map(({ payload }) => payload.meterSerial ?? payload.gatewaySerial);
  const isOther = signed.meterSerial !== null && serials.some((serial) => serial !== signed.meterSerial);
  const timeIsBilled = receipt.lines.some(({ unit }) => unit === 'minute');
  return [
    ...(isOther ? [{ code: 'otherMeter' } as const] : []),
    ...implausible(records, { billedKwh: kWhOf(receipt.energyWh), timeIsBilled }),
  ];
}
