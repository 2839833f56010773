/**
 * What an operator should know of a tariff. `error`: drivers would not pay what was meant; `warning`: look at it; `note`:
 * as it should be, if it is what you want.
 */
export type Remark = {
  readonly severity: 'error' | 'warning' | 'note';
  /** Where in the tariff: "elements.1.price_components.0.price". */
  readonly path: string;
  readonly text: string;
};

const RANK = { error: 0, warning: 1, note: 2 } as const;

/** The gravest first, each where it stands in the tariff. */
export const inOrder = (remarks: readonly Remark[]): Remark[] =>
  remarks.toSorted(
    (a, b) => RANK[a.severity] - RANK[b.severity] || a.path.localeCompare(b.path, 'en', { numeric: true }),
  );

export const lineOf = ({ severity, path, text }: Remark): string => `${severity.padEnd(7)} ${path}: ${text}`;
