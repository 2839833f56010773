import { useTranslation } from 'react-i18next';
import type { AwaitingEndOfDay, OpenSettlement } from '../../../../machines/staffView.ts';
import { useMaintenance } from '../../page.ts';
import { Answer } from '../../parts/Answer.tsx';

/** Money that is not yet where it belongs. */
export function OpenMoney(props: { open: readonly OpenSettlement[]; awaiting: AwaitingEndOfDay }) {
  const { open, awaiting } = props;
  const { t } = useTranslation('overview');
  const { format } = useMaintenance();
  const { count, oldestAtMs, isOverdue } = awaiting;
  return (
    <>
      {open.length === 0 ? (
        <p className="soft">{t('noneOpen')}</p>
      ) : (
        <ul className="cells">
          {open.map(({ sessionId, held, heldAtMs, due, receiptNumber, todo, trouble, detail }) => (
            <li key={sessionId} className="cell" data-wrong={todo !== 'wait'}>
              <h3>{receiptNumber === null ? <bdi>{sessionId}</bdi> : t('receipt', { number: receiptNumber })}</h3>
              <p className="figures">
                {t('held', { amount: format.money(held), time: format.dateTime(heldAtMs) })}
                {' · '}
                {due ? t('due', { amount: format.money(due) }) : t('dueUnknown')}
              </p>
              <p>{t(`todo.${todo}`)}</p>
              {trouble && (
                <p className="soft small">
                  <Answer told={detail} code={trouble} />
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      <p className={isOverdue ? 'overdue' : 'soft'}>
        {oldestAtMs === null ? t('endOfDayNone') : t('endOfDay', { count, time: format.dateTime(oldestAtMs) })}
      </p>
    </>
  );
}
