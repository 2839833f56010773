import type { OcpiTariff } from '../ocpiTariff.ts';

/** Who pays: a card or a code at the station, or a charging key, whose contract may ask for a profile. */
export type Payer =
  | { readonly kind: 'adHoc' }
  | { readonly kind: 'key'; readonly profile?: 'PROFILE_CHEAP' | 'PROFILE_FAST' | 'PROFILE_GREEN' | undefined };

export const isValidAt = ({ start_date_time, end_date_time }: OcpiTariff, atMs: number): boolean =>
  (start_date_time === undefined || Date.parse(start_date_time) <= atMs) &&
  (end_date_time === undefined || atMs < Date.parse(end_date_time));

/**
 * Which of a connector's tariffs applies to a payer now; null: none. A tariff made for the payer goes before one for all
 * (without `type`); of several the one that came into force last, and of those the first in the list. It is chosen once,
 * at authorization: later changes are for the next session.
 */
export function chooseTariff(tariffs: readonly OcpiTariff[], payer: Payer, nowMs: number): OcpiTariff | null {
  const valid = tariffs.filter((tariff) => isValidAt(tariff, nowMs));
  const sought: readonly OcpiTariff['type'][] =
    payer.kind === 'adHoc'
      ? ['AD_HOC_PAYMENT', undefined]
      : [...(payer.profile ? [payer.profile] : []), 'REGULAR', undefined];
  for (const type of sought) {
    const [latest] = valid.filter((tariff) => tariff.type === type).toSorted((a, b) => sinceMs(b) - sinceMs(a));
    if (latest) return latest;
  }
  return null;
}

/** A tariff without a beginning is older than any with one. */
const sinceMs = ({ start_date_time }: OcpiTariff): number =>
  start_date_time === undefined ? Number.MIN_SAFE_INTEGER : Date.parse(start_date_time);
