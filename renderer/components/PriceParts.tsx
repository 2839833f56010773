import { useTranslation } from 'react-i18next';
import type { PricePart, PriceView } from '../../machines/view.ts';
import { usePage } from '../page.ts';

/** Every component of the price beside the one per kWh, which has its own window, and the VAT they all include. */
export function PriceParts({ price }: { price: PriceView }) {
  const { t } = useTranslation();
  const { format } = usePage();
  const sentence = (part: Exclude<PricePart, { kind: 'energy' }>): string => {
    const amount = format.price(part.amount, price.currency);
    if (part.kind !== 'idle') return t(`parts.${part.kind}`, { amount });
    if (part.afterMs === 0) return t('parts.idleAtOnce', { amount });
    return t('parts.idle', { amount, after: format.span(part.afterMs) });
  };
  return (
    <ul className="legend parts">
      {price.parts.map((part) => part.kind !== 'energy' && <li key={part.kind}>{sentence(part)}</li>)}
      <li className="vat">{t('parts.vat', { percent: format.percent(Number(price.vatPercent)) })}</li>
    </ul>
  );
}
