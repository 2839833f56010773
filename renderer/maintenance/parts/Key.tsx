import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';

/** Something to press with a glove, that does what the page says. While `waiting` a second press is not taken. */
export function Key(props: {
  onPress: () => void;
  tone?: 'primary' | 'quiet' | 'stop';
  label?: string;
  waiting?: boolean;
  disabled?: boolean;
  current?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const {
    onPress,
    tone = 'quiet',
    label,
    waiting = false,
    disabled = false,
    current,
    className = '',
    children,
  } = props;
  return (
    <Button
      className={`touch ${tone} ${className}`}
      {...(label !== undefined && { 'aria-label': label })}
      {...(current !== undefined && { 'aria-pressed': current })}
      isDisabled={disabled}
      isPending={waiting}
      onPress={onPress}
    >
      {children}
    </Button>
  );
}
