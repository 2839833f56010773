import { useTranslation } from 'react-i18next';
import type { BooksDifference } from '../../../electron/books/check.ts';
import { useMaintenance } from '../page.ts';
import { Panel } from '../parts/Page.tsx';

const SHOWN = 50;

/** What does not agree, in a sentence each. */
export function Differences({ differences }: { differences: readonly BooksDifference[] }) {
  const { t } = useTranslation('books');
  const { format } = useMaintenance();
  const { money, dateTime } = format;
  const sentence = (each: BooksDifference): string => {
    switch (each.kind) {
      case 'receiptSums':
        return t('difference.receiptSums', { receipt: each.receiptNumber, total: money(each.total) });
      case 'otherAmount':
        return t('difference.otherAmount', {
          receipt: each.receiptNumber,
          total: money(each.total),
          captured: money(each.captured),
        });
      case 'noReceipt':
        return t('difference.noReceipt', { captured: money(each.captured) });
      case 'otherSum':
        return t('difference.otherSum', { told: money(each.told), captured: money(each.captured) });
      case 'endOfDay': {
        const { difference } = each;
        const when = dateTime(difference.atMs);
        const booked = money(difference.booked.total);
        return difference.kind === 'otherTotals'
          ? t('difference.otherTotals', { when, booked, told: money(difference.told.total) })
          : t('difference.unheard', { when, booked });
      }
    }
  };
  const sentences = differences.slice(0, SHOWN).map(sentence);
  return (
    <Panel title={t('differences')}>
      <ul className="differences">
        {sentences.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {differences.length > SHOWN && <p className="soft">{t('more', { count: differences.length - SHOWN })}</p>}
    </Panel>
  );
}
