import type { TFunction } from 'i18next';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Format } from '../../locales/format.ts';
import { sentences } from '../../locales/sentences.ts';
import type { PricePart, PriceTerm, PriceView, StationView } from '../../machines/view.ts';
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

type Tongue = { readonly t: TFunction; readonly format: Pick<Format, 'price' | 'span' | 'energy' | 'percent'> };

export function termSentence(term: PriceTerm, currency: string, { t, format }: Tongue): string {
  switch (term.kind) {
    case 'least':
    case 'most':
      return t(`terms.${term.kind}`, { amount: format.price(term.amount, currency) });
    case 'stepEnergy':
      return t('terms.stepEnergy', { step: format.energy(term.energyWh) });
    case 'stepTime':
    case 'stepIdle':
      return t(`terms.${term.kind}`, { step: format.span(term.ms) });
  }
}

/** What the prices say of VAT; null where they bear none. */
export function vatSentence({ vatPercent }: PriceView, { t, format }: Tongue): string | null {
  if (vatPercent === null) return t('terms.vat');
  const vat = Number(vatPercent);
  return vat > 0 ? t('parts.vat', { percent: format.percent(vat) }) : null;
}

/** Every component of the price beside the one per kWh, which has its own window, and what the law wants said with it. */
export const PriceParts = memo(function PriceParts({ price, station }: { price: PriceView; station: StationView }) {
  const { t } = useTranslation();
  const { format } = usePage();
  const sentence = (part: OtherPart) => partSentence(part, price.currency, { t, format });
  const said = [
    vatSentence(price, { t, format }),
    ...price.notes.map((note) => t(`notes.${note}`, { phone: station.helpLine })),
  ];
  return (
    <>
      <ul className="legend parts">
        {price.parts.map((part) => part.kind !== 'energy' && <li key={part.kind}>{sentence(part)}</li>)}
        {price.terms.map((term) => (
          <li key={term.kind}>{termSentence(term, price.currency, { t, format })}</li>
        ))}
        <li className="vat">{sentences(...said)}</li>
      </ul>
      <NextPrices price={price} />
    </>
  );
});
