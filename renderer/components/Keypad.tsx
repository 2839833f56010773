import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { DeleteMark } from '../drawings/marks.tsx';
import { scope } from '../tactile/focus.ts';
import { digitOf, typesDigit } from '../tactile/keys.ts';
import { placeOfFocus } from '../tactile/useKeys.ts';

const LENGTH = 4;
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'delete', '0'] as const;

/** Four digits, by touch or by keyboard; the fourth hands them over and the next try starts empty. */
export function Keypad(props: {
  label: string;
  secret: boolean;
  disabled?: boolean;
  onDigits: (digits: string) => void;
}) {
  const { label, secret, disabled = false, onDigits } = props;
  const { t } = useTranslation();
  const [digits, setDigits] = useState('');

  const press = (key: string) => {
    if (disabled) return;
    const next = key === 'delete' ? digits.slice(0, -1) : /^\d$/.test(key) ? digits + key : digits;
    setDigits(next.length < LENGTH ? next : '');
    if (next.length === LENGTH) onDigits(next);
  };
  useEffect(() => {
    const type = (event: KeyboardEvent) => {
      const digit = typesDigit(event, placeOfFocus()) ? digitOf(event) : null;
      // What lies over it has the keys.
      if (scope() === document.body) press(event.key === 'Backspace' ? 'delete' : (digit ?? ''));
    };
    addEventListener('keydown', type);
    return () => removeEventListener('keydown', type);
  });

  return (
    <fieldset className="keypad" aria-label={label} disabled={disabled}>
      <output className="digits" aria-label={t('digits', { count: digits.length })}>
        {Array.from({ length: LENGTH }, (_, i) => {
          const typed = digits[i];
          return (
            <span key={i} data-filled={typed !== undefined}>
              {typed === undefined ? '' : secret ? '•' : typed}
            </span>
          );
        })}
      </output>
      {KEYS.map((key) => (
        <Button
          key={key}
          className={`touch key ${key === 'delete' ? 'delete' : ''}`}
          {...(key === 'delete' ? { 'aria-label': t('delete') } : {})}
          isDisabled={disabled}
          onPress={() => press(key)}
        >
          {key === 'delete' ? <DeleteMark /> : key}
        </Button>
      ))}
    </fieldset>
  );
}
