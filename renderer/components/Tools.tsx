import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { factsOf } from '../../locales/languages.ts';
import type { KioskView } from '../../machines/view.ts';
import { AccessMark, Globe, QuestionMark } from '../drawings/marks.tsx';
import { TouchButton } from './TouchButton.tsx';

/** Help, what makes the screen easier to use, and language: in the same corner of every screen. */
export const Tools = memo(function Tools({ languages, language }: Pick<KioskView, 'languages' | 'language'>) {
  const { t } = useTranslation();
  return (
    <nav className="tools" aria-label={t('tools.label')}>
      <TouchButton tone="tool" label={t('tools.help')} intent={{ type: 'OPEN_HELP' }}>
        <QuestionMark />
        <span className="tool-word">{t('tools.help')}</span>
      </TouchButton>
      <TouchButton tone="tool" label={t('access.title')} intent={{ type: 'OPEN_ACCESS' }}>
        <AccessMark />
      </TouchButton>
      {languages.length > 1 && (
        <TouchButton tone="tool" className="language" intent={{ type: 'OPEN_LANGUAGES' }}>
          <Globe />
          <span>{factsOf(language).name}</span>
          <span className="spoken">{t('tools.choose')}</span>
        </TouchButton>
      )}
    </nav>
  );
});
