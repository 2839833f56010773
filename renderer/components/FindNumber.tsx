import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { FindView } from '../../machines/findView.ts';
import { minorDigits } from '../../machines/money.ts';
import type { KioskView } from '../../machines/view.ts';
import { useNow, usePage } from '../page.ts';
import { Countdown } from './Countdown.tsx';
import { Keyboard } from './Keyboard.tsx';
import { Notice } from './Notice.tsx';
import { Screen } from './Screen.tsx';
import { TouchButton } from './TouchButton.tsx';

/** Number and amount as they stand on the paper or on the bank statement. */
export function FindNumber({ screen, view }: { screen: Extract<FindView, { step: 'number' }>; view: KioskView }) {
  const { t } = useTranslation('find');
  const { t: common } = useTranslation();
  const { format, send } = usePage();
  const [number, setNumber] = useState('');
  const [amount, setAmount] = useState('');
  const [waiting, setWaiting] = useState(false);
  const numberField = useRef<HTMLInputElement>(null);
  const amountField = useRef<HTMLInputElement>(null);
  const [field, setField] = useState<'number' | 'amount'>('number');
  useEffect(() => numberField.current?.focus(), []);
  const now = useNow();
  const paused = screen.pausedUntilMs !== null && now < screen.pausedUntilMs;

  const { currency } = view.price;
  const amountMinor = minorOf(amount, minorDigits(currency));
  const wanted = Number(number.replace(/^.*\D/, ''));
  const isWhole = wanted > 0 && amountMinor !== null && !paused;

  async function find(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (!isWhole || amountMinor === null || waiting) return;
    setWaiting(true);
    await send({ type: 'FIND_NUMBER', number: wanted, amountMinor });
    setWaiting(false);
  }
  return (
    <form className="screen-form" onSubmit={find}>
      <Screen
        name="find"
        title={t('numberTitle')}
        hint={t('numberHint')}
        actions={
          <>
            {paused && screen.pausedUntilMs !== null && <Countdown until={screen.pausedUntilMs} />}
            <TouchButton intent={{ type: 'FIND_BACK' }}>{common('back')}</TouchButton>
            <Button className="touch primary" type="submit" isDisabled={!isWhole} isPending={waiting}>
              {t('search')}
            </Button>
          </>
        }
      >
        <div role="status">
          {screen.trouble && !waiting && <Notice tone="attention">{t(`trouble.${screen.trouble}`)}</Notice>}
        </div>
        <div className="beside">
          <div className="words">
            <label className="field" data-active={field === 'number'}>
              {t('number')}
              <span className="affixed">
                {screen.prefix && <span aria-hidden="true">{screen.prefix}</span>}
                <input
                  ref={numberField}
                  maxLength={18}
                  inputMode="none"
                  autoComplete="off"
                  onFocus={() => setField('number')}
                  onInput={({ currentTarget }) => setNumber(currentTarget.value)}
                />
              </span>
            </label>
            <label className="field" data-active={field === 'amount'}>
              {t('amount')}
              <span className="affixed">
                <input
                  ref={amountField}
                  maxLength={9}
                  inputMode="none"
                  autoComplete="off"
                  onFocus={() => setField('amount')}
                  onInput={({ currentTarget }) => setAmount(currentTarget.value)}
                />
                <span aria-hidden="true">{format.symbol(currency)}</span>
              </span>
            </label>
          </div>
          <Keyboard
            into={field === 'number' ? numberField : amountField}
            kind={field === 'amount' && minorDigits(currency) > 0 ? 'digits' : 'whole'}
            language={view.language}
          />
        </div>
      </Screen>
    </form>
  );
}

/** "17.08" or "17,08" in minor units; null when it is no amount. */
export function minorOf(typed: string, digits: number): number | null {
  const [, whole, fraction = ''] = /^(\d{1,6})(?:[.,](\d*))?$/.exec(typed.trim()) ?? [];
  if (whole === undefined || fraction.length > digits) return null;
  return Number(whole + fraction.padEnd(digits, '0'));
}
