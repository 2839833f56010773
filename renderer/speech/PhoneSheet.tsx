import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type ScreenWords, sealWords } from '../../electron/receipt/screenWords.ts';
import { directionOf } from '../../locales/languages.ts';
import type { KioskView } from '../../machines/view.ts';
import { Code } from '../components/Code.tsx';
import { Sheet } from '../components/Sheet.tsx';
import { usePage } from '../page.ts';
import { spokenText } from './spokenText.ts';

type Props = { readonly view: KioskView; readonly phonePage: string; readonly onClose: () => void };

/** The words of the screen under the sheet as a code: the driver's own phone reads them aloud, as its owner is used to. */
export default function PhoneSheet({ view, phonePage, onClose }: Props) {
  const { t, i18n } = useTranslation('spoken');
  const { t: common } = useTranslation();
  const { format } = usePage();
  const { said, more } = spokenText({ ...view, accessOpen: false }, i18n);
  const { language } = i18n;
  const sealed = useSealed({
    language,
    direction: directionOf(language),
    station: view.station.name,
    asOf: t('asOf', { time: format.clock(view.nowMs) }),
    lines: [...said, ...more],
  });
  return (
    <Sheet title={t('phoneTitle')} className="on-phone" onClose={onClose}>
      <div className="beside">
        <p className="words">{t('phoneHint')}</p>
        {sealed && <Code link={`${phonePage}#${sealed}`} label={t('code')} />}
      </div>
      <Button className="touch primary" onPress={onClose}>
        {common('done')}
      </Button>
    </Sheet>
  );
}

function useSealed(words: ScreenWords): string | null {
  const [sealed, setSealed] = useState<string | null>(null);
  const key = JSON.stringify(words);
  useEffect(() => {
    let isStale = false;
    void sealWords(JSON.parse(key)).then((fragment) => isStale || setSealed(fragment));
    return () => {
      isStale = true;
    };
  }, [key]);
  return sealed;
}
