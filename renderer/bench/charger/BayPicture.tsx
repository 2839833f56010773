type Props = { label: string; car: string | null; socPercent: number | null; flowing: boolean };

const BATTERY_WIDTH = 84;

/** The bay in side view: post, cable, car with its battery in the floor. The cable moves while energy flows. */
export function BayPicture({ label, car, socPercent, flowing }: Props) {
  return (
    <svg className="bay" viewBox="0 0 340 122" role="img" aria-label={describe(car, socPercent, flowing)}>
      <path className="ground" d="M4 112.5H336" />
      <rect className="post" x="18" y="8" width="46" height="104" rx="4" />
      <rect className="post-screen" x="25" y="16" width="32" height="24" rx="2" />
      <text className="post-label" x="41" y="62">
        {label}
      </text>
      <path className="post-vents" d="M27 92h28M27 97h28M27 102h28" />
      {car === null ? (
        <>
          <path className="bay-empty" d="M112 112V58a6 6 0 0 1 6-6h202a6 6 0 0 1 6 6v54" />
          <text className="bay-word" x="219" y="88">
            bay empty
          </text>
          <path className="cable" d="M64 74c26 0 24 32 8 32-14 0-12-22-2-28" />
          <path className="plug" d="M64 68h9v13h-9z" />
        </>
      ) : (
        <>
          <path
            className="car"
            d="M108 96V78c0-10 5-15 17-18l18-4c16-19 30-29 58-29h36c24 0 40 10 54 28 22 2 35 9 35 24v17z"
          />
          <path className="car-glass" d="M154 56c12-13 24-20 44-20h12v20zM219 36h17c17 0 30 7 41 20h-58z" />
          <circle className="wheel" cx="146" cy="97" r="15" />
          <circle className="wheel" cx="287" cy="97" r="15" />
          <circle className="hub" cx="146" cy="97" r="5" />
          <circle className="hub" cx="287" cy="97" r="5" />
          <rect className="battery" x="174" y="84" width={BATTERY_WIDTH} height="10" rx="2" />
          <rect
            className="battery-charge"
            x="174"
            y="84"
            width={(BATTERY_WIDTH * (socPercent ?? 0)) / 100}
            height="10"
            rx="2"
          />
          <text className="bay-word" x="216" y="76">
            {car}
          </text>
          <path className="cable" d="M64 74c4 40 34 40 38 0" />
          {flowing && <path className="cable-flow" d="M64 74c4 40 34 40 38 0" />}
          <path className="plug" d="M101 67h11v14h-11z" />
        </>
      )}
    </svg>
  );
}

function describe(car: string | null, socPercent: number | null, flowing: boolean): string {
  if (car === null) return 'No car';
  const charge = socPercent === null ? '' : `, ${socPercent.toFixed(0)} % full`;
  return `${car} plugged in${charge}${flowing ? ', energy is flowing' : ''}`;
}
