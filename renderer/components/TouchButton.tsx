import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button, type PressEvent } from 'react-aria-components';
import type { DriverIntent } from '../../electron/ipc/contract.ts';
import { usePage } from '../page.ts';
import { isBounce } from '../steadyTouch.ts';

/** What leads back from a screen, or out of it: the tactile keypad's own key for that presses it. */
const leads: ReadonlySet<DriverIntent['type']> = new Set(['BACK', 'CANCEL', 'FIND_BACK', 'CLOSE_STOP', 'DONE']);

/**
 * Something to press with a glove. It answers by itself at once (pressed, then waiting) and rests when the station
 * has answered; a second press meanwhile is not sent, nor one that only bounced.
 */
export function TouchButton(props: {
  intent: DriverIntent;
  tone?: 'primary' | 'quiet' | 'stop' | 'tile' | 'tool';
  label?: string;
  pressed?: boolean;
  disabled?: boolean;
  className?: string;
  /** The station took it. */
  onDone?: () => void;
  children: ReactNode;
}) {
  const { intent, tone = 'quiet', label, pressed, disabled, className = '', onDone, children } = props;
  const { send } = usePage();
  const [waiting, setWaiting] = useState(false);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  const press = (event: PressEvent) => {
    if (waiting || isBounce(event)) return;
    setWaiting(true);
    void send(intent).then(({ ok }) => {
      if (mounted.current) setWaiting(false);
      if (ok) onDone?.();
    });
  };
  return (
    <Button
      className={`touch ${tone} ${className}`}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(leads.has(intent.type) && { 'data-back': true })}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      isDisabled={disabled ?? false}
      isPending={waiting}
      onPress={press}
    >
      {children}
    </Button>
  );
}
