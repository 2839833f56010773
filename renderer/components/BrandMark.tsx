import type { BrandView } from '../../machines/panelView.ts';

/** The operator's logo, in a place kept for it that it cannot leave. */
export const BrandMark = ({ brand }: { brand: BrandView }) => (
  <span className="brand-mark">
    <img src={brand.logo} alt={brand.name} />
  </span>
);
