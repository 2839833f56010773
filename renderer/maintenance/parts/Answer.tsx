import { useTranslation } from 'react-i18next';
import { isolated } from '../../../locales/languages.ts';
import { type AnswerCode, answerIn } from './answers.ts';

/** What a device answered, in words, with the machine's own beside it in small type. */
export function Answer({ told, code }: { told: string | null; code: AnswerCode }) {
  const { t } = useTranslation('overview');
  return (
    <>
      {t(`answer.${code}`)} {told !== null && <bdi className="soft small">{told}</bdi>}
    </>
  );
}

/** The same in one line of text: in words where there are some, with the machine's own in brackets. */
export function useAnswerLine(): (told: string) => string {
  const { t } = useTranslation('overview');
  return (told) => {
    const code = answerIn(told);
    return code ? `${t(`answer.${code}`)} (${isolated(told)})` : isolated(told);
  };
}
