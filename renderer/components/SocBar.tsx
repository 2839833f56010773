/** How full the battery is; the number stands beside it. */
export const SocBar = ({ percent }: { percent: number }) => (
  <svg className="soc-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    <rect className="soc-room" width="100" height="10" />
    <rect className="soc-full" width={Math.max(0, Math.min(100, percent))} height="10" />
  </svg>
);
