import { type ReactNode, useMemo } from 'react';
import { PageContext } from '../../page.ts';
import { useMaintenance } from '../page.ts';

/** Lets components of the driver's page (the keyboard) stand in this one. They find formats, and no way to the station. */
export function AsOnDriversPage({ children }: { children: ReactNode }) {
  const { desk, format } = useMaintenance();
  const page = useMemo(
    () => ({
      format,
      nowMs: desk.nowMs,
      estimate: async () => null,
      send: async () => ({ ok: false, error: { code: 'away', detail: 'not from here' } }) as const,
    }),
    [desk, format],
  );
  return <PageContext value={page}>{children}</PageContext>;
}
