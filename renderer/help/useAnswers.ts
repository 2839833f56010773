import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Answers, loadAnswers } from '../../locales/answers.ts';
import { isLanguage } from '../../locales/languages.ts';
import { type HelpTopic, helpTopics } from '../../machines/help.ts';
import type { HelpView } from '../../machines/helpView.ts';
import type { KioskView } from '../../machines/view.ts';
import { usePage } from '../page.ts';
import { hasAnswer } from './topics.ts';

export type Answer = {
  readonly topic: HelpTopic;
  readonly title: string;
  readonly steps: readonly string[];
  /** Other words somebody may look for it by. */
  readonly also: string;
};

/** The answers this station has, in the driver's language and with its own amounts; null until they have come. */
export function useAnswers(view: Pick<KioskView, 'price'>, help: HelpView): ReadonlyMap<HelpTopic, Answer> | null {
  const { i18n, t } = useTranslation('answers');
  const { t: common } = useTranslation();
  const { format } = usePage();
  const { language } = i18n;
  const [, setLoaded] = useState<string | null>(null);
  const isThere = i18n.hasResourceBundle(language, 'answers');
  useEffect(() => {
    if (isThere || !isLanguage(language)) return;
    let superseded = false;
    void loadAnswers(language).then((words) => {
      i18n.addResourceBundle(language, 'answers', words);
      if (!superseded) setLoaded(language);
    });
    return () => {
      superseded = true;
    };
  }, [i18n, language, isThere]);
  if (!isThere) return null;

  const idle = view.price.parts.find((part) => part.kind === 'idle');
  const values = {
    hold: format.money(help.hold),
    days: common('hold.days', { count: help.holdEndsAfterDays }),
    grace: format.span(idle?.afterMs ?? 0),
    idle: idle ? format.price(idle.amount, view.price.currency) : '',
  };
  return new Map(
    helpTopics
      .filter((topic) => hasAnswer(topic, view))
      .map((topic) => {
        const words: Answers['answers'][HelpTopic] = t(topic, { returnObjects: true, ...values });
        const steps = Object.entries(words).flatMap(([key, step]) => (key.startsWith('step') ? [step] : []));
        return [topic, { topic, title: words.title, also: words.also, steps }];
      }),
  );
}
