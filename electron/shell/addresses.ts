import type { PageGroups } from '../ipc/electronServer.ts';

/** The scheme and the host of our own pages, and what each of them may call. */
export const SCHEME = 'app';
export const HOST = 'surtidor';
export const ORIGIN = `${SCHEME}://${HOST}`;
export const KIOSK_PAGE = `${ORIGIN}/index.html`;
export const MAINTENANCE_PAGE = `${ORIGIN}/maintenance.html`;
export const BENCH_PAGE = `${ORIGIN}/bench.html`;

export const pages = {
  [KIOSK_PAGE]: ['kiosk'],
  [MAINTENANCE_PAGE]: ['maintenance'],
  [BENCH_PAGE]: ['bench'],
} as const satisfies PageGroups;
