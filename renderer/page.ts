import { createContext, useContext, useEffect, useState } from 'react';
import type { Format } from '../locales/format.ts';
import type { KioskView, ScreenName, ScreenView } from '../machines/view.ts';
import type { Send, Station } from './station.ts';

/** What every component may need: the formats of the moment, the way to the station, its clock. */
export type Page = {
  readonly format: Format;
  readonly send: Send;
  readonly estimate: Station['estimate'];
  readonly nowMs: () => number;
};
export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('rendered outside the page');
  return page;
}

export type ScreenProps<N extends ScreenName> = {
  readonly screen: Extract<ScreenView, { name: N }>;
  readonly view: KioskView;
};

/** The station's time, looked at once a second. */
export function useNow(): number {
  const { nowMs } = usePage();
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return nowMs();
}
