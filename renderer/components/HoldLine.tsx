import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { cardName } from '../../electron/receipt/cardName.ts';
import { sentences } from '../../locales/sentences.ts';
import { type Money, subtract } from '../../machines/money.ts';
import type { CardSummary } from '../../machines/ports/cardTerminal.ts';
import type { HoldView } from '../../machines/receiptView.ts';
import type { StationView } from '../../machines/view.ts';
import { usePage } from '../page.ts';

/** Where the driver's money is, in a sentence or two. Without a hold the charging key's account pays. */
export function useHoldSentence(station: StationView): (hold: HoldView | null) => string {
  const { t } = useTranslation();
  const { format } = usePage();
  return (hold) => {
    const sentence = holdSentence(hold, { t, money: format.money, card: cardName });
    if (hold?.state !== 'staff') return sentence;
    return sentences(sentence, t('hold.call', { phone: station.helpLine, reference: hold.reference }));
  };
}

/** The same for whoever says it in their own way: how money is told, and what a card is called. */
export function holdSentence(
  hold: HoldView | null,
  {
    t,
    money,
    card: nameOf,
  }: { t: TFunction; money: (amount: Money) => string; card: (card: CardSummary) => string | null },
): string {
  if (!hold) return t('hold.key');
  const { state } = hold;
  const held = money(hold.held);
  const captured = money(hold.captured ?? hold.held);
  const card = nameOf(hold.card) ?? t('hold.card');
  if (state !== 'captured') return t(`hold.${state}`, { held, card });
  const rest = hold.captured && subtract(hold.held, hold.captured);
  if (!rest || rest.minor <= 0) return t('hold.capturedAll', { captured, card });
  return t('hold.captured', { captured, rest: money(rest), card });
}

type HoldLineProps = { readonly hold: HoldView | null; readonly station: StationView };

/** The sentence of {@link useHoldSentence} in a line of its own. */
export function HoldLine({ hold, station }: HoldLineProps) {
  const sentence = useHoldSentence(station)(hold);
  if (!hold) return <p className="hold-line">{sentence}</p>;
  return (
    <p className="hold-line" data-state={hold.state} role="status">
      {sentence}
    </p>
  );
}

/** Before its release has begun, what nothing was charged on is already on its way back. */
const onItsWay = {
  held: 'releasing',
  releasing: 'releasing',
  released: 'released',
  delayed: 'delayed',
  staff: 'staff',
} as const;
const goesBack = (state: HoldView['state']): state is keyof typeof onItsWay => state in onItsWay;

/** A hold that pays for nothing: that it goes back, and below, by when at the latest. */
export function GivenBack({ hold, station }: { readonly hold: HoldView; readonly station: StationView }) {
  const { t } = useTranslation();
  const { format } = usePage();
  if (!goesBack(hold.state)) return <HoldLine hold={hold} station={station} />;
  const state = onItsWay[hold.state];
  const isSoon = state === 'releasing' || state === 'released';
  const days = t('hold.days', { count: hold.endsAfterDays });
  return (
    <div className="hold-line" data-state={hold.state} role="status">
      <p>{t(`hold.back.${state}`, { held: format.money(hold.held), card: cardName(hold.card) ?? t('hold.card') })}</p>
      <p className="hold-note">
        {sentences(
          t(isSoon ? 'hold.back.soon' : 'hold.back.latest', { days }),
          state === 'staff' && t('hold.call', { phone: station.helpLine, reference: hold.reference }),
        )}
      </p>
    </div>
  );
}
