import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReceiptView } from '../../machines/view.ts';
import { usePage } from '../page.ts';
import { cardName } from './HoldLine.tsx';

/** The receipt as it is printed: who, what, when, by which meter, and how the total came about. */
export const ReceiptPaper = memo(function ReceiptPaper({ receipt }: { receipt: ReceiptView }) {
  const { t } = useTranslation('receipt');
  const { format } = usePage();
  const { operator, card } = receipt;
  const paidWith = receipt.paidBy === 'chargingKey' ? t('key') : card && cardName(card);
  const facts: readonly (readonly [string, string | null])[] = [
    [t('when'), t('from', { from: format.dateTime(receipt.startedAtMs), to: format.clock(receipt.endedAtMs) })],
    [t('evse'), receipt.evseId],
    [t('meter'), receipt.meterId],
    [
      t('readings'),
      t('readingsValue', {
        start: format.decimal((receipt.meterStartWh / 1000).toFixed(3)),
        end: format.energy(receipt.meterEndWh),
      }),
    ],
    [t('energy'), format.energy(receipt.energyWh)],
    [t('paidBy'), paidWith],
    [t('authorization'), receipt.authorizationNumber],
    [t('terminal'), receipt.terminalId],
  ];
  const sums: readonly (readonly [string, string])[] = [
    [t('net'), format.money(receipt.net)],
    ...receipt.vat.map(
      ({ percent, vat }) => [t('vat', { percent: format.percent(Number(percent)) }), format.money(vat)] as const,
    ),
    [t('total'), format.money(receipt.total)],
  ];
  return (
    <article className="paper">
      <header>
        <h2>{t('receipt', { number: receipt.receiptNumber })}</h2>
        <address>
          <strong>{operator.name}</strong>
          <span>{operator.address}</span>
          <span>{t('vatId', { id: operator.vatId })}</span>
        </address>
      </header>
      <dl className="paper-facts">
        {facts.map(([term, fact]) => fact !== null && <Row key={term} term={term} fact={fact} />)}
      </dl>
      <dl className="paper-sums">
        {sums.map(([term, fact]) => (
          <Row key={term} term={term} fact={fact} />
        ))}
      </dl>
    </article>
  );
});

const Row = ({ term, fact }: { term: string; fact: string }) => (
  <div>
    <dt>{term}</dt>
    <dd>{fact}</dd>
  </div>
);
