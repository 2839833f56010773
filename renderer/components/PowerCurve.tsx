import { memo } from 'react';

type Point = { readonly atMs: number; readonly powerW: number };

const WIDTH = 600;
const HEIGHT = 160;
/** Room at the top for half the line's width. */
const TOP = 6;

/** The power so far, growing from the left; the empty part is the time still expected. */
export const PowerCurve = memo(function PowerCurve(props: {
  label: string;
  points: readonly Point[];
  fromMs: number;
  toMs: number;
  maxPowerW: number;
}) {
  const { label, points, fromMs, toMs, maxPowerW } = props;
  const ceiling = Math.max(maxPowerW, ...points.map((point) => point.powerW), 1);
  const x = (atMs: number) => (Math.max(0, atMs - fromMs) / Math.max(1, toMs - fromMs)) * WIDTH;
  const y = (powerW: number) => HEIGHT - (powerW / ceiling) * (HEIGHT - TOP);
  const line = points
    .map(({ atMs, powerW }, i) => `${i === 0 ? 'M' : 'L'}${x(atMs).toFixed(1)} ${y(powerW).toFixed(1)}`)
    .join('');
  const last = points.at(-1);
  const first = points[0];
  return (
    <svg className="curve" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
      <line className="curve-base" x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
      {first && last && (
        <>
          <path
            className="curve-area"
            d={`${line}L${x(last.atMs).toFixed(1)} ${HEIGHT}L${x(first.atMs).toFixed(1)} ${HEIGHT}Z`}
          />
          <path className="curve-line" d={line} />
        </>
      )}
    </svg>
  );
});
