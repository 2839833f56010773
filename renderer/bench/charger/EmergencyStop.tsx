type Props = { pressed: boolean; testId: string; onChange: (pressed: boolean) => void };

/** The red mushroom on yellow (ISO 13850): it stays down when struck and is turned to release. */
export function EmergencyStop({ pressed, testId, onChange }: Props) {
  return (
    <button
      type="button"
      className="emergency"
      aria-pressed={pressed}
      data-testid={testId}
      onClick={() => onChange(!pressed)}
    >
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle className="emergency-plate" cx="50" cy="50" r="48" />
        <circle className="emergency-shade" cx="50" cy={pressed ? 51 : 55} r="32" />
        <circle className="emergency-cap" cx="50" cy="50" r={pressed ? 30 : 32} />
        <path className="emergency-arrows" d="M33 44a18 18 0 0 1 30-7m0-8v9h-9M67 56a18 18 0 0 1-30 7m0 8v-9h9" />
      </svg>
      <span>Emergency stop</span>
      {pressed && <small>turn to release</small>}
    </button>
  );
}
