import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { focusTitle } from '../tactile/focus.ts';

/** Something laid over the screen until it is answered. The browser keeps the focus inside and closes on Escape. */
export function Sheet(props: { title: string; className?: string; onClose: () => void; children: ReactNode }) {
  const { title, className = '', onClose, children } = props;
  // Two may lie over each other: help, and above it the question whether anybody is there.
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      // Gives the focus back to where it was; what was there may be gone meanwhile.
      shown?.close();
      if (document.activeElement === document.body) focusTitle();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`sheet ${className}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // Only the station closes it: the view says whether it is open.
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  );
}
