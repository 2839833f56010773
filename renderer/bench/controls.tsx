import type { ReactNode } from 'react';
import { plainWords } from './words.ts';

type SwitchProps = {
  label: string;
  on: boolean;
  words: readonly [on: string, off: string];
  testId: string;
  onChange: (on: boolean) => void;
};

/** A toggle switch that shows the hardware's state in words too. */
export function Switch({ label, on, words, testId, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      className="switch"
      role="switch"
      aria-checked={on}
      data-testid={testId}
      onClick={() => onChange(!on)}
    >
      <span className="switch-label">{label}</span>
      <span className="switch-track" aria-hidden="true" />
      <span className="switch-word" aria-hidden="true">
        {on ? words[0] : words[1]}
      </span>
    </button>
  );
}

type ChipProps = { on: boolean; testId: string; onPress: () => void; children: ReactNode };

/** A small button that stays down. */
export function Chip({ on, testId, onPress, children }: ChipProps) {
  return (
    <button type="button" className="chip" aria-pressed={on} data-testid={testId} onClick={onPress}>
      {children}
    </button>
  );
}

type FaultsProps = {
  label: string;
  faults: readonly { readonly id: string; readonly on: boolean }[];
  testIdPrefix: string;
  onChange: (fault: string, on: boolean) => void;
};

/** The named ways in which a device can misbehave. All up is the honest device. */
export function FaultChips({ label, faults, testIdPrefix, onChange }: FaultsProps) {
  const on = faults.filter((fault) => fault.on).length;
  return (
    <fieldset className="faults">
      <legend>
        {label}
        {on > 0 && <b> {on} on</b>}
      </legend>
      <div className="chips">
        {faults.map((fault) => (
          <Chip
            key={fault.id}
            on={fault.on}
            testId={`${testIdPrefix}-${fault.id}`}
            onPress={() => onChange(fault.id, !fault.on)}
          >
            {plainWords(fault.id)}
          </Chip>
        ))}
      </div>
    </fieldset>
  );
}
