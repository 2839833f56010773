import { useLayoutEffect } from 'react';
import type { KioskView } from '../machines/view.ts';

/** Puts what the view says of colours on the document itself: sheets and notes lie outside of the kiosk. */
export function useDress({ highContrast }: Pick<KioskView, 'highContrast'>): void {
  useLayoutEffect(() => {
    document.documentElement.dataset.contrast = highContrast ? 'high' : 'usual';
  }, [highContrast]);
}
