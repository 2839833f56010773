import { useTranslation } from 'react-i18next';
import type { OpenSettlement } from '../../../../machines/staffView.ts';
import { useMaintenance } from '../../page.ts';

/** What the books know of a hold, to be compared with the terminal's and the acquirer's. */
export function Evidence({ of }: { of: OpenSettlement }) {
  const { t } = useTranslation(['actions', 'overview']);
  const { format } = useMaintenance();
  const { hold, meter } = of;
  const facts: readonly (readonly [string, string | null])[] = [
    [t('actions:fact.held'), `${format.money(of.held)} · ${format.dateTime(of.heldAtMs)}`],
    [t('actions:fact.due'), of.due ? format.money(of.due) : t('overview:dueUnknown')],
    [t('actions:fact.booked'), of.booked && format.money(of.booked)],
    [t('actions:fact.card'), [hold.card.brand, hold.card.last4].filter(Boolean).join(' ') || null],
    [t('actions:fact.terminalReceipt'), hold.receiptNumber],
    [t('actions:fact.trace'), hold.traceNumber],
    [t('actions:fact.authorization'), hold.authorizationNumber],
    [t('actions:fact.terminal'), hold.terminalId],
    [
      t('actions:fact.meter'),
      meter &&
        `${format.energy(meter.startWh)} – ${meter.endWh === null ? t('overview:notKnown') : format.energy(meter.endWh)}`,
    ],
    [t('actions:fact.lastAnswer'), of.detail],
  ];
  return (
    <dl className="facts">
      {facts.map(
        ([name, fact]) =>
          fact !== null && (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="figures">{fact}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
