import type { PanelView } from '../../machines/panelView.ts';

/** Between these a seated person and a standing one both read and reach: PAS 1899:2022. */
const REACH_MM = { from: 800, to: 1300 };
/** Of a tall panel: on 32 inches, hung 900 mm up, that is below the 1220 mm of EN 301 549, 8.3.2 as well. */
const REACH_SHARE = 0.45;
/** A panel lower than this has no room for drawings beside fifteen-millimetre buttons. */
const SMALL_MM = 110;
const SMALL_PX = 640;

/** How the screen lies on its panel. Lengths without a unit in their name are CSS px. */
export type Layout = {
  readonly name: 'landscape' | 'portrait' | 'small';
  readonly pxPerMm: number;
  readonly width: number;
  readonly height: number;
  /** What is left free below it. */
  readonly lift: number;
  /** How far up from there something may be touched. */
  readonly reach: number;
};

type Panel = Pick<PanelView, 'diagonalInches' | 'lowerEdgeMm'>;
type Size = { readonly width: number; readonly height: number };

const perMm = ({ diagonalInches }: Panel, { width, height }: Size): number =>
  Math.hypot(width, height) / (diagonalInches * 25.4);

/** Whether anything of this panel is higher than everybody reaches. */
export const isTall = (panel: Panel, page: Size): boolean =>
  panel.lowerEdgeMm + page.height / perMm(panel, page) > REACH_MM.to;

/**
 * In low reach what is touched on a tall panel lies in its lower part, and what is only read stays above; a wide one is laid
 * out anew within the band that everybody reaches.
 */
export function layoutOf(panel: Panel, page: Size, lowReach: boolean): Layout {
  const pxPerMm = perMm(panel, page);
  if (!lowReach || !isTall(panel, page))
    return { ...page, name: nameOf(page, pxPerMm), pxPerMm, lift: 0, reach: page.height };
  const lift = Math.max(0, REACH_MM.from - panel.lowerEdgeMm) * pxPerMm;
  const top = Math.max(REACH_MM.to - panel.lowerEdgeMm, 0) * pxPerMm;
  const band = Math.min(Math.max(top - lift, page.height / 3), page.height - lift);
  if (nameOf(page, pxPerMm) === 'portrait') {
    const reach = Math.min(band, page.height * REACH_SHARE);
    return { width: page.width, height: page.height - lift, name: 'portrait', pxPerMm, lift, reach };
  }
  const low = { width: page.width, height: Math.min(band, page.width * 0.66) };
  return { ...low, name: nameOf(low, pxPerMm), pxPerMm, lift, reach: low.height };
}

function nameOf({ width, height }: Size, pxPerMm: number): Layout['name'] {
  if (width < height) return 'portrait';
  return height <= SMALL_PX || height / pxPerMm < SMALL_MM ? 'small' : 'landscape';
}
