import { useEffect, useId, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Money } from '../../../machines/money.ts';
import { Keyboard } from '../../components/Keyboard.tsx';
import { typeInto } from '../../keys.ts';
import { useMaintenance } from '../page.ts';
import { AmountField, keysForAmount } from '../parts/AmountField.tsx';
import { FieldHead } from '../parts/FieldHead.tsx';
import { AsOnDriversPage } from '../parts/Typing.tsx';

/** An amount of money within bounds. */
export function MoneyField(props: {
  now: number;
  least: Money;
  most: Money;
  set: (minor: number | undefined) => void;
}) {
  const { language } = useMaintenance();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <div className="number-entry">
      <AmountField {...props} into={field} />
      <AsOnDriversPage>
        <Keyboard into={field} kind={keysForAmount(props.most.currency)} language={language} />
      </AsOnDriversPage>
    </div>
  );
}

/** A whole number within bounds. */
export function NumberField(props: {
  label: string;
  now: number;
  least: number;
  most: number;
  set: (value: number | undefined) => void;
}) {
  const { label, now, least, most, set } = props;
  const { t } = useTranslation('shell');
  const { format, language } = useMaintenance();
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const [digits, setDigits] = useState(String(now));
  useEffect(() => field.current?.select(), []);
  const count = (value: number) => format.decimal(String(value));

  function refusal(typed: string): string | null {
    if (typed === '') return null;
    if (Number(typed) < least) return t('amount.atLeast', { least: count(least) });
    return Number(typed) > most ? t('amount.atMost', { most: count(most) }) : null;
  }
  const why = refusal(digits);
  return (
    <div className="number-entry">
      <div className="field">
        <FieldHead id={id} label={label} why={why} />
        <input
          id={id}
          ref={field}
          value={digits}
          inputMode="numeric"
          maxLength={7}
          autoComplete="off"
          aria-invalid={why !== null}
          aria-describedby={`${id}-why`}
          onChange={(event) => {
            const typed = event.target.value.replace(/\D/g, '');
            setDigits(typed);
            set(typed !== '' && refusal(typed) === null ? Number(typed) : undefined);
          }}
        />
      </div>
      <AsOnDriversPage>
        <Keyboard into={field} kind="whole" language={language} />
      </AsOnDriversPage>
    </div>
  );
}

/** Some characters. `extras` are keys of their own, for what the keyboard lacks. */
export function TextField(props: {
  kind: 'phone' | 'email';
  now: string;
  atMost: number;
  extras: readonly string[];
  set: (value: string | undefined) => void;
}) {
  const { kind, now, atMost, extras, set } = props;
  const { t } = useTranslation(['settings', 'keyboard']);
  const { language } = useMaintenance();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(now);
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(now.length, now.length);
  }, [now]);
  return (
    <>
      <label className="field">
        <span>{t('settings:value')}</span>
        <input
          ref={field}
          value={text}
          dir="ltr"
          maxLength={atMost}
          autoComplete="off"
          onChange={(event) => {
            setText(event.target.value);
            set(event.target.value.trim() || undefined);
          }}
        />
      </label>
      <div className="extras" dir="ltr">
        {extras.map((extra) => (
          <Button
            key={extra}
            className="touch extra"
            preventFocusOnPress
            onPress={() => field.current && typeInto(field.current, { types: extra })}
          >
            {extra === ' ' ? t('keyboard:space') : extra}
          </Button>
        ))}
      </div>
      <AsOnDriversPage>
        <Keyboard into={field} kind={kind} language={language} />
      </AsOnDriversPage>
    </>
  );
}
