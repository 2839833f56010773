import type { DoneAction } from './benchStore.ts';

/** What was done here, newest first, and what the hardware refused. */
export function ActionList({ actions }: { actions: readonly DoneAction[] }) {
  return (
    <section className="actions" aria-labelledby="actions-title">
      <h2 id="actions-title">Done here</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard */}
      <div className="actions-scroll" role="log" tabIndex={0} aria-labelledby="actions-title">
        <ol data-testid="actions">
          {actions.map((done) => (
            <li key={done.id} data-outcome={done.outcome}>
              {done.what}
              {done.outcome === 'waiting' && <em> …</em>}
              {done.refused !== null && <strong> refused: {done.refused}</strong>}
            </li>
          ))}
          {actions.length === 0 && (
            <li className="nothing">Nothing yet: plug in a car, or tap a card when the screen asks for one.</li>
          )}
        </ol>
      </div>
    </section>
  );
}
