import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Budget, BudgetRange } from '../../machines/budget.ts';
import { minorDigits } from '../../machines/money.ts';
import { amountSteps, type BudgetKind, firstOf, socSteps, timeSteps } from '../budget.ts';
import { usePage } from '../page.ts';
import { useEstimate } from '../useEstimate.ts';
import { Countdown } from './Countdown.tsx';
import { Sheet } from './Sheet.tsx';
import { Choices, Stepper } from './Stepper.tsx';
import { TouchButton } from './TouchButton.tsx';

const kinds = ['full', 'amount', 'soc', 'time'] as const;

/** How far it shall charge: until full, for an amount, to a state of charge, for a time. */
export function BudgetSheet(props: {
  connectorId: number;
  currency: string;
  budget: Budget | null;
  range: BudgetRange;
  /** Null as long as the car has not told it. */
  socPercent: number | null;
  until: number;
  onClose: () => void;
  /** The station took it; where that alone closes the sheet there is nothing to do. */
  onSet?: () => void;
}) {
  const { connectorId, currency, budget, range, socPercent, until, onClose, onSet } = props;
  const { t } = useTranslation('price');
  const { t: common } = useTranslation();
  const words = useBudgetWords(currency);
  const [chosen, choose] = useState(budget);
  return (
    <Sheet title={t('budget.title')} className="choosing" onClose={onClose}>
      <Choices<BudgetKind | 'full'>
        value={chosen?.kind ?? 'full'}
        choices={kinds}
        show={(kind) => t(`budget.kind.${kind}`)}
        onChange={(kind) => choose(kind === 'full' ? null : firstOf(kind, chosen ?? budget, range, socPercent))}
      />
      <div className="chosen">
        <Value budget={chosen} onChange={choose} {...{ range, currency, socPercent }} />
        <p>{t(`budget.hint.${chosen?.kind ?? 'full'}`)}</p>
        <About connectorId={connectorId} budget={chosen} />
      </div>
      <footer className="actions">
        <Countdown until={until} />
        <Button className="touch quiet" data-back onPress={onClose}>
          {common('back')}
        </Button>
        <TouchButton
          tone="primary"
          intent={{ type: 'SET_BUDGET', connectorId, budget: chosen }}
          {...(onSet && { onDone: onSet })}
        >
          {words(chosen)}
        </TouchButton>
      </footer>
    </Sheet>
  );
}

function Value(props: {
  budget: Budget | null;
  range: BudgetRange;
  currency: string;
  socPercent: number | null;
  onChange: (budget: Budget) => void;
}) {
  const { budget, range, currency, socPercent, onChange } = props;
  const { t } = useTranslation('price');
  const { format } = usePage();
  switch (budget?.kind) {
    case undefined:
      return null;
    case 'amount':
      return (
        <Stepper
          label={t('budget.kind.amount')}
          value={budget.amountMinor}
          steps={amountSteps(range)}
          show={(minor) => roundMoney(minor, currency, format)}
          onChange={(amountMinor) => onChange({ kind: 'amount', amountMinor })}
        />
      );
    case 'soc':
      return (
        <Stepper
          label={t('budget.kind.soc')}
          value={budget.socPercent}
          steps={socSteps(socPercent)}
          show={format.percent}
          onChange={(percent) => onChange({ kind: 'soc', socPercent: percent })}
        />
      );
    case 'time':
      return (
        <Stepper
          label={t('budget.kind.time')}
          value={budget.minutes}
          steps={timeSteps}
          show={(minutes) => format.span(minutes * 60_000)}
          onChange={(minutes) => onChange({ kind: 'time', minutes })}
        />
      );
  }
}

/** What an amount or a time comes to; of a state of charge nobody knows before the car has told its own. */
function About({ connectorId, budget }: { connectorId: number; budget: Budget | null }) {
  const { t } = useTranslation('price');
  const { format } = usePage();
  const estimate = useEstimate(connectorId, budget && budget.kind !== 'soc' ? budget : null);
  if (!estimate) return null;
  const energy = format.quantity(String(Math.round(estimate.energyWh / 1000)), 'kWh');
  return (
    <p className="about">
      {t('budget.about', { energy, time: format.span(estimate.durationMs), total: format.money(estimate.total) })}
    </p>
  );
}

/** "Until full", "For €20", "To 80 %", "For 30 min". */
export function useBudgetWords(currency: string): (budget: Budget | null) => string {
  const { t } = useTranslation('price');
  const { format } = usePage();
  return (budget) => {
    switch (budget?.kind) {
      case undefined:
        return t('budget.until.full');
      case 'amount':
        return t('budget.until.amount', { amount: roundMoney(budget.amountMinor, currency, format) });
      case 'soc':
        return t('budget.until.soc', { percent: format.percent(budget.socPercent) });
      case 'time':
        return t('budget.until.time', { time: format.span(budget.minutes * 60_000) });
    }
  };
}

/** "€20" where nothing comes after it. */
function roundMoney(minor: number, currency: string, format: ReturnType<typeof usePage>['format']): string {
  const whole = 10 ** minorDigits(currency);
  return minor % whole === 0 ? format.price(String(minor / whole), currency) : format.money({ minor, currency });
}
