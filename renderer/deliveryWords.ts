import { useTranslation } from 'react-i18next';
import { sentences } from '../locales/sentences.ts';
import { type FaultCode, faults } from '../machines/faults.ts';
import type { DeliveriesView } from '../machines/view.ts';

/**
 * What became of what was asked for: why it did not come out first, then what is on its way, then what is done. One
 * thing at a time, for the code beside it needs the room. Null: nothing was asked for.
 */
export function useDeliveryWords({ print, mail }: DeliveriesView): string | null {
  const { t } = useTranslation('deliver');
  const { t: fault } = useTranslation('fault');
  const inWords = (code: FaultCode): string => {
    const { text, action } = faults[code];
    return sentences(fault(text), action !== 'none' && fault(`action.${action}`));
  };
  if (isFault(print)) return inWords(print);
  if (isFault(mail)) return inWords(mail);
  if (mail === 'waiting') return t('is.waiting');
  if (print === 'printing') return t('is.printing');
  if (mail === 'sending') return t('is.sending');
  return sentences(print === 'printed' && t('is.printed'), mail === 'sent' && t('is.sent')) || null;
}

const isFault = (state: string): state is FaultCode => state in faults;
