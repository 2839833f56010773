import { type CSSProperties, Fragment, memo, useLayoutEffect, useRef } from 'react';

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

/** Nothing, then each digit twice: from any one the reel turns upwards to any other. */
const REEL = ` \n${'0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n'.repeat(2)}`;
const LINE_EM = 1.16;
const ROLL_MS = 320;

const lineOf = (digit: number | null): number => (digit === null ? 0 : digit + 1);
const at = (line: number): string => `translateY(${(-line * LINE_EM).toFixed(2)}em)`;

/** One drum: its reel never changes, it is only moved. So a turn costs no layout, however many there are. */
const Drum = memo(function Drum({ digit, fraction }: { digit: number | null; fraction: boolean }) {
  const reel = useRef<HTMLSpanElement>(null);
  const shown = useRef(digit);
  useLayoutEffect(() => {
    const from = lineOf(shown.current);
    const to = lineOf(digit);
    shown.current = digit;
    if (from === to || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    // Upwards past 9: on into the second ten, where the same digit stands.
    const keyframes = [{ transform: at(from) }, { transform: at(to < from && to > 0 ? to + 10 : to) }];
    reel.current?.animate(keyframes, { duration: ROLL_MS, easing: 'cubic-bezier(0.3, 0.9, 0.4, 1)' });
  }, [digit]);
  return (
    <span className={fraction ? 'drum fraction' : 'drum'} data-digit={digit ?? ''}>
      <span ref={reel} className="reel" style={{ transform: at(lineOf(digit)) }}>
        {REEL}
      </span>
    </span>
  );
});
