import type { TFunction } from 'i18next';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Format } from '../../locales/format.ts';
import type { PricePart, PriceView, StationView } from '../../machines/view.ts';
import { usePage } from '../page.ts';
import { NextPrices } from './NextPrices.tsx';

const MINUTE_MS = 60_000;

type OtherPart = Exclude<PricePart, { kind: 'energy' }>;

export function partSentence(
  part: OtherPart,
  currency: string,
  { t, format }: { t: TFunction; format: Pick<Format, 'price' | 'span'> },
): string {
  const amount = format.price(part.amount, currency);
  if (part.kind !== 'idle') return t(`parts.${part.kind}`, { amount });
  // A wait below what is written in minutes would read "more than 0 min".
  if (part.afterMs < MINUTE_MS) return t('parts.idleAtOnce', { amount });
  return t('parts.idle', { amount, after: format.span(part.afterMs) });
}

/** Every component of the price beside the one per kWh, which has its own window, and what the law wants said with it. */
export const PriceParts = memo(function PriceParts({ price, station }: { price: PriceView; station: StationView }) {
  const { t } = useTranslation();
  const { format } = usePage();
  const sentence = (part: OtherPart) => partSentence(part, price.currency, { t, format });
  const vat = Number(price.vatPercent);
  const said = [
    ...(vat > 0 ? [t('parts.vat', { percent: format.percent(vat) })] : []),
    ...price.notes.map((note) => t(`notes.${note}`, { phone: station.helpLine })),
  ];
  return (
    <>
      <ul className="legend parts">
        {price.parts.map((part) => part.kind !== 'energy' && <li key={part.kind}>{sentence(part)}</li>)}
        <li className="vat">{said.join(' ')}</li>
      </ul>
      <NextPrices price={price} />
    </>
  );
});
