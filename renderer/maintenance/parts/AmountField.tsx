import { type RefObject, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Money, minorDigits } from '../../../machines/money.ts';
import type { KeyboardKind } from '../../keys.ts';
import { useMaintenance } from '../page.ts';
import { isBegun, minorOf, typedOf } from './amount.ts';
import { FieldHead } from './FieldHead.tsx';

/** The keys an amount takes: no decimal mark where the currency has no minor unit. */
export const keysForAmount = (currency: string): KeyboardKind => (minorDigits(currency) > 0 ? 'digits' : 'whole');

/** Money, typed in the major unit; above the field what is understood, and why that is not taken. */
export function AmountField(props: {
  into: RefObject<HTMLInputElement | null>;
  /** In minor units; null: the field begins empty. */
  now: number | null;
  least: Money;
  most: Money;
  /** Told of each change: minor units, undefined while they cannot be right. */
  set: (minor: number | undefined) => void;
  onFocus?: () => void;
}) {
  const { into, now, least, most, set, onFocus } = props;
  const { t } = useTranslation('shell');
  const { format } = useMaintenance();
  const id = useId();
  const { currency } = most;
  const digits = minorDigits(currency);
  const [typed, setTyped] = useState(() => (now === null ? '' : typedOf(now, digits, format.decimal('0.1').charAt(1))));
  const minor = minorOf(typed, digits);
  const why = minor === null ? null : refusal(minor);

  function refusal(amount: number): string | null {
    if (amount < least.minor) return t('amount.atLeast', { least: format.money(least) });
    return amount > most.minor ? t('amount.atMost', { most: format.money(most) }) : null;
  }
  return (
    <div className="field">
      <FieldHead
        id={id}
        label={t('amount.label', { amount: format.money({ minor: minor ?? 0, currency }) })}
        why={why}
      />
      <input
        id={id}
        ref={into}
        value={typed}
        inputMode={digits > 0 ? 'decimal' : 'numeric'}
        maxLength={10}
        autoComplete="off"
        dir="ltr"
        aria-invalid={why !== null}
        aria-describedby={`${id}-why`}
        onFocus={onFocus}
        onChange={(event) => {
          const next = event.target.value;
          if (!isBegun(next, digits)) return;
          setTyped(next);
          const amount = minorOf(next, digits);
          set(amount === null || refusal(amount) !== null ? undefined : amount);
        }}
      />
    </div>
  );
}
