import type { Act } from '../benchStore.ts';
import { Chip } from '../controls.tsx';
import { plainSpan } from '../words.ts';

const USUAL_MS = [0, 2_000, 10_000, 60_000];

/** How long the bank takes to answer. A delay set elsewhere (by a test) is shown among the usual ones. */
export function BankDelay({ delayMs, act }: { delayMs: number; act: Act }) {
  const choices = [...new Set([...USUAL_MS, delayMs])].sort((a, b) => a - b);
  return (
    <fieldset className="bank-delay">
      <legend>Bank answers after</legend>
      <div className="chips">
        {choices.map((ms) => (
          <Chip key={ms} on={ms === delayMs} testId={`bank-delay-${ms}`} onPress={() => act({ type: 'bankDelay', ms })}>
            {plainSpan(ms)}
          </Chip>
        ))}
      </div>
    </fieldset>
  );
}
