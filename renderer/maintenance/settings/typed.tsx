import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Keyboard } from '../../components/Keyboard.tsx';
import { typeInto } from '../../keys.ts';
import { useMaintenance } from '../page.ts';
import { AsOnDriversPage } from '../parts/Typing.tsx';

/** A whole number within bounds. */
export function NumberField(props: {
  label: (value: number) => string;
  now: number;
  least: number;
  most: number;
  set: (value: number | undefined) => void;
}) {
  const { label, now, least, most, set } = props;
  const { language } = useMaintenance();
  const field = useRef<HTMLInputElement>(null);
  const [digits, setDigits] = useState(String(now));
  useEffect(() => field.current?.select(), []);
  const isSound = (value: number) => value >= least && value <= most;
  return (
    <div className="number-entry">
      <label className="field">
        <span>{label(Number(digits || '0'))}</span>
        <input
          ref={field}
          value={digits}
          inputMode="numeric"
          maxLength={7}
          autoComplete="off"
          aria-invalid={!isSound(Number(digits || '0'))}
          onChange={(event) => {
            const typed = event.target.value.replace(/\D/g, '');
            setDigits(typed);
            set(typed !== '' && isSound(Number(typed)) ? Number(typed) : undefined);
          }}
        />
      </label>
      <AsOnDriversPage>
        <Keyboard into={field} kind="digits" language={language} />
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
