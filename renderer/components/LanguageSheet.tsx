import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { factsOf } from '../../locales/languages.ts';
import type { KioskView } from '../../machines/view.ts';
import { Check } from '../drawings/marks.tsx';
import { usePage } from '../page.ts';
import { loadHan } from '../theme/han.ts';
import { Sheet } from './Sheet.tsx';
import { TouchButton } from './TouchButton.tsx';

/** Every language of the station by its own name; a flag would be a country's. */
export function LanguageSheet({ languages, language: spoken }: Pick<KioskView, 'languages' | 'language'>) {
  const { t } = useTranslation();
  const { send } = usePage();
  useEffect(() => {
    for (const language of languages) void loadHan(language);
  }, [languages]);
  return (
    <Sheet title={t('tools.choose')} className="languages" onClose={() => void send({ type: 'CLOSE_LANGUAGES' })}>
      <ul className="choices">
        {languages.map((language) => (
          <li key={language}>
            <TouchButton pressed={language === spoken} intent={{ type: 'SET_LANGUAGE', language }}>
              {language === spoken && <Check />}
              <span lang={language}>{factsOf(language).name}</span>
            </TouchButton>
          </li>
        ))}
      </ul>
      <TouchButton intent={{ type: 'CLOSE_LANGUAGES' }}>{t('back')}</TouchButton>
    </Sheet>
  );
}
