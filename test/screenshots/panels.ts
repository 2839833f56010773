/** The glass that pictures and measures are taken on: the smallest, the usual, the widest and the tallest. */
export const panels = {
  landscape: { width: 1280, height: 800, inches: 10.1 },
  portrait: { width: 1080, height: 1920, inches: 32 },
  small: { width: 800, height: 480, inches: 7 },
  wide: { width: 1920, height: 1080, inches: 15.6 },
} as const;
export type PanelName = keyof typeof panels;
export type Panel = { readonly width: number; readonly height: number; readonly inches: number };

/** CSS px of one millimetre. */
export const pxPerMm = ({ width, height, inches }: Panel): number => Math.hypot(width, height) / (inches * 25.4);
