import { type Dimension, dimensions, type OcpiTariff } from '../ocpiTariff.ts';
import { compare, times } from '../rational.ts';
import { compile, type Option } from './compile.ts';

/** What a charge counts, in the units of a step: mWh and seconds. */
export type Counted = { readonly milliWh: number; readonly seconds: number };

/**
 * The tariff with the highest price of each dimension at any time, rounded up by the step that leads furthest: by the
 * tariff itself no charge of so much costs more, whichever component is its last.
 */
export function dearest(tariff: OcpiTariff, { milliWh, seconds }: Counted): OcpiTariff {
  const { options } = compile(tariff);
  const counted: Readonly<Record<Dimension, number>> = { ENERGY: milliWh, TIME: seconds, PARKING_TIME: 0, FLAT: 1 };
  const price_components = dimensions.flatMap((dimension) => {
    const byGross = options[dimension].toSorted((a, b) =>
      compare(times(b.unitPrice, b.toGross), times(a.unitPrice, a.toGross)),
    );
    const step_size = stepLeadingFurthest(options[dimension], counted[dimension]);
    return byGross.slice(0, 1).map(({ component }) => ({ ...component, step_size }));
  });
  return { ...tariff, elements: [{ price_components }] };
}

/** Not always the largest: 21 kWh become 40 by 20, and 30 by 30. */
function stepLeadingFurthest(options: readonly Option[], counted: number): number {
  const billedBy = ({ step }: Option): number => (step === 0 ? counted : Math.ceil(counted / step) * step);
  const [furthest] = options.toSorted((a, b) => billedBy(b) - billedBy(a));
  return furthest?.component.step_size ?? 0;
}
