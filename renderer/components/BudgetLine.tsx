import { useTranslation } from 'react-i18next';
import type { ScreenView } from '../../machines/view.ts';
import { usedOf } from '../budget.ts';
import { Arrow } from '../drawings/marks.tsx';
import { useNow } from '../page.ts';
import { useBudgetWords } from './BudgetSheet.tsx';
import { TouchButton } from './TouchButton.tsx';

/** How far it shall charge and how far that is away; pressed, its owner may change it. */
export function BudgetLine({ screen }: { screen: Extract<ScreenView, { name: 'charging' }> }) {
  const { t } = useTranslation('price');
  const words = useBudgetWords(screen.cost.currency);
  const now = useNow();
  const { budget, connectorId, cost, socPercent, energySinceMs } = screen;
  const used = budget && usedOf(budget, { costMinor: cost.minor, socPercent, chargedMs: now - energySinceMs });
  return (
    <TouchButton className="budget-line" intent={{ type: 'ASK_BUDGET', connectorId }}>
      {used !== null && <span className="used" style={{ transform: `scaleX(${used})` }} />}
      <small>{t('budget.ask')}</small>
      <span>{words(budget)}</span>
      <Arrow />
    </TouchButton>
  );
}
