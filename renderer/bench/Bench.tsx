import { useStore } from '../store.ts';
import { ActionList } from './ActionList.tsx';
import type { BenchStore } from './benchStore.ts';
import { ControllerBar } from './charger/ControllerBar.tsx';
import { EvsePanel } from './charger/EvsePanel.tsx';
import { Ledger } from './terminal/Ledger.tsx';
import { TerminalPanel } from './terminal/TerminalPanel.tsx';
import { DeskPanel } from './waysOut/DeskPanel.tsx';
import { MailPanel } from './waysOut/MailPanel.tsx';
import { PrinterPanel } from './waysOut/PrinterPanel.tsx';

/** The simulated hardware side by side: what a driver would touch, and what may go wrong with it. */
export function Bench({ store, kioskUrl }: { store: BenchStore; kioskUrl: string }) {
  const { connected, simulated, state, actions } = useStore(store);
  return (
    <div className="bench">
      <header className="bench-head">
        <h1>
          Surtidor <span>bench</span>
        </h1>
        <p>Simulated hardware, worked by hand</p>
        <p className="station-link" role="status" data-testid="station-link" data-up={connected}>
          {connected ? 'Station connected' : 'No station'}
        </p>
        <a className="kiosk-link" href={kioskUrl} target="_blank" rel="noreferrer" data-testid="kiosk-link">
          Driver’s screen <span aria-hidden="true">»</span>
        </a>
      </header>
      {state ? (
        // While the station is away the last picture stays, but nothing can be worked.
        <main className="bench-mat" inert={!connected}>
          <section className="bench-terminal" aria-label="Card terminal">
            <TerminalPanel cards={state.cards} terminal={state.terminal} act={store.act} />
            <Ledger book={state.terminal.book} />
          </section>
          <section className="bench-charger" aria-label="Charger">
            <ControllerBar linkUp={state.charger.linkUp} act={store.act} />
            <div className="evses">
              {state.charger.evses.map((evse) => (
                <EvsePanel key={evse.evse} evse={evse} cars={state.cars} act={store.act} />
              ))}
            </div>
            <div className="ways-out">
              {state.printer && <PrinterPanel printer={state.printer} act={store.act} getPrint={store.getPrint} />}
              {state.mail && <MailPanel mail={state.mail} act={store.act} />}
              {state.desk && <DeskPanel desk={state.desk} act={store.act} />}
            </div>
            <ActionList actions={actions} />
          </section>
        </main>
      ) : (
        <main className="bench-empty">
          <h2>{emptyTitle(connected, simulated)}</h2>
          <p>{emptyHint(connected, simulated)}</p>
        </main>
      )}
    </div>
  );
}

function emptyTitle(connected: boolean, simulated: boolean): string {
  if (!simulated) return 'This station has real hardware';
  return connected ? 'Asking the station…' : 'Looking for the station…';
}

function emptyHint(connected: boolean, simulated: boolean): string {
  if (!simulated)
    return 'The bench works simulated devices only. Set simulation.enabled in the configuration to try it.';
  return connected
    ? 'The devices appear in a moment.'
    : 'Open the bench by the whole address that npm start printed; it ends in #token=…';
}
