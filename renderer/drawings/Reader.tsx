import type { TerminalPrompt } from '../../machines/ports/cardTerminal.ts';

type Pose = 'tap' | 'hold' | 'insert' | 'pin' | 'remove' | 'wait' | 'yes' | 'no';

const poses: Record<TerminalPrompt, Pose> = {
  waitingForTurn: 'wait',
  presentCard: 'tap',
  cardDetected: 'hold',
  enterPin: 'pin',
  removeCard: 'remove',
  chooseOnTerminal: 'pin',
  tryAgain: 'tap',
  insertCard: 'insert',
  wait: 'wait',
  approved: 'yes',
  declined: 'no',
};

/** The card reader and what to do at it. A card, a phone and a key come to it when any of them will do. */
export function Reader({ prompt, cardOnly = false }: { prompt: TerminalPrompt; cardOnly?: boolean }) {
  const pose = poses[prompt];
  return (
    <svg className="drawing reader" viewBox="0 0 420 260" data-pose={pose} aria-hidden="true">
      <g className="device">
        <rect className="body-fill" x="24" y="14" width="168" height="232" rx="18" />
        <rect className="display" x="44" y="34" width="128" height="66" rx="8" />
        {pose === 'yes' ? (
          <path className="sign" d="m88 68 14 14 28-30" />
        ) : pose === 'no' ? (
          <path className="sign" d="m94 52 28 30m0-30-28 30" />
        ) : pose === 'pin' ? (
          <g className="sign-dots">
            {[78, 98, 118, 138].map((x) => (
              <circle key={x} cx={x} cy="67" r="6" />
            ))}
          </g>
        ) : pose === 'wait' || pose === 'hold' ? (
          <g className="sign-wait">
            {[88, 108, 128].map((x) => (
              <circle key={x} cx={x} cy="67" r="5" />
            ))}
          </g>
        ) : (
          <g className="waves">
            <path d="M92 54a18 18 0 0 1 0 26M103 46a31 31 0 0 1 0 42M114 38a44 44 0 0 1 0 58" />
          </g>
        )}
        <g className={pose === 'pin' ? 'keys lit' : 'keys'}>
          {[122, 148, 174, 200].flatMap((y) =>
            [52, 92, 132].map((x) => <rect key={`${x} ${y}`} x={x} y={y} width="32" height="17" rx="4" />),
          )}
        </g>
        <path className="slot" d="M70 232h76" />
        {(pose === 'insert' || pose === 'remove') && (
          <g className={`slide ${pose}`}>
            <rect className="body-fill" x="62" y="200" width="92" height="56" rx="8" />
            <rect className="chip" x="98" y="212" width="20" height="16" rx="3" />
          </g>
        )}
      </g>
      {(pose === 'tap' || pose === 'hold') && (
        <g className="approach">
          <g className="held card">
            <rect className="body-fill" x="212" y="36" width="104" height="66" rx="8" />
            <path d="M212 56h104" className="stripe" />
            <rect className="chip" x="226" y="72" width="20" height="16" rx="3" />
          </g>
          {!cardOnly && (
            <>
              <g className="held phone">
                <rect className="body-fill" x="322" y="70" width="62" height="118" rx="11" />
                <path d="M344 82h18M345 176h16" />
                <path className="wave-small" d="M346 120a9 9 0 0 1 0 14M353 115a17 17 0 0 1 0 24" />
              </g>
              <g className="held fob">
                <path
                  className="body-fill"
                  d="M232 136h30c20 0 34 14 34 32s-14 32-34 32h-30c-10 0-16-8-16-16v-32c0-8 6-16 16-16Z"
                />
                <circle cx="234" cy="168" r="7" />
                <path className="wave-small" d="M256 160a11 11 0 0 1 0 16M264 154a20 20 0 0 1 0 28" />
              </g>
            </>
          )}
        </g>
      )}
    </svg>
  );
}
