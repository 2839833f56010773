import { useTranslation } from 'react-i18next';
import { type AnswerCode, answerIn } from './answers.ts';

/** What a device answered, in words, with the machine's own beside it in small type. */
export function Answer({ told, code = answerIn(told ?? '') }: { told: string | null; code?: AnswerCode | null }) {
  const { t } = useTranslation('overview');
  return (
    <>
      {code && `${t(`answer.${code}`)} `}
      {told !== null && <bdi className={code ? 'soft small' : undefined}>{told}</bdi>}
    </>
  );
}
