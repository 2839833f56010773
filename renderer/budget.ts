import type { Budget, BudgetRange } from '../machines/budget.ts';
import type { Steps } from './components/Stepper.tsx';

/** What can be chosen of each kind of budget. No React. */

export type BudgetKind = Budget['kind'];

/** Amounts in round steps, about twelve of them up to what is held: 5, 10, 15 … of €60. */
export function amountSteps({ leastMinor, mostMinor }: BudgetRange): Steps {
  const rough = mostMinor / 12;
  const tens = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  const step = [1, 2, 5, 10].map((each) => each * tens).find((each) => each >= rough) ?? tens;
  const presets = [2, 4, 6, 8].map((each) => each * step);
  return { least: leastMinor, most: mostMinor, step, presets };
}
/** Below what the car has already there is nothing to choose. */
export const socSteps = (socPercent: number | null): Steps => ({
  least: Math.min(100, Math.max(10, (socPercent ?? 0) + 1)),
  most: 100,
  step: 5,
  presets: [60, 80, 90, 100],
});
export const timeSteps: Steps = { least: 5, most: 240, step: 5, presets: [15, 30, 45, 60] };

/** What a kind begins with: what was chosen before, or what most choose. */
export function firstOf(
  kind: BudgetKind,
  before: Budget | null,
  range: BudgetRange,
  socPercent: number | null,
): Budget {
  if (before?.kind === kind) return before;
  switch (kind) {
    case 'amount': {
      const { presets, least, most } = amountSteps(range);
      return { kind, amountMinor: presets.find((each) => each >= least && each <= most) ?? most };
    }
    case 'soc':
      return { kind, socPercent: Math.max(80, socSteps(socPercent).least) };
    case 'time':
      return { kind, minutes: 30 };
  }
}

/** How much of a budget is used, from 0 to 1; null where nobody can tell. */
export function usedOf(
  budget: Budget,
  now: { readonly costMinor: number; readonly socPercent: number | null; readonly chargedMs: number },
): number | null {
  const share = (part: number, whole: number) => Math.min(1, Math.max(0, part / whole));
  switch (budget.kind) {
    case 'amount':
      return share(now.costMinor, budget.amountMinor);
    case 'soc':
      return now.socPercent === null ? null : share(now.socPercent, budget.socPercent);
    case 'time':
      return share(now.chargedMs, budget.minutes * 60_000);
  }
}
