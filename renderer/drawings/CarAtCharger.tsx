/**
 * Charger, cable and car. `step` tells how far the cable has come; the cable shows current only when it flows. `over`
 * looks as `apart` does, but asks nobody to plug in.
 */
export function CarAtCharger({ step, label }: { step: 'apart' | 'joined' | 'flowing' | 'over'; label: string }) {
  const apart = step === 'apart' || step === 'over';
  return (
    <svg className="drawing car" viewBox="0 0 640 250" data-step={step} aria-hidden="true">
      <path className="ground" d="M8 222h624" />
      <g className="charger">
        <path className="body-fill" d="M34 222V44a14 14 0 0 1 14-14h64a14 14 0 0 1 14 14v178Z" />
        <rect className="display" x="50" y="50" width="60" height="40" rx="5" />
        <path d="M50 108h60M22 222h116" />
        <circle cx="80" cy="142" r="17" />
        <text x="80" y="150" textAnchor="middle">
          {label}
        </text>
      </g>
      <g className="vehicle">
        <path
          className="body-fill"
          d="M262 190c-8 0-14-6-14-14v-28c0-14 6-24 20-28l30-8 44-40c12-10 24-14 40-14h84c18 0 32 6 44 18l34 36 44 10c18 4 26 14 26 30v24c0 8-6 14-14 14h-22a38 38 0 0 0-76 0H374a38 38 0 0 0-76 0Z"
        />
        <path d="M318 112l36-32c8-7 16-10 28-10h30v42ZM428 70h38c12 0 22 4 30 12l28 30h-96ZM420 112v74M394 128h14M502 128h14" />
        <circle className="body-fill" cx="336" cy="190" r="30" />
        <circle cx="336" cy="190" r="12" />
        <circle className="body-fill" cx="540" cy="190" r="30" />
        <circle cx="540" cy="190" r="12" />
        <path className="lamp" d="M600 132h12M250 142h10" />
        <circle className="port" cx="276" cy="146" r="9" />
      </g>
      <path
        className="cable"
        d={apart ? 'M126 150c40 0 26 66 58 66s14-70 36-70' : 'M126 150c46 0 40 62 78 62s18-66 50-66'}
      />
      {step === 'flowing' && <path className="cable-flow" d="M126 150c46 0 40 62 78 62s18-66 50-66" />}
      <g className="plug">
        <path className="body-fill" d="M218 134h20c5 0 8 3 8 8v8c0 5-3 8-8 8h-20Z" />
      </g>
      {step === 'apart' && <path className="arrow" d="M238 112h26m-9-9 9 9-9 9" />}
    </svg>
  );
}
