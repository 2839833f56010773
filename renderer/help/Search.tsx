import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HelpTopic } from '../../machines/help.ts';
import { Keyboard } from '../components/Keyboard.tsx';
import { Page } from './Page.tsx';
import { Scrolled } from './Scrolled.tsx';
import { found } from './search.ts';
import type { Answer } from './useAnswers.ts';

/** Answers by a word or two, as they are typed. */
export function Search(props: {
  answers: readonly Answer[];
  language: string;
  onBack: (() => void) | undefined;
  rows: (topics: readonly HelpTopic[]) => ReactNode;
}) {
  const { answers, language, onBack, rows } = props;
  const { t } = useTranslation('help');
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const all = answers.map(({ topic, title, steps, also }) => ({
    of: topic,
    title,
    rest: `${steps.join(' ')} ${also}`,
  }));
  const hits = found(typed, all);
  return (
    <Page
      title={t('searchTitle')}
      onBack={onBack}
      field={
        <div className="field" data-active={true}>
          <input
            ref={field}
            aria-label={t('searchTitle')}
            maxLength={40}
            inputMode="none"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </div>
      }
    >
      <div className="help-search">
        <p className="spoken" role="status">
          {typed.trim() !== '' && t('found', { count: hits.length })}
        </p>
        <Scrolled>
          {typed.trim() !== '' && hits.length === 0 && <p className="soft">{t('nothing')}</p>}
          <ul className="help-rows found-answers">{rows(hits)}</ul>
        </Scrolled>
        <Keyboard into={field} kind="search" language={language} />
      </div>
    </Page>
  );
}
