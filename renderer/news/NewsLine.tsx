import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KioskView } from '../../machines/view.ts';
import { usePage } from '../page.ts';
import { chime } from './chime.ts';
import { type News, newsBetween } from './newsBetween.ts';

const SHOWN_MS = 12_000;

/** Tells, by a chime and in words, what a driver beside the car would miss. */
export function NewsLine({ view }: { view: KioskView }) {
  const [news, setNews] = useState<News | null>(null);
  const last = useRef(view);
  useEffect(() => {
    const heard = newsBetween(last.current, view).at(-1);
    last.current = view;
    if (!heard) return;
    setNews(heard);
    chime(heard.kind === 'feeSoon' ? 'falling' : 'rising', view.access.chimeVolume);
  }, [view]);
  useEffect(() => {
    if (!news) return;
    const timer = setTimeout(() => setNews(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [news]);
  const sentence = useSentence();
  // The screen of that very cable shows it, and says itself that the charge is over.
  const isShown = news !== null && 'connectorId' in view.screen && view.screen.connectorId === news.connectorId;
  return (
    <p className={isShown ? 'spoken' : 'news'} role="status">
      {news && !(isShown && news.kind === 'finished') && sentence(news)}
    </p>
  );
}

function useSentence(): (news: News) => string {
  const { t } = useTranslation();
  const { format } = usePage();
  return (news) => {
    const { label } = news;
    switch (news.kind) {
      case 'finished':
        return t('news.finished', { label });
      case 'eighty':
        return t('news.eighty', { label, percent: format.percent(news.percent) });
      case 'feeSoon':
        return t('news.feeSoon', { label, time: format.clock(news.atMs) });
    }
  };
}
