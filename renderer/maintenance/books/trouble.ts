import { useTranslation } from 'react-i18next';
import { useRefusal } from '../parts/Page.tsx';

const own = ['busy', 'noStick', 'noRoom', 'cannot', 'gone', 'folder', 'unreadable'] as const;

/** Why nothing came of it: the page's own reasons, then those of the desk. */
export function useTrouble(): (code: string) => string {
  const { t } = useTranslation('books');
  const refusal = useRefusal();
  return (code) => {
    const word = own.find((each) => each === code);
    return word ? t(`trouble.${word}`) : refusal(code);
  };
}
