import { type CSSProperties, Fragment, memo, useState } from 'react';

/**
 * The digits of a pump, each on a drum of its own, rolling upwards as a counter does. `value` is the whole number of
 * the last digit's unit (Wh for kWh with three decimals); `places` is where the decimal mark goes.
 */
export const Drums = memo(function Drums(props: { value: number; places: number; wheels: number; mark: string }) {
  const { value, places, mark } = props;
  const wheels = Math.max(props.wheels, String(value).length);
  return (
    <span className="drums" aria-hidden="true" style={{ '--wheels': wheels } as CSSProperties}>
      {Array.from({ length: wheels }, (_, i) => {
        const place = wheels - 1 - i;
        const blank = value < 10 ** place && place > places;
        return (
          <Fragment key={place}>
            <Drum digit={blank ? null : Math.floor(value / 10 ** place) % 10} fraction={place < places} />
            {place === places && places > 0 && <span className="decimal-mark">{mark}</span>}
          </Fragment>
        );
      })}
    </span>
  );
});

/** One drum: at rest it holds its digit alone, after a change also the digits it rolls past on its way there. */
const Drum = memo(function Drum({ digit, fraction }: { digit: number | null; fraction: boolean }) {
  const [roll, setRoll] = useState({ from: digit, to: digit });
  if (roll.to !== digit) setRoll({ from: roll.to, to: digit });
  const digits = digit === null ? '' : rolled(roll.from ?? 0, digit);
  return (
    <span className={fraction ? 'drum fraction' : 'drum'}>
      {/* A new reel for each roll, or the animation would not begin anew. */}
      <span key={digits} className={digits.length > 1 ? 'reel rolling' : 'reel'}>
        {digits}
      </span>
    </span>
  );
});

/** The digits from one to another, a line each, counting upwards: 8 to 1 is 8, 9, 0, 1. */
function rolled(from: number, to: number): string {
  const steps = (to - from + 10) % 10;
  return Array.from({ length: steps + 1 }, (_, i) => (from + i) % 10).join('\n');
}
