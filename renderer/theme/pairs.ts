/**
 * Which ink stands on which ground, and how well it must be seen: words (WCAG 2.2, 1.4.3), or marks and edges that
 * tell something (1.4.11). In high contrast, words have 7:1 (1.4.6). Whoever gives a role a new ground adds it here.
 */
export type Pair = readonly [ink: string, ground: string, kind: 'words' | 'mark'];

export const pairs: readonly Pair[] = [
  ['on-surface', 'surface', 'words'],
  ['on-surface', 'surface-raised', 'words'],
  ['on-surface', 'line', 'words'],
  ['on-surface-soft', 'surface', 'words'],
  ['on-surface-soft', 'surface-raised', 'words'],
  ['surface', 'on-surface', 'words'],
  ['on-action', 'action', 'words'],
  ['on-action', 'on-surface-soft', 'words'],
  ['danger-ink', 'surface', 'words'],
  ['danger-ink', 'surface-raised', 'words'],
  ['on-energy', 'energy', 'words'],
  ['on-energy-soft', 'energy', 'words'],
  ['on-attention', 'attention', 'words'],
  ['on-danger', 'danger', 'words'],
  ['on-bezel', 'bezel', 'words'],
  ['on-drum', 'drum', 'words'],
  ['on-drum', 'drum-fraction', 'words'],
  ['on-paper', 'paper', 'words'],
  ['on-paper-soft', 'paper', 'words'],
  ['line-strong', 'surface', 'mark'],
  ['energy-ink', 'surface', 'mark'],
  ['energy-ink', 'energy-soft', 'mark'],
  ['danger', 'attention', 'mark'],
  ['focus', 'surface', 'mark'],
  ['focus', 'surface-raised', 'mark'],
];
