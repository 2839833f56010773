import { memo } from 'react';

/** How full the battery is, in whole percent as the number beside it: it moves rarely, and scaled, without a new layout. */
export const SocBar = memo(function SocBar({ percent }: { percent: number }) {
  const full = Math.max(0, Math.min(100, Math.round(percent))) / 100;
  return (
    <svg className="soc-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect className="soc-room" width="100" height="10" />
      <rect className="soc-full" width="100" height="10" style={{ transform: `scaleX(${full})` }} />
    </svg>
  );
});
