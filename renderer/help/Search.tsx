import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { isLanguage } from '../../locales/languages.ts';
import { searchWords } from '../../locales/searchWords.ts';
import type { HelpTopic } from '../../machines/help.ts';
import type { KioskView } from '../../machines/view.ts';
import { Keyboard } from '../components/Keyboard.tsx';
import { ShiftMark } from '../drawings/marks.tsx';
import { useIsSmall } from '../dress.ts';
import { Page } from './Page.tsx';
import { Scrolled } from './Scrolled.tsx';
import { found } from './search.ts';
import type { Answer } from './useAnswers.ts';
import { WordKeys } from './WordKeys.tsx';

/** How many answers there is room for above the keys of the smallest panels. */
const BEST = 2;

/** Answers by a word or two, as they are typed; on the smallest panels the best, and all of them when the keys are put away. */
export function Search(props: {
  view: KioskView;
  answers: readonly Answer[];
  onBack: (() => void) | undefined;
  rows: (topics: readonly HelpTopic[]) => ReactNode;
}) {
  const { view, answers, onBack, rows } = props;
  const { t } = useTranslation('help');
  const [typed, setTyped] = useState('');
  const [isReading, setIsReading] = useState(false);
  const [isSpelling, setIsSpelling] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const isSmall = useIsSmall(view);
  useEffect(() => {
    if (isReading) list.current?.querySelector('button')?.focus();
  }, [isReading]);
  const words = isLanguage(view.language) ? searchWords[view.language] : undefined;
  const isBackToWords = words !== undefined && isSpelling;
  const all = answers.map(({ topic, title, steps, also }) => ({
    of: topic,
    title,
    rest: `${steps.join(' ')} ${also}`,
  }));
  const hits = found(typed, all);
  const nothing = typed.trim() !== '' && hits.length === 0 ? t('nothing') : null;
  function spell(): void {
    setIsSpelling(true);
    // What is spelled takes the place of the word that was touched.
    field.current?.select();
  }
  return (
    <Page
      title={t('searchTitle')}
      onBack={isBackToWords ? () => setIsSpelling(false) : onBack}
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
            onFocus={() => setIsReading(false)}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </div>
      }
    >
      <div className="help-search">
        <p className="spoken" role="status">
          {typed.trim() !== '' && t('found', { count: hits.length })}
        </p>
        {isSmall && !isReading ? (
          <div className="best">
            <ul className="help-rows found-answers">{rows(hits.slice(0, BEST))}</ul>
            {hits.length === 0 && (
              <p>
                {nothing ?? t('call')} <bdi className="help-line">{view.station.helpLine}</bdi>
              </p>
            )}
            {hits.length > BEST && (
              <Button className="touch all-found" onPress={() => setIsReading(true)}>
                {t('found', { count: hits.length })}
                <ShiftMark />
              </Button>
            )}
          </div>
        ) : (
          <Scrolled>
            {nothing && <p className="soft">{nothing}</p>}
            <ul ref={list} className="help-rows found-answers">
              {rows(hits)}
            </ul>
          </Scrolled>
        )}
        {!(isSmall && isReading) &&
          (words && !isSpelling ? (
            <WordKeys {...{ words, typed }} into={field} narrow={isSmall} onSpell={spell} />
          ) : (
            <Keyboard into={field} kind="search" language={view.language} narrow={isSmall} />
          ))}
      </div>
    </Page>
  );
}
