import type { BenchState } from '../../../electron/ipc/contract.ts';
import type { Act } from '../benchStore.ts';
import { Chip, Switch } from '../controls.tsx';

/** The operator's help desk, and whom it was asked to call. */
export function DeskPanel({ desk, act }: { desk: NonNullable<BenchState['desk']>; act: Act }) {
  return (
    <section className="way-out" aria-label="Help desk">
      <h2>Help desk</h2>
      <div className="way-out-switches">
        <Switch
          label="Desk"
          on={desk.up}
          words={['up', 'away']}
          testId="desk-server"
          onChange={(up) => act({ type: 'deskServer', up })}
        />
        <Chip on={desk.busy} testId="desk-busy" onPress={() => act({ type: 'deskBusy', on: !desk.busy })}>
          Says “come again later”
        </Chip>
        <Chip on={desk.refusing} testId="desk-refuse" onPress={() => act({ type: 'deskRefuse', on: !desk.refusing })}>
          Says “never”
        </Chip>
      </div>
      <ol className="mails" data-testid="desk-requests">
        {desk.received.map(({ id, topic, phone }) => (
          <li key={id}>
            <b>{phone ?? 'no call'}</b> {id} {topic}
          </li>
        ))}
        {desk.received.length === 0 && <li className="way-out-empty">Nobody has asked yet.</li>}
      </ol>
    </section>
  );
}
