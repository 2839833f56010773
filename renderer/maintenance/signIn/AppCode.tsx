import { generate } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Light modules around the code, as readers ask for (ISO/IEC 18004). */
const QUIET = 4;

/** The second factor for an authenticator app: as a code to be scanned, and as a key to be typed. */
export function AppCode({ uri, secret }: { uri: string; secret: string }) {
  const { t } = useTranslation('signIn');
  const { path, size } = useMemo(() => {
    const code = generate(uri);
    return { path: toSvgPath(code), size: code.size + 2 * QUIET };
  }, [uri]);
  return (
    <figure className="app-code">
      <svg
        viewBox={`${-QUIET} ${-QUIET} ${size} ${size}`}
        // Whole pixels per module: a camera finds the edges where the eye does.
        style={{ inlineSize: `round(down, var(--code-room), ${size}px)` }}
        role="img"
        aria-label={t('app.qr')}
      >
        <path d={path} />
      </svg>
      <figcaption>
        <span className="soft">{t('app.secret')}</span>
        <code>{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </figcaption>
    </figure>
  );
}
