import type { ConnectorType } from '../../machines/view.ts';

/** A contact as one looks into the plug: where, how wide, and whether it carries the power. */
type Contact = readonly [x: number, y: number, r: number, kind?: 'power' | 'blank'];
type Face = { readonly outline: string; readonly contacts: readonly Contact[] };

/** Faces of the plugs in a 100 × 130 frame, after their data sheets (IEC 62196-2/-3, SAE J3400, CHAdeMO, MCS). */
const type2Upper: readonly Contact[] = [
  [38, 24, 4.5],
  [62, 24, 4.5],
  [27, 41, 6.5, 'blank'],
  [50, 41, 6.5],
  [73, 41, 6.5, 'blank'],
  [38, 58, 6.5, 'blank'],
  [62, 58, 6.5, 'blank'],
];
const combo =
  'M32.6 8H67.4A40 40 0 0 1 83.4 66C92 70 97 80 97 97A27 27 0 0 1 70 124H30A27 27 0 0 1 3 97C3 80 8 70 16.6 66A40 40 0 0 1 32.6 8Z';
const directCurrent: readonly Contact[] = [
  [30, 96, 14, 'power'],
  [70, 96, 14, 'power'],
];

const faces: Record<ConnectorType, Face> = {
  CCS2: { outline: combo, contacts: [...type2Upper, ...directCurrent] },
  CCS1: {
    outline:
      'M50 3A40 40 0 0 1 83.4 66C92 70 97 80 97 97A27 27 0 0 1 70 124H30A27 27 0 0 1 3 97C3 80 8 70 16.6 66A40 40 0 0 1 50 3Z',
    contacts: [[36, 26, 7, 'blank'], [64, 26, 7, 'blank'], [50, 52, 6], [30, 46, 4], [70, 46, 4], ...directCurrent],
  },
  Type2: {
    outline: 'M24 20H76A44 44 0 1 1 24 20Z',
    contacts: [
      [38, 38, 5],
      [62, 38, 5],
      [24, 57, 7, 'power'],
      [50, 57, 7],
      [76, 57, 7, 'power'],
      [38, 77, 7, 'power'],
      [62, 77, 7, 'power'],
    ],
  },
  CHAdeMO: {
    outline: 'M50 15A50 50 0 1 1 49.9 15Z',
    contacts: [
      [29, 65, 12, 'power'],
      [71, 65, 12, 'power'],
      [50, 34, 3.5],
      [38, 40, 3.5],
      [62, 40, 3.5],
      [50, 47, 3.5],
      [50, 83, 3.5],
      [38, 90, 3.5],
      [62, 90, 3.5],
      [50, 97, 3.5],
    ],
  },
  NACS: {
    outline: 'M50 16C82 16 92 30 92 54C92 88 74 114 50 114S8 88 8 54C8 30 18 16 50 16Z',
    contacts: [
      [31, 48, 13, 'power'],
      [69, 48, 13, 'power'],
      [34, 78, 5],
      [66, 78, 5],
      [50, 92, 8],
    ],
  },
  MCS: {
    outline: 'M50 10C60 10 66 16 71 26L94 86C100 104 90 118 74 118H26C10 118 0 104 6 86L29 26C34 16 40 10 50 10Z',
    contacts: [
      [28, 90, 14, 'power'],
      [72, 90, 14, 'power'],
      [50, 32, 8],
      [38, 60, 3.5],
      [50, 60, 3.5],
      [62, 60, 3.5],
      [50, 76, 3.5],
    ],
  },
};

/** The plug as the driver sees it when looking for the right cable. */
export function Plug({ type }: { type: ConnectorType }) {
  const { outline, contacts } = faces[type];
  return (
    <svg className="drawing plug-face" viewBox="-2 0 104 130" aria-hidden="true">
      <path className="body-fill" d={outline} />
      {contacts.map(([x, y, r, kind]) => (
        <g key={`${x} ${y}`}>
          <circle cx={x} cy={y} r={r} />
          {kind === 'power' ? (
            <circle className="power-pin" cx={x} cy={y} r={r * 0.5} />
          ) : (
            kind !== 'blank' && <circle className="pin" cx={x} cy={y} r={r * 0.42} />
          )}
        </g>
      ))}
    </svg>
  );
}
