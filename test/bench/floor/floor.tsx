import { useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { assign, createActor, setup } from 'xstate';
import type { PageApi } from '../../../electron/ipc/contract.ts';
import type { KioskView } from '../../../machines/view.ts';

/** The bare floor: React and XState showing the same charge with no look, no words and no care. What is below it, nobody can have. */

const machine = setup({
  types: { context: {} as { view: KioskView | null }, events: {} as { type: 'VIEW'; view: KioskView } },
}).createMachine({ context: { view: null }, on: { VIEW: { actions: assign({ view: ({ event }) => event.view }) } } });

const actor = createActor(machine).start();
const api = (window as unknown as { surtidor: PageApi }).surtidor;
const show = (view: KioskView) => actor.send({ type: 'VIEW', view });
api.kiosk.onViewChanged(show);
api.kiosk.getView(undefined).then(show);

const number = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 3 });
const clock = new Intl.DateTimeFormat('en', { timeStyle: 'short' });

function Floor() {
  const { context } = useSyncExternalStore(
    (listener) => actor.subscribe(listener).unsubscribe,
    () => actor.getSnapshot(),
  );
  const { view } = context;
  if (view?.screen.name !== 'charging') return null;
  const { screen } = view;
  const points = screen.curve.map(({ powerW }, i) => `${i},${powerW / 1000}`).join(' ');
  return (
    <main className="floor">
      <p>{number.format(screen.energyWh / 1000)}</p>
      <p>{number.format(screen.cost.minor / 100)}</p>
      <p>{view.price.parts[0]?.amount}</p>
      <p>{number.format((screen.powerW ?? 0) / 1000)}</p>
      <p>{screen.socPercent}</p>
      <p>{clock.format(screen.expectedEndMs ?? 0)}</p>
      {screen.lines.map((line) => (
        <p key={line.kind}>{number.format(line.amount.minor / 100)}</p>
      ))}
      <svg viewBox="0 0 120 150" aria-hidden="true">
        <polyline points={points} />
      </svg>
      <button type="button" onClick={() => void api.kiosk.sendIntent({ type: 'ASK_STOP', connectorId: 1 })}>
        Stop
      </button>
    </main>
  );
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<Floor />);
