import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusal } from './Page.tsx';

type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: { code: string } };

const troubles = [
  'alreadySo',
  'moved',
  'notOpen',
  'tooMuch',
  'underWay',
  'inDoubt',
  'inUse',
  'holdsOpen',
  'terminalAway',
  'notClosed',
  'unknownEnd',
  'noReceipt',
  'notOffered',
  'enoughCopies',
  'notStored',
  'unwritable',
  'noPlace',
  'notHere',
] as const;

/** Does one thing at a time and says how it went. `own`: what a page has to say itself of what went wrong. */
export function useDoing(own: (error: { readonly code: string }) => ReactNode = () => null) {
  const { t } = useTranslation('actions');
  const refusal = useRefusal();
  const [doing, setDoing] = useState(false);
  const [said, setSaid] = useState<{ readonly isDone: boolean; readonly text: ReactNode } | null>(null);

  /** Answers whether it was done. `well` is said then. */
  async function run<A extends Answer>(ask: () => Promise<A>, well: (answer: A) => string): Promise<boolean> {
    setDoing(true);
    setSaid(null);
    const answer = await ask();
    setDoing(false);
    if (answer.ok) {
      setSaid({ isDone: true, text: well(answer) });
      return true;
    }
    const { code } = answer.error;
    const known = troubles.find((trouble) => trouble === code);
    setSaid({ isDone: false, text: own(answer.error) ?? (known ? t(`trouble.${known}`) : refusal(code)) });
    return false;
  }

  const outcome = said && said.text !== '' && (
    <div
      className={said.isDone ? 'soft' : 'strip'}
      data-tone={said.isDone ? undefined : 'attention'}
      role={said.isDone ? 'status' : 'alert'}
    >
      {said.text}
    </div>
  );
  return { run, doing, outcome };
}
