import type { SignedMeter } from '../../machines/receiptView.ts';
import { billedEnergy } from '../metering/ocmf/billedEnergy.ts';
import { type OcmfReading, type OcmfRecord, readOcmf } from '../metering/ocmf/record.ts';
import { readTime } from '../metering/ocmf/time.ts';

/** One end of a charge as the meter signed it. */
export type SignedReading = {
  /** Its digits, every one of them. */
  readonly value: string;
  readonly unit: string;
  /** Null where the meter's own time cannot be read. */
  readonly atMs: number | null;
};

/** The records of a charge in their order; what is no record is left out. */
export const recordsOf = ({ startText, text }: SignedMeter): readonly OcmfRecord[] =>
  [startText, text].flatMap((record) => {
    const read = record === null ? null : readOcmf(record);
    return read?.ok ? [read.value] : [];
  });

/** What the meter signed, for a person to read. Whether the signature holds is another question. */
export function signedReadings(signed: SignedMeter | null): {
  readonly begin: SignedReading | null;
  readonly end: SignedReading | null;
  /** "T41", or "T40, T41" of a meter that keeps begin and end apart. */
  readonly pagination: string | null;
} {
  const records = signed ? recordsOf(signed) : [];
  const energy = billedEnergy(records);
  const pages = records.flatMap(({ payload }) => payload.pagination ?? []);
  return {
    begin: energy.ok ? readingOf(energy.value.begin) : null,
    end: energy.ok ? readingOf(energy.value.end) : null,
    pagination: pages.length > 0 ? pages.join(', ') : null,
  };
}

const readingOf = ({ value, unit, time }: OcmfReading): SignedReading | null =>
  value === null || unit === null ? null : { value, unit, atMs: readTime(time ?? '')?.atMs ?? null };
