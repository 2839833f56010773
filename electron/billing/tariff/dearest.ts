import { dimensions, type OcpiTariff } from '../ocpiTariff.ts';
import { compare, times } from '../rational.ts';
import { compile } from './compile.ts';

/** The tariff with the highest price of each dimension at any time: no session costs more by the tariff itself. */
export function dearest(tariff: OcpiTariff): OcpiTariff {
  const { options } = compile(tariff);
  const price_components = dimensions.flatMap((dimension) => {
    const byGross = options[dimension].toSorted((a, b) =>
      compare(times(b.unitPrice, b.toGross), times(a.unitPrice, a.toGross)),
    );
    return byGross.slice(0, 1).map(({ component }) => component);
  });
  return { ...tariff, elements: [{ price_components }] };
}
