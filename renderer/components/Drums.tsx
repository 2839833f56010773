import { type CSSProperties, Fragment } from 'react';

/** A column of ten digits ending in the one shown, so that a drum has something to roll past. */
const turn = (n: number): string => {
  const lines: number[] = [];
  for (let i = n - 9; i <= n; i++) lines.push(((i % 10) + 10) % 10);
  return lines.join('\n');
};

/**
 * The digits of a pump, each on a drum of its own, rolling upwards as a counter does. `value` is the whole number of
 * the last digit's unit (Wh for kWh with three decimals); `places` is where the decimal mark goes.
 */
export function Drums(props: { value: number; places: number; wheels: number; mark: string }) {
  const { value, places, mark } = props;
  const wheels = Math.max(props.wheels, String(value).length);
  return (
    <span className="drums" aria-hidden="true" style={{ '--wheels': wheels } as CSSProperties}>
      {Array.from({ length: wheels }, (_, i) => {
        const place = wheels - 1 - i;
        // How often this drum has clicked on. It starts again at 10 000 to stay within what a browser can lay out.
        const clicks = Math.floor(value / 10 ** place) % 10_000;
        const blank = value < 10 ** place && place > places;
        return (
          <Fragment key={place}>
            <span className={place < places ? 'drum fraction' : 'drum'}>
              <span className="reel" style={{ '--clicks': clicks } as CSSProperties}>
                {blank ? '' : turn(clicks)}
              </span>
            </span>
            {place === places && places > 0 && <span className="decimal-mark">{mark}</span>}
          </Fragment>
        );
      })}
    </span>
  );
}
