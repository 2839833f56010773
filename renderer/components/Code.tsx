import { correction, generate, mode } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';
import { memo, useMemo } from 'react';

/** Light modules around the code, as readers ask for (ISO/IEC 18004). */
const QUIET = 4;

/** A link as a code for the driver's phone. */
export const Code = memo(function Code({ link, label }: { readonly link: string; readonly label: string }) {
  const { path, size } = useMemo(() => drawn(link), [link]);
  return (
    <svg
      className="code"
      viewBox={`${-QUIET} ${-QUIET} ${size} ${size}`}
      // Whole pixels per module: a camera finds the edges where the eye does.
      style={{ inlineSize: `round(down, var(--code-room), ${size}px)` }}
      role="img"
      aria-label={label}
    >
      <path d={path} />
    </svg>
  );
});

/** The alphabet that codes pack tightest (ISO/IEC 18004, 7.3.4). */
const DENSE = /^[0-9A-Z $%*+./:-]*$/;

/** The address as it is, what is behind it as densely as it can be. On a screen nothing gets torn. */
function drawn(link: string): { readonly path: string; readonly size: number } {
  const [page = '', fragment = ''] = link.split(/(?<=#)/);
  const rest = DENSE.test(fragment) ? mode.alphaNumeric(fragment) : mode.ascii(fragment);
  const code = generate(mode.multi(mode.ascii(page), rest), { minCorrectionLevel: correction.L });
  return { path: toSvgPath(code), size: code.size + 2 * QUIET };
}
