import type { Act } from '../benchStore.ts';
import { Switch } from '../controls.tsx';

/** What concerns the whole charger: its controller and the broker between it and the station. */
export function ControllerBar({ linkUp, act }: { linkUp: boolean; act: Act }) {
  return (
    <div className="controller-bar">
      <h2>Charge controller</h2>
      <Switch
        label="Link to the broker"
        on={linkUp}
        words={['up', 'down']}
        testId="charger-link"
        onChange={(up) => act({ type: 'chargerLink', up })}
      />
      <button
        type="button"
        className="press"
        data-testid="broker-restart"
        onClick={() => act({ type: 'brokerRestart' })}
      >
        Restart broker
      </button>
      <button
        type="button"
        className="press"
        data-testid="charger-restart"
        onClick={() => act({ type: 'chargerRestart' })}
      >
        Restart controller
      </button>
    </div>
  );
}
