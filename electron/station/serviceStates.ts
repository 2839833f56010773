import { z } from 'zod';
import type { EvseNotice, PowerController } from '../../machines/ports/powerController.ts';
import type { ServiceReason as Reason } from '../../machines/view.ts';
import type { Store } from '../store/store.ts';
import type { ChargeActor } from './chargeActor.ts';
import type { Clock } from './clock.ts';
import type { StationLog } from './log.ts';

/** A controller that did not do it is asked again after this pause. */
const ASK_AGAIN_MS = 30_000;

export const ServiceReason = z.enum(['disabled', 'maintenance', 'repair']) satisfies z.ZodType<Reason>;

type Connector = { readonly evse: { readonly evse: number }; readonly actor: ChargeActor };

const pathOf = (evse: number): string => `service.${evse}`;

/**
 * Connectors that staff took out of service, across restarts. The station itself lets nobody start there; the charge
 * controller is told as soon as nobody is at the connector. A charge under way, and a driver who is paying, go on.
 */
export function createServiceStates(deps: {
  readonly store: Pick<Store, 'recordSetting' | 'settings'>;
  readonly controller: Pick<PowerController, 'linkUp' | 'setEnabled'>;
  readonly connectors: readonly Connector[];
  readonly clock: Clock;
  readonly log: StationLog;
}) {
  const { store, controller, connectors, clock, log } = deps;
  const out = new Map<number, Reason>();
  for (const { path, value } of store.settings()) {
    const reason = ServiceReason.safeParse(value);
    const known = connectors.find(({ evse }) => pathOf(evse.evse) === path);
    if (known && reason.success) out.set(known.evse.evse, reason.data);
  }
  /** Whether the controller itself lets cars charge, as it said last. */
  const allows = new Map<number, boolean>();
  /** What it was asked last and has done; forgotten when it may have begun anew. */
  const asked = new Map<number, { readonly enabled: boolean; readonly done: boolean; readonly atMs: number }>();

  function tell({ evse: { evse }, actor }: Connector): void {
    const { reserved, faults } = actor.getSnapshot().context;
    const enabled = (allows.get(evse) ?? true) && !out.has(evse);
    actor.send({ type: 'AVAILABILITY', enabled, reserved, faults });
  }

  function look({ evse: { evse }, actor }: Connector): void {
    const enabled = !out.has(evse);
    const before = asked.get(evse);
    const isNews = before?.enabled !== enabled;
    if (!controller.linkUp || (enabled && !before) || (!isNews && before.done)) return;
    if (!isNews && clock.now() - before.atMs < ASK_AGAIN_MS) return;
    const now = actor.getSnapshot();
    if (!now.matches('idle') && !now.matches('unavailable')) return;
    asked.set(evse, { enabled, done: false, atMs: clock.now() });
    void controller.setEnabled(evse, enabled).then((answer) => {
      if (!answer.ok) log.warn({ evse, enabled, error: answer.error }, 'the controller did not switch the connector');
      else if (asked.get(evse)?.enabled === enabled) asked.set(evse, { enabled, done: true, atMs: clock.now() });
    });
  }

  return {
    /** Null: in service. */
    reasonOf: (evse: number): Reason | null => out.get(evse) ?? null,
    /** @throws when the store does not take it: then nothing has changed */
    set(evse: number, reason: Reason | null, person: string): void {
      const connector = connectors.find((one) => one.evse.evse === evse);
      if (!connector) throw new Error(`there is no EVSE ${evse}`);
      store.recordSetting({ path: pathOf(evse), value: reason, person });
      if (reason) out.set(evse, reason);
      else {
        out.delete(evse);
        // As an earlier run left it: the controller may still keep what it was told then.
        if (!asked.has(evse)) asked.set(evse, { enabled: false, done: true, atMs: clock.now() });
      }
      tell(connector);
      look(connector);
    },
    /** What the controller says of a connector, as the station takes it. */
    heard(evse: number, notice: EvseNotice): EvseNotice {
      if (notice.type === 'restarted') asked.delete(evse);
      if (notice.type !== 'availability') return notice;
      allows.set(evse, notice.enabled);
      return { ...notice, enabled: notice.enabled && !out.has(evse) };
    },
    /** It may have begun anew; what it has not done yet it is still asked for. */
    controllerCame(): void {
      for (const [evse, { enabled, done }] of asked) if (done || !enabled) asked.delete(evse);
    },
    /** To be called about once a second, and once before anything is heard. */
    look: (): void => connectors.forEach(look),
    begin: (): void => connectors.filter(({ evse }) => out.has(evse.evse)).forEach(tell),
  };
}
export type ServiceStates = ReturnType<typeof createServiceStates>;
