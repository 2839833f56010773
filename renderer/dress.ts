import { useLayoutEffect, useSyncExternalStore } from 'react';
import type { BrandView } from '../machines/panelView.ts';
import type { KioskView } from '../machines/view.ts';
import { isTall, type Layout, layoutOf } from './theme/layoutOf.ts';

/**
 * Puts colours and sizes of the view on the document itself: sheets and notes lie outside of the kiosk. Style sheets ask
 * `style(--layout: …)` instead of the panel's own shape: in low reach the screen has another.
 */
export function useDress({ panel, highContrast, lowReach }: KioskView): void {
  const page = usePageSize();
  const { theme } = panel;
  const { name, pxPerMm, width, height, lift, reach } = layoutOf(panel, page, lowReach);
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset.contrast = highContrast ? 'high' : 'usual';
    if (theme === 'system') delete dataset.theme;
    else dataset.theme = theme;
  }, [highContrast, theme]);
  useLayoutEffect(() => paint(panel.brand), [panel.brand]);
  useLayoutEffect(
    () => lay({ name, pxPerMm, width, height, lift, reach }),
    [name, pxPerMm, width, height, lift, reach],
  );
}

function lay({ name, pxPerMm, width, height, lift, reach }: Layout): void {
  const { dataset, style } = document.documentElement;
  dataset.layout = name;
  dataset.reach = reach < height ? 'low' : 'whole';
  style.setProperty('--mm', `${pxPerMm}px`);
  style.setProperty('--width', `${width}px`);
  style.setProperty('--height', `${height}px`);
  style.setProperty('--lift', `${lift}px`);
  style.setProperty('--reach', `${reach}px`);
}

function paint(brand: BrandView | null): void {
  const { dataset, style } = document.documentElement;
  if (!brand) {
    delete dataset.brand;
    return;
  }
  dataset.brand = brand.name;
  style.setProperty('--brand-ground', brand.ground);
  style.setProperty('--brand-ink', brand.ink);
  if (!brand.font) return;
  const font = new FontFace('Brand', `url(${brand.font})`);
  void font.load().then(
    (loaded) => document.fonts.add(loaded),
    // Without it the title is in the station's own letters.
    () => undefined,
  );
}

/** Whether asking for low reach would change anything. */
export function useIsTall({ panel }: KioskView): boolean {
  return isTall(panel, usePageSize());
}

/** Whether the panel, or what low reach leaves of it, is one of the smallest. */
export function useIsSmall({ panel, lowReach }: KioskView): boolean {
  return layoutOf(panel, usePageSize(), lowReach).name === 'small';
}

let seen = { width: 0, height: 0 };
function usePageSize(): { readonly width: number; readonly height: number } {
  return useSyncExternalStore(onResize, () => {
    const { innerWidth: width, innerHeight: height } = window;
    if (width !== seen.width || height !== seen.height) seen = { width, height };
    return seen;
  });
}

function onResize(changed: () => void): () => void {
  window.addEventListener('resize', changed);
  return () => window.removeEventListener('resize', changed);
}
