import type { ReactNode } from 'react';
import { focusTitle } from '../tactile/focus.ts';

/** One decision for the driver: a title, what it is about, and what can be done, in the lower third. */
export function Screen(props: {
  name: string;
  title: string;
  cable?: string | undefined;
  hint?: ReactNode;
  /** The title changes while the screen stays: it is spoken again. */
  live?: boolean;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <main className={`screen ${props.name}`}>
      <header>
        {props.cable && (
          <span className="tag" aria-hidden="true">
            {props.cable}
          </span>
        )}
        <div aria-live={props.live ? 'polite' : undefined}>
          <h1 tabIndex={-1} ref={focusFirst}>
            {props.title}
          </h1>
          {props.hint && <p className="hint">{props.hint}</p>}
        </div>
      </header>
      <div className="body">{props.children}</div>
      {props.actions && <footer className="actions">{props.actions}</footer>}
    </main>
  );
}

/** A new screen is read from its title on, by whoever reads it aloud. */
function focusFirst(title: HTMLElement | null): void {
  if (title) focusTitle();
}
