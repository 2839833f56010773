import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { DeleteMark } from '../../drawings/marks.tsx';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'delete', '0', 'done'] as const;

/** Digits by touch or by keyboard, handed over by the last key. What was typed is gone once it was handed over. */
export function NumberPad(props: {
  label: string;
  done: string;
  /** What may be handed over. */
  fits: (digits: string) => boolean;
  longest: number;
  secret?: boolean;
  waiting: boolean;
  onDone: (digits: string) => void;
}) {
  const { label, done, fits, longest, secret = false, waiting, onDone } = props;
  const { t } = useTranslation('signIn');
  const [digits, setDigits] = useState('');
  const isFit = fits(digits) && !waiting;

  const press = (key: string) => {
    if (waiting) return;
    if (key === 'done') {
      if (!isFit) return;
      setDigits('');
      onDone(digits);
    } else if (key === 'delete') setDigits(digits.slice(0, -1));
    else if (/^\d$/.test(key) && digits.length < longest) setDigits(digits + key);
  };
  useEffect(() => {
    const type = ({ key }: KeyboardEvent) => press(key === 'Backspace' ? 'delete' : key === 'Enter' ? 'done' : key);
    addEventListener('keydown', type);
    return () => removeEventListener('keydown', type);
  });

  const shown = secret ? '•'.repeat(digits.length) : digits.replace(/(\d{4})(?=\d)/g, '$1 ');
  return (
    <fieldset className="pad" aria-label={label}>
      <output className="pad-digits" aria-label={t('typed', { count: digits.length })} data-empty={digits === ''}>
        {shown}
      </output>
      {KEYS.map((key) => (
        <Button
          key={key}
          className={`touch pad-key ${key === 'done' ? 'primary' : ''}`}
          {...(key === 'delete' && { 'aria-label': t('erase') })}
          isDisabled={key === 'done' && !isFit}
          isPending={key === 'done' && waiting}
          preventFocusOnPress
          onPress={() => press(key)}
        >
          {key === 'delete' ? <DeleteMark /> : key === 'done' ? done : key}
        </Button>
      ))}
    </fieldset>
  );
}
