import type { ApiInstance } from './topics.ts';

export type HeartbeatEvents = {
  /** Every instance beats. */
  readonly onAlive: () => void;
  /** One instance fell silent, or was never heard since `arm`. */
  readonly onSilent: (instance: ApiInstance) => void;
  /** The counter fell: EVerest was started again. Told also when that happened while we were away. */
  readonly onRestart: (instance: ApiInstance) => void;
};

type Pulse = { count: number; alive: boolean; timer: NodeJS.Timeout | null };

/** Watches the heartbeat counters of the API modules; a time-out of 0 counts every module as alive. */
export function createHeartbeats(instances: readonly ApiInstance[], timeoutMs: number, events: HeartbeatEvents) {
  const pulses = new Map<ApiInstance, Pulse>(instances.map((i) => [i, { count: -1, alive: false, timer: null }]));
  let armed = false;
  let allAlive = false;

  function silent(instance: ApiInstance, pulse: Pulse): void {
    pulse.alive = false;
    allAlive = false;
    events.onSilent(instance);
  }

  function disarm(): void {
    armed = false;
    allAlive = false;
    for (const pulse of pulses.values()) {
      if (pulse.timer) clearTimeout(pulse.timer);
      pulse.timer = null;
      pulse.alive = false;
    }
  }

  return {
    arm(): void {
      disarm();
      armed = true;
      if (timeoutMs === 0) events.onAlive();
      else for (const [instance, pulse] of pulses) pulse.timer = setTimeout(() => silent(instance, pulse), timeoutMs);
    },
    /** Counters are kept, so that a restart during an outage shows. */
    disarm,
    beat(instance: ApiInstance, count: number): void {
      const pulse = pulses.get(instance);
      if (!pulse || !armed) return;
      const restarted = count < pulse.count;
      pulse.count = count;
      pulse.alive = true;
      pulse.timer?.refresh();
      if (restarted) events.onRestart(instance);
      if (timeoutMs === 0 || allAlive || ![...pulses.values()].every((p) => p.alive)) return;
      allAlive = true;
      events.onAlive();
    },
  };
}
