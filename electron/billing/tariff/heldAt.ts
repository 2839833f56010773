import { dimensions, type OcpiTariff } from '../ocpiTariff.ts';
import { type Moment, pricesAt } from './nextChange.ts';

/** The tariff with the prices of one moment alone: they hold whatever comes. @throws RangeError for an unknown time zone. */
export function heldAt(tariff: OcpiTariff, moment: Moment): OcpiTariff {
  const now = pricesAt(tariff, moment);
  const price_components = dimensions.flatMap((dimension) => now[dimension]?.component ?? []);
  return { ...tariff, elements: [{ price_components }] };
}
