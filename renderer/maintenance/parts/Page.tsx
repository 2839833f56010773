import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Key } from './Key.tsx';

/** The frame of one page: what it is, what it is for, what can be done on it as a whole. */
export function Page(props: { title: string; hint?: string; actions?: ReactNode; children: ReactNode }) {
  const { title, hint, actions, children } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and some pages have nothing else to focus
    <main className="page" tabIndex={0}>
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {hint && <p className="soft">{hint}</p>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </main>
  );
}

/** A group of things that belong together. */
export function Panel(props: { title?: string; aside?: ReactNode; children: ReactNode }) {
  const { title, aside, children } = props;
  return (
    <section className="panel">
      {title && (
        <header>
          <h2>{title}</h2>
          {aside}
        </header>
      )}
      {children}
    </section>
  );
}

const refusals = [
  'signedOut',
  'forbidden',
  'unknown',
  'malformed',
  'tooMany',
  'notRecorded',
  'internal',
  'closed',
  'away',
] as const;
export type RefusalWord = (typeof refusals)[number];
const asWord = (code: string): RefusalWord =>
  code === 'too_many' ? 'tooMany' : (refusals.find((word) => word === code) ?? 'internal');

/** Why the station did not do it, in a sentence; a page's own reasons come before. */
export function useRefusal(): (code: string) => string {
  const { t } = useTranslation('shell');
  return (code) => t(`refused.${asWord(code)}`);
}

/** What is shown of a look at the station until there is something to see, or when there is nothing. */
export function Looking({ trouble, again }: { trouble: string | null; again: () => void }) {
  const { t } = useTranslation('shell');
  const refusal = useRefusal();
  if (trouble === null)
    return (
      <p className="looking soft" aria-busy="true">
        {t('loading')}
      </p>
    );
  return (
    <div className="looking" role="alert">
      <p>{refusal(trouble)}</p>
      <Key onPress={again}>{t('reload')}</Key>
    </div>
  );
}
