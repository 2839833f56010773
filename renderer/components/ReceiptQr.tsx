import { correction, generate, mode } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Light modules around the code, as readers ask for (ISO/IEC 18004). */
const QUIET = 4;

/** The whole receipt as a code, for the driver's phone to take along. */
export const ReceiptQr = memo(function ReceiptQr({ link }: { readonly link: string }) {
  const { t } = useTranslation('receipt');
  const { path, size } = useMemo(() => drawn(link), [link]);
  return (
    <figure className="receipt-code">
      <svg
        viewBox={`${-QUIET} ${-QUIET} ${size} ${size}`}
        // Whole pixels per module: a camera finds the edges where the eye does.
        style={{ inlineSize: `round(down, var(--code-room), ${size}px)` }}
        role="img"
        aria-label={t('code')}
      >
        <path d={path} />
      </svg>
      <figcaption>{t('scan')}</figcaption>
    </figure>
  );
});

/** The address as it is, the receipt behind it in the alphabet that codes pack tightest. On a screen nothing gets torn. */
function drawn(link: string): { readonly path: string; readonly size: number } {
  const [page = '', receipt = ''] = link.split(/(?<=#)/);
  const code = generate(mode.multi(mode.ascii(page), mode.alphaNumeric(receipt)), { minCorrectionLevel: correction.L });
  return { path: toSvgPath(code), size: code.size + 2 * QUIET };
}
