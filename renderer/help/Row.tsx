import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Arrow } from '../drawings/marks.tsx';

/** One line to touch that leads further in. */
export function Row({
  onPress,
  className = '',
  children,
}: {
  onPress: () => void;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Button className={`touch help-row ${className}`} onPress={onPress}>
      <span className="row-words">{children}</span>
      <Arrow />
    </Button>
  );
}
