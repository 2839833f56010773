import { useTranslation } from 'react-i18next';
import type { BooksStatement } from '../../../electron/maintenance/books.ts';
import { useMaintenance } from '../page.ts';
import { Panel } from '../parts/Page.tsx';
import { Differences } from './Differences.tsx';

type Line = { readonly name: string; readonly value: string; readonly level?: 'sum' | 'part' };

/** A period as a bookkeeper writes it down: receipts, what cards paid of them, and the terminal's ends of day. */
export function Statement({ books }: { books: BooksStatement }) {
  const { t } = useTranslation('books');
  const { totals, cards, differences } = books;
  const isSound = differences.length === 0;
  return (
    <>
      <p className="strip verdict" data-tone={isSound ? 'sound' : 'attention'} role="status">
        {isSound ? t('agrees') : t('differs', { count: differences.length })}
      </p>
      {!isSound && <Differences differences={differences} />}
      {totals.length === 0 && cards.length === 0 && <p className="soft">{t('none')}</p>}
      <div className="pair">
        {totals.map((sums) => (
          <Receipts key={sums.currency} sums={sums} />
        ))}
        {cards.map((sums) => (
          <Cards key={sums.currency} sums={sums} />
        ))}
      </div>
    </>
  );
}

function Lines({ lines }: { lines: readonly Line[] }) {
  return (
    <table className="table statement">
      <tbody>
        {lines.map(({ name, value, level }) => (
          <tr key={name} data-level={level}>
            <th scope="row">{name}</th>
            <td className="number">{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Receipts({ sums }: { sums: BooksStatement['totals'][number] }) {
  const { t } = useTranslation('books');
  const { format } = useMaintenance();
  const { currency, receipts, energyWh, net, rates, untaxed, total, byCard, byKey } = sums;
  const money = (minor: number) => format.money({ minor, currency });
  const lines: Line[] = [
    { name: t('count'), value: format.decimal(String(receipts)) },
    { name: t('energy'), value: format.energy(energyWh) },
    { name: t('net'), value: money(net) },
    ...rates.map(({ percent, vat }) => ({
      name: t('vat', { percent: format.percent(Number(percent)) }),
      value: money(vat),
    })),
    ...(untaxed === 0 ? [] : [{ name: t('untaxed'), value: money(untaxed) }]),
    { name: t('total'), value: money(total), level: 'sum' },
    { name: t('byCard'), value: money(byCard), level: 'part' },
    { name: t('byKey'), value: money(byKey), level: 'part' },
  ];
  return (
    <Panel title={t('receipts')}>
      <Lines lines={lines} />
    </Panel>
  );
}

function Cards({ sums }: { sums: BooksStatement['cards'][number] }) {
  const { t } = useTranslation('books');
  const { format } = useMaintenance();
  const { currency, receipts, captured, capturedElsewhen, open, openReceipts, openNumbers, ofOthers } = sums;
  const money = (minor: number) => format.money({ minor, currency });
  const more = openReceipts - openNumbers.length;
  const lines: Line[] = [
    { name: t('cardReceipts'), value: money(receipts), level: 'sum' },
    { name: t('captured'), value: money(captured), level: 'part' },
    { name: t('capturedElsewhen'), value: money(capturedElsewhen), level: 'part' },
    { name: t('open'), value: money(open), level: 'part' },
    ...(ofOthers === 0 ? [] : [{ name: t('ofOthers'), value: money(ofOthers) }]),
  ];
  return (
    <Panel title={t('cards')}>
      <Lines lines={lines} />
      {openReceipts > 0 && (
        <p className="soft">
          {t('openNumbers', { numbers: openNumbers.join(', ') })} {more > 0 && t('more', { count: more })}
        </p>
      )}
    </Panel>
  );
}

/** What the terminal made bookable, day by day. */
export function EndsOfDay({ days }: { days: BooksStatement['endsOfDay'] }) {
  const { t } = useTranslation('books');
  const { format } = useMaintenance();
  const told = (outcome: BooksStatement['endsOfDay'][number]['outcome']) => {
    if (!outcome) return ['–', t('noAnswer')];
    if (outcome.result === 'refused') return ['–', t('refused', { code: outcome.code })];
    if (!outcome.totals) return ['–', t('notTold')];
    return [format.decimal(String(outcome.totals.count)), format.money(outcome.totals.total)];
  };
  return (
    <Panel title={t('endsOfDay')}>
      {days.length === 0 ? (
        <p className="soft">{t('noEndsOfDay')}</p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('when')}</th>
              <th scope="col" className="number">
                {t('payments')}
              </th>
              <th scope="col" className="number">
                {t('sum')}
              </th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ seq, atMs, outcome }) => {
              const [count, sum] = told(outcome);
              return (
                <tr key={seq}>
                  <th scope="row">{format.dateTime(atMs)}</th>
                  <td className="number">{count}</td>
                  <td className="number">{sum}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
