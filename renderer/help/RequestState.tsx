import { useTranslation } from 'react-i18next';
import type { HelpRequestView } from '../../machines/helpView.ts';

/** What became of what was asked for: where it is, and how to name it on the phone. */
export function RequestState({ request }: { request: HelpRequestView }) {
  const { t } = useTranslation('help');
  const { number, state, wantsCall } = request;
  const words =
    wantsCall && state === 'delivered' ? 'deliveredCall' : wantsCall && state === 'failed' ? 'failedCall' : state;
  return (
    <div className="help-request" role="status" data-state={state}>
      <p>
        {t('request.number')} <bdi className="request-number">{number}</bdi>
      </p>
      <p>{t(`request.${words}`)}</p>
      <p className="request-tell">{t('request.tell')}</p>
    </div>
  );
}
