import { useTranslation } from 'react-i18next';
import { factsOf, languages } from '../../locales/languages.ts';
import { useMaintenance } from './page.ts';

/** The language of whoever works here, which leaves the drivers' alone. */
export function LanguageChoice() {
  const { t } = useTranslation('shell');
  const { language, setLanguage } = useMaintenance();
  return (
    <select
      className="touch language-choice"
      aria-label={t('language')}
      value={language}
      onChange={(event) => setLanguage(event.target.value)}
    >
      {languages.map((tag) => (
        <option key={tag} value={tag} lang={tag}>
          {factsOf(tag).name}
        </option>
      ))}
    </select>
  );
}
