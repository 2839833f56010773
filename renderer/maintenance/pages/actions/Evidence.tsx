import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettlingRow } from '../../../../electron/maintenance/settling.ts';
import { useMaintenance } from '../../page.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Dotted } from '../../parts/Dotted.tsx';

/** What the books know of a hold, to be compared with the terminal's and the acquirer's. */
export function Evidence({ of }: { of: SettlingRow }) {
  const { t } = useTranslation(['actions', 'overview']);
  const { format } = useMaintenance();
  const { hold, meter } = of;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('actions:fact.held'), <Dotted key="held" parts={[format.money(of.held), format.dateTime(of.heldAtMs)]} />],
    [t('actions:fact.due'), of.due ? format.money(of.due) : t('overview:dueUnknown')],
    [t('actions:fact.booked'), of.booked && format.money(of.booked)],
    [
      t('actions:fact.card'),
      [hold.card.brand, hold.card.last4 && `•••• ${hold.card.last4}`].filter(Boolean).join(' ') || null,
    ],
    [t('actions:fact.terminalReceipt'), asTold(hold.receiptNumber)],
    [t('actions:fact.trace'), asTold(hold.traceNumber)],
    [t('actions:fact.authorization'), asTold(hold.authorizationNumber)],
    [t('actions:fact.terminal'), asTold(hold.terminalId)],
    [
      t('actions:fact.meter'),
      meter &&
        `${format.energy(meter.startWh)} – ${meter.endWh === null ? t('overview:notKnown') : format.energy(meter.endWh)}`,
    ],
    [
      t('actions:fact.lastAnswer'),
      of.trouble && (
        <>
          {of.lastAttemptMs !== null && `${format.dateTime(of.lastAttemptMs)} · `}
          <Answer told={of.detail} code={of.trouble} />
        </>
      ),
    ],
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

/** A machine's own words keep their direction. */
const asTold = (text: string | null): ReactNode => (text === null ? null : <bdi>{text}</bdi>);
