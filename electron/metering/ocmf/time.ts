/** How far the meter's clock can be trusted, the worst first: unknown, informative, relative, synchronised. */
export const clockStates = ['U', 'I', 'R', 'S'] as const;
export type ClockState = (typeof clockStates)[number];

/** `2018-07-24T13:22:04,000+0200 S`: an instant in epoch milliseconds and what its clock is worth; null otherwise. */
export function readTime(text: string): { readonly atMs: number; readonly state: ClockState } | null {
  const [, local, fraction, hours, minutes, letter] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)[,.](\d{3})([+-]\d\d):?(\d\d) ([UIRS])$/.exec(text.trim()) ?? [];
  const state = clockStates.find((clock) => clock === letter);
  const atMs = Date.parse(`${local}.${fraction}${hours}:${minutes}`);
  return state === undefined || Number.isNaN(atMs) ? null : { atMs, state };
}

/** In UTC: a record is read in many places. */
export const writeTime = (atMs: number, state: ClockState): string =>
  `${new Date(atMs).toISOString().replace('.', ',').replace('Z', '+0000')} ${state}`;
