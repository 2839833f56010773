import { type Actor, createActor, fromCallback } from 'xstate';
import { type KioskDeadlineInput, type KioskEvent, kioskMachine } from '../../machines/kiosk.machine.ts';
import { lookupMachine } from '../../machines/lookup.machine.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';

/** What the one screen shows, with this station's languages and waits. */
export function createKiosk(
  config: Pick<Config, 'station' | 'screen' | 'timeouts'>,
  clock: Pick<Clock, 'now' | 'at'>,
  lookup: typeof lookupMachine = lookupMachine,
): Actor<typeof kioskMachine> {
  const machine = kioskMachine.provide({
    actors: {
      lookup,
      deadline: fromCallback<KioskEvent, KioskDeadlineInput>(({ input, sendBack }) => {
        const atMs = clock.now() + input.spanMs;
        sendBack({ type: 'DEADLINE_SET', name: input.name, atMs });
        return clock.at(atMs, () => sendBack({ type: `DEADLINE.${input.name}` }));
      }),
    },
  });
  const { station, screen, timeouts } = config;
  return createActor(machine, {
    input: {
      languages: station.languages,
      absentMs: timeouts.absentMs,
      questionMs: timeouts.absentQuestionMs,
      restMs: screen.restAfterMs,
    },
  });
}
