import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { MinusMark, PlusMark } from '../drawings/marks.tsx';

/** What can be chosen of a number: in steps by two touches, and the usual ones by one. */
export type Steps = {
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly presets: readonly number[];
};

/** A number to choose without typing and without dragging. */
export function Stepper(props: {
  label: string;
  value: number;
  steps: Steps;
  show: (value: number) => string;
  onChange: (value: number) => void;
}) {
  const { label, value, steps, show, onChange } = props;
  const { t } = useTranslation('price');
  const { least, most, step, presets } = steps;
  // From a bound that lies between two steps the next touch leads back onto them.
  const less = Math.max(least, Math.ceil(value / step) * step - step);
  const more = Math.min(most, Math.floor(value / step) * step + step);
  return (
    <fieldset className={presets.length > 0 ? 'stepper' : 'stepper small'} aria-label={label}>
      <Button
        className="touch step"
        aria-label={t('budget.less')}
        isDisabled={value <= least}
        onPress={() => onChange(less)}
      >
        <MinusMark />
      </Button>
      <output aria-live="polite">
        <span className="caption">{label}</span>
        <strong>{show(value)}</strong>
      </output>
      <Button
        className="touch step"
        aria-label={t('budget.more')}
        isDisabled={value >= most}
        onPress={() => onChange(more)}
      >
        <PlusMark />
      </Button>
      {presets.length > 0 && (
        <Choices
          value={value}
          choices={presets.filter((each) => each >= least && each <= most)}
          {...{ show, onChange }}
        />
      )}
    </fieldset>
  );
}

/** A few things of which one is chosen. */
export function Choices<T extends string | number>(props: {
  value: T;
  choices: readonly T[];
  show: (value: T) => string;
  onChange: (value: T) => void;
}) {
  const { value, choices, show, onChange } = props;
  return (
    <ul className="choices presets">
      {choices.map((choice) => (
        <li key={choice}>
          <Button className="touch" aria-pressed={choice === value} onPress={() => onChange(choice)}>
            {show(choice)}
          </Button>
        </li>
      ))}
    </ul>
  );
}
