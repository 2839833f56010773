import type { TFunction } from 'i18next';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CostLine } from '../../machines/receiptView.ts';
import { type Page, usePage } from '../page.ts';

/** Each line of a cost with its amount: quantity × price = amount. */
export const CostLines = memo(function CostLines({ lines }: { lines: readonly CostLine[] }) {
  const { t } = useTranslation('paper');
  const { format } = usePage();
  return (
    <ul className="legend lines">
      {lines.map((line, i) => (
        <li key={i}>
          <span>{t(`lines.${line.kind}`)}</span>
          <span className="working">{working(line, format, t)}</span>
          <span className="amount">{format.money(line.amount)}</span>
        </li>
      ))}
    </ul>
  );
});

/** "12.345 kWh × €0.59"; nothing for a line that is its own sum. */
function working(line: CostLine, format: Page['format'], t: TFunction<'paper'>): string {
  if (line.unitPrice === null || line.unit === null || line.unit === 'session') return '';
  const quantity =
    line.unit === 'kWh'
      ? format.quantity(line.quantity, 'kWh')
      : t('minutes', { quantity: format.decimal(line.quantity) });
  return `${quantity} × ${format.price(line.unitPrice, line.amount.currency)}`;
}
