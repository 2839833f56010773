import { useTranslation } from 'react-i18next';
import { cardName } from '../../electron/receipt/cardName.ts';
import { subtract } from '../../machines/money.ts';
import type { HoldView, StationView } from '../../machines/view.ts';
import { usePage } from '../page.ts';

/** Where the driver's money is, in a sentence or two. Without a hold the charging key's account pays. */
export function useHoldSentence(station: StationView): (hold: HoldView | null) => string {
  const { t } = useTranslation();
  const { format } = usePage();
  return (hold) => {
    if (!hold) return t('hold.key');
    const { state, reference } = hold;
    const held = format.money(hold.held);
    const captured = format.money(hold.captured ?? hold.held);
    const card = cardName(hold.card) ?? t('hold.card');
    if (state === 'staff') return `${t('hold.staff')} ${t('hold.call', { phone: station.helpLine, reference })}`;
    if (state !== 'captured') return t(`hold.${state}`, { held, card });
    const rest = hold.captured && subtract(hold.held, hold.captured);
    if (!rest || rest.minor <= 0) return t('hold.capturedAll', { captured, card });
    return t('hold.captured', { captured, rest: format.money(rest), card });
  };
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
        {t(isSoon ? 'hold.back.soon' : 'hold.back.latest', { days })}
        {state === 'staff' && ` ${t('hold.call', { phone: station.helpLine, reference: hold.reference })}`}
      </p>
    </div>
  );
}
