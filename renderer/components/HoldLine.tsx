import { useTranslation } from 'react-i18next';
import { subtract } from '../../machines/money.ts';
import type { CardSummary } from '../../machines/ports/cardTerminal.ts';
import type { HoldView } from '../../machines/view.ts';
import { usePage } from '../page.ts';

/** "Visa •••• 1234", the digits never alone on a line; null when the terminal told neither. */
export function cardName(card: CardSummary): string | null {
  const name = [card.brand, card.last4 && `••••\u00a0${card.last4}`].filter(Boolean).join(' ');
  return name === '' ? null : name;
}

/** Where the driver's money is, in one sentence. Without a hold the charging key's account pays. */
export function useHoldSentence(): (hold: HoldView | null) => string {
  const { t } = useTranslation();
  const { format } = usePage();
  return (hold) => {
    if (!hold) return t('hold.key');
    const held = format.money(hold.held);
    const captured = hold.captured && format.money(hold.captured);
    const card = cardName(hold.card) ?? t('hold.card');
    if (hold.state !== 'captured') return t(`hold.${hold.state}`, { held, card });
    const rest = hold.captured && subtract(hold.held, hold.captured);
    if (!rest || rest.minor <= 0) return t('hold.capturedAll', { captured: captured ?? held, card });
    return t('hold.captured', { captured: captured ?? held, rest: format.money(rest), card });
  };
}

/** The sentence of {@link useHoldSentence} in a line of its own. */
export function HoldLine({ hold }: { hold: HoldView | null }) {
  const sentence = useHoldSentence()(hold);
  if (!hold) return <p className="hold-line">{sentence}</p>;
  return (
    <p className="hold-line" data-state={hold.state} role="status">
      {sentence}
    </p>
  );
}
