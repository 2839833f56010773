import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PricePart, PriceView } from '../../machines/view.ts';
import { usePage } from '../page.ts';

const MINUTE_MS = 60_000;

/** Every component of the price beside the one per kWh, which has its own window, and the VAT they all include. */
export const PriceParts = memo(function PriceParts({ price }: { price: PriceView }) {
  const { t } = useTranslation();
  const { format } = usePage();
  const sentence = (part: Exclude<PricePart, { kind: 'energy' }>): string => {
    const amount = format.price(part.amount, price.currency);
    if (part.kind !== 'idle') return t(`parts.${part.kind}`, { amount });
    // A wait below what is written in minutes would read "more than 0 min".
    if (part.afterMs < MINUTE_MS) return t('parts.idleAtOnce', { amount });
    return t('parts.idle', { amount, after: format.span(part.afterMs) });
  };
  return (
    <ul className="legend parts">
      {price.parts.map((part) => part.kind !== 'energy' && <li key={part.kind}>{sentence(part)}</li>)}
      <li className="vat">{t('parts.vat', { percent: format.percent(Number(price.vatPercent)) })}</li>
    </ul>
  );
});
