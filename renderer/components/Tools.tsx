import { memo, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { isLanguage, ownNames } from '../../locales/index.ts';
import type { KioskView } from '../../machines/view.ts';
import { AccessMark, Globe, QuestionMark } from '../drawings/marks.tsx';
import { Sheet } from './Sheet.tsx';
import { TouchButton } from './TouchButton.tsx';

const AT_ONCE = 3;
const nameOf = (language: string) => (isLanguage(language) ? ownNames[language] : language);

type Choice = Pick<KioskView, 'languages' | 'language'>;

/** Help, what makes the screen easier to use, and language: in the same corner of every screen. */
export const Tools = memo(function Tools({ languages, language }: Choice) {
  const { t } = useTranslation();
  const few = languages.length <= AT_ONCE;
  return (
    <nav className="tools" aria-label={t('tools.label')}>
      <TouchButton tone="tool" label={t('tools.help')} intent={{ type: 'OPEN_HELP' }}>
        <QuestionMark />
        <span className="tool-word">{t('tools.help')}</span>
      </TouchButton>
      <TouchButton tone="tool" label={t('access.title')} intent={{ type: 'OPEN_ACCESS' }}>
        <AccessMark />
      </TouchButton>
      {few ? <LanguageSwitch {...{ languages, language }} /> : <LanguageChoice {...{ languages, language }} />}
    </nav>
  );
});

function LanguageSwitch({ languages, language: spoken }: Choice) {
  return languages.map((language) => (
    <TouchButton
      key={language}
      tone="tool"
      className="language"
      pressed={language === spoken}
      intent={{ type: 'SET_LANGUAGE', language }}
    >
      <span aria-hidden="true">{language.toUpperCase()}</span>
      <span className="spoken" lang={language}>
        {nameOf(language)}
      </span>
    </TouchButton>
  ));
}

/** More languages than fit the corner: one button, a sheet of names. */
function LanguageChoice({ languages, language: spoken }: Choice) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button className="touch tool" aria-haspopup="dialog" onPress={() => setOpen(true)}>
        <Globe />
        <span>{nameOf(spoken)}</span>
      </Button>
      {open && (
        <Sheet title={t('tools.choose')} onClose={() => setOpen(false)}>
          <div className="choices" onClickCapture={() => setOpen(false)}>
            {languages.map((language) => (
              <TouchButton key={language} pressed={language === spoken} intent={{ type: 'SET_LANGUAGE', language }}>
                <span lang={language}>{nameOf(language)}</span>
              </TouchButton>
            ))}
          </div>
        </Sheet>
      )}
    </>
  );
}
