import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { BudgetSheet, useBudgetWords } from '../components/BudgetSheet.tsx';
import { CostSheet } from '../components/CostSheet.tsx';
import { Countdown } from '../components/Countdown.tsx';
import { HoldPicture } from '../components/HoldPicture.tsx';
import { Notice } from '../components/Notice.tsx';
import { Screen } from '../components/Screen.tsx';
import { TouchButton } from '../components/TouchButton.tsx';
import { Arrow } from '../drawings/marks.tsx';
import { labelOf } from '../labelOf.ts';
import { type ScreenProps, usePage } from '../page.ts';

/** The price stands in the windows; here is what happens to the driver's money before a card is asked for. */
export function PriceScreen({ screen, view }: ScreenProps<'price'>) {
  const { t } = useTranslation('price');
  const { t: common } = useTranslation();
  const { format } = usePage();
  const { connectorId, budget, budgetRange, deadlineMs } = screen;
  const words = useBudgetWords(view.price.currency);
  const [open, setOpen] = useState<'budget' | 'cost' | null>(null);
  const close = () => setOpen(null);
  return (
    <Screen
      name="price-screen"
      title={t('holdTitle', { hold: format.money(screen.hold) })}
      cable={labelOf(view, connectorId)}
      hint={screen.vehicleConnected && t('plugged')}
      actions={
        <>
          <Countdown until={deadlineMs} />
          <TouchButton intent={{ type: 'BACK' }}>{common('back')}</TouchButton>
          <TouchButton tone="primary" intent={{ type: 'START', connectorId }} disabled={view.terminal === 'down'}>
            {t('start')}
          </TouchButton>
        </>
      }
    >
      <HoldPicture />
      <p className="lead">{t('holdWhat')}</p>
      <p>{t('stops')}</p>
      <div className="plans">
        <Button className="touch how-far" aria-haspopup="dialog" onPress={() => setOpen('budget')}>
          <span className="two-lines">
            <small>{t('budget.ask')}</small>
            <span>{words(budget)}</span>
          </span>
          <Arrow />
        </Button>
        <Button className="touch what-cost" aria-haspopup="dialog" onPress={() => setOpen('cost')}>
          {t('cost.title')}
          <Arrow />
        </Button>
      </div>
      {open === 'budget' && (
        <BudgetSheet
          currency={view.price.currency}
          range={budgetRange}
          socPercent={null}
          until={deadlineMs}
          onClose={close}
          onSet={close}
          {...{ connectorId, budget }}
        />
      )}
      {open === 'cost' && <CostSheet connectorId={connectorId} until={deadlineMs} onClose={close} />}
      {view.terminal === 'down' ? (
        <Notice tone="attention">{t('terminalDown')}</Notice>
      ) : (
        <p className="soft">{t('holdWhy')}</p>
      )}
    </Screen>
  );
}
