import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { listed } from '../../locales/sentences.ts';
import type { NextPrice, PriceView } from '../../machines/view.ts';
import { usePage } from '../page.ts';

/** What the price will be, before it is: from when, or from how much energy on. */
export const NextPrices = memo(function NextPrices({ price }: { price: PriceView }) {
  const { t } = useTranslation();
  const { format } = usePage();
  const from = ({ from }: NextPrice): string =>
    'atMs' in from
      ? t('next.fromTime', { time: format.clock(from.atMs) })
      : t('next.fromEnergy', { energy: format.quantity(String(from.energyWh / 1000), 'kWh') });
  const sums = ({ parts }: NextPrice): string =>
    parts.length === 0
      ? t('next.free')
      : listed(
          format.tag,
          parts.map(({ kind, amount }) =>
            kind === 'energy'
              ? t('next.perKwh', { amount: format.priceOfEnergy(amount, price) })
              : t(`next.${kind}`, { amount: format.price(amount, price.currency) }),
          ),
        );
  if (price.next.length === 0) return null;
  return (
    <ul className="legend next" aria-label={t('next.label')}>
      {price.next.map((each) => (
        <li key={JSON.stringify(each.from)}>
          <span>{from(each)}</span> <strong>{sums(each)}</strong>
        </li>
      ))}
    </ul>
  );
});
