import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';

/** Where a dead pixel shows: it stays dark on one of these, or bright on black. */
const colours = ['white', 'black', 'red', 'lime', 'blue'] as const;
const GREYS = 12;

/** Pictures over the whole glass, one touch further each. */
export function Pictures({ of, onEnd }: { of: 'picture' | 'brightness'; onEnd: () => void }) {
  const { t } = useTranslation('tests');
  const [at, setAt] = useState(0);
  const count = of === 'picture' ? colours.length : 1;
  const next = () => (at + 1 < count ? setAt(at + 1) : onEnd());
  return (
    <Button
      autoFocus
      className="test-picture"
      style={{ background: of === 'picture' ? colours[at] : undefined }}
      onPress={next}
    >
      {of === 'brightness' &&
        Array.from({ length: GREYS }, (_, step) => {
          const share = Math.round((255 * step) / (GREYS - 1));
          return <span key={share} className="grey" style={{ background: `rgb(${share} ${share} ${share})` }} />;
        })}
      <span className="test-picture-hint">
        {t('next')}
        {count > 1 && ` · ${at + 1}/${count}`}
      </span>
    </Button>
  );
}
