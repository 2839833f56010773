import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialTransition, transition } from 'xstate';
import { chargeMachine } from './charge.machine.ts';
import { type ChargeEvent, energyWh } from './charge.model.ts';
import { canCome, charging, finished, input, paid, reading, ready, samples } from './charge.samples.ts';

/** The charge under any order of events, likely or not; pure steps, so that nothing runs but the machine itself. */

type Snapshot = ReturnType<typeof initialTransition<typeof chargeMachine>>[0];

const step = (snapshot: Snapshot, event: ChargeEvent): Snapshot => transition(chargeMachine, snapshot, event)[0];
const from = (...events: readonly ChargeEvent[]): Snapshot =>
  events.reduce<Snapshot>(step, initialTransition(chargeMachine, input)[0]);

const started = [...ready, ...paid, ...charging];

/** Where a run begins: anywhere on the way, so that the rare ends are met as often as the start. */
const begin = fc.nat(started.length).map((length) => started.slice(0, length));
/** Besides the samples, readings of any height. */
const readings = [...Array(8).keys()].flatMap((i): ChargeEvent[] => [
  { type: 'METER', reading: reading(i * 500) },
  finished(i * 500 + 250),
]);
const events = [...samples, ...readings];
/** Each number chooses among what can come then. */
const choices = fc.array(fc.nat(10_000), { minLength: 40, maxLength: 80 });
const anyRun = fc.tuple(begin, choices);

function eachStep([start, chosen]: [ChargeEvent[], number[]], check: (before: Snapshot, now: Snapshot) => void) {
  let before = from(...start);
  for (const choice of chosen) {
    // Every other event is one the state waits for; the rest is whatever the world tells.
    const possible = events.filter((event) => canCome(before, event) && (choice % 2 === 0 || isAwaited(before, event)));
    const event = possible[(choice >> 1) % possible.length];
    if (!event) continue;
    const now = step(before, event);
    check(before, now);
    before = now;
  }
}

const isAwaited = ({ _nodes }: Snapshot, { type }: ChargeEvent): boolean =>
  _nodes.some((node) => node.parent && node.ownEvents.some((own) => own === type));

describe('for any events', () => {
  it('the charge never throws', () => {
    fc.assert(
      fc.property(anyRun, (run) => eachStep(run, (_, now) => expect(now.status).toBe('active'))),
      { numRuns: 200 },
    );
  });

  it('no idle state holds money, or anything of the last driver', () => {
    let rested = 0;
    fc.assert(
      fc.property(anyRun, (run) =>
        eachStep(run, (_, now) => {
          if (typeof now.value !== 'object' || !('idle' in now.value || 'unavailable' in now.value)) return;
          rested += 1;
          const { hold: held, session: open, read, idToken, meterStart, unpluggedAtMs, receipt } = now.context;
          expect({ held, open, read, idToken, meterStart, unpluggedAtMs, receipt }).toEqual({
            held: null,
            open: null,
            read: null,
            idToken: null,
            meterStart: null,
            unpluggedAtMs: null,
            receipt: null,
          });
        }),
      ),
      { numRuns: 200 },
    );
    expect(rested).toBeGreaterThan(300);
  });

  it('a hold is let go only after a receipt or a release was written', () => {
    fc.assert(
      fc.property(anyRun, (run) =>
        eachStep(run, (before, now) => {
          if (before.context.hold === null || now.context.hold !== null) return;
          expect([{ receipt: 'shown' }, { receipt: 'released' }]).toContainEqual(before.value);
        }),
      ),
      { numRuns: 200 },
    );
  });

  it('metered energy never falls within a session, and never comes from before it', () => {
    const flowing = fc.tuple(fc.constant(started), choices);
    fc.assert(
      fc.property(flowing, (run) =>
        eachStep(run, (before, now) => {
          const sameSession = now.context.meterStart !== null && before.context.meterStart === now.context.meterStart;
          const told = now.context.meterEnd !== null && before.context.meterEnd === null;
          // The final reading is the billing one: it may take back a little of what was shown, never all of it.
          if (sameSession && !told) expect(energyWh(now.context)).toBeGreaterThanOrEqual(energyWh(before.context));
          if (told && energyWh(before.context) > 0)
            expect(now.context.meterEnd?.energyWh).toBeGreaterThanOrEqual(now.context.meterStart?.energyWh ?? 0);
        }),
      ),
      { numRuns: 200 },
    );
  });
});
