import type { KeyboardEvent } from 'react';

const MIN_DIGITS = 4;
const MAX_DIGITS = 6;

type Props = { pin: string; waiting: boolean; onPin: (pin: string) => void; onEnter: () => void };

/** The keys under the display. They are dead unless the terminal asks for a PIN, as on the real device. */
export function PinPad({ pin, waiting, onPin, onEnter }: Props) {
  const press = (digit: string) => {
    if (pin.length < MAX_DIGITS) onPin(pin + digit);
  };
  const typed = (event: KeyboardEvent) => {
    if (!waiting) return;
    if (/^\d$/.test(event.key)) press(event.key);
    else if (event.key === 'Backspace') onPin(pin.slice(0, -1));
  };
  return (
    <fieldset className="pin-pad" aria-label="PIN pad" disabled={!waiting} onKeyDown={typed}>
      {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => (
        <button key={digit} type="button" data-testid={`pin-${digit}`} onClick={() => press(digit)}>
          {digit}
        </button>
      ))}
      <button type="button" className="pin-clear" aria-label="Clear" data-testid="pin-clear" onClick={() => onPin('')}>
        C
      </button>
      <button type="button" data-testid="pin-0" onClick={() => press('0')}>
        0
      </button>
      <button
        type="button"
        className="pin-ok"
        data-testid="pin-ok"
        disabled={pin.length < MIN_DIGITS}
        onClick={onEnter}
      >
        OK
      </button>
    </fieldset>
  );
}
