import { describe, expect, it } from 'vitest';
import { initialTransition, transition } from 'xstate';
import { chargeMachine } from './charge.machine.ts';
import { type ChargeEvent, TIMES_OUT } from './charge.model.ts';
import { charging, done, fault, finished, input, paid, reading, ready } from './charge.samples.ts';
import { err, ok } from './result.ts';

type Snapshot = ReturnType<typeof initialTransition<typeof chargeMachine>>[0];
const after = (...events: readonly ChargeEvent[]): Snapshot =>
  [...ready, ...paid, ...events].reduce<Snapshot>(
    (snapshot, event) => transition(chargeMachine, snapshot, event)[0],
    initialTransition(chargeMachine, input)[0],
  );

const [plugged, begun, flows] = charging as readonly [ChargeEvent, ChargeEvent, ChargeEvent];
const out: ChargeEvent = { type: 'VEHICLE_DISCONNECTED', atMs: 9 };
const recorded = done('recordNoCharge', ok(undefined));
const allowed = done('authorizeEvse', ok(undefined));
const cameOut: readonly ChargeEvent[] = [plugged, begun, out, finished(1_000), recorded, allowed];

describe('the cable comes out before anything flowed', () => {
  it('the hold stays, and the next transaction is billed as if it had been the first', () => {
    const again = after(...cameOut);
    expect(again.value).toEqual({ plug: 'awaitingCable' });
    expect(again.context).toMatchObject({ meterStart: null, meterEnd: null, endReason: null, unpluggedAtMs: null });
    expect(again.context.hold).not.toBeNull();
    const next: ChargeEvent = { type: 'TRANSACTION_STARTED', controllerSessionId: 'c2', meter: reading(1_000) };
    const flowing = after(...cameOut, plugged, next, flows, finished(1_500), {
      type: 'METER',
      reading: reading(2_000),
    });
    expect(flowing.matches({ charging: 'delivering' })).toBe(true);
    expect(flowing.context).toMatchObject({ controllerSessionId: 'c2', meterEnd: null, meterLast: reading(2_000) });
  });

  it('the controller told the end first > the same', () => {
    const ended: ChargeEvent = {
      ...(finished(1_000) as ChargeEvent & { type: 'TRANSACTION_FINISHED' }),
      endReason: 'unplugged',
    };
    expect(after(plugged, begun, ended).value).toEqual({ plug: { cameOut: 'recording' } });
  });

  it('nothing had begun > back to the controller for another go', () => {
    expect(after(plugged, out, recorded).value).toEqual({ plug: 'authorizing' });
  });

  it('another go, and it is over before the controller has answered > no further cable is waited for', () => {
    const ended = after(plugged, out, recorded, begun, finished(1_200), out, allowed);
    expect(ended.value).toEqual({ plug: { withdrawing: 'asking' } });
  });

  it('something did flow > billed, not forgotten', () => {
    expect(after(plugged, begun, out, finished(1_200), done('withdrawEvse', ok(undefined))).value).toEqual({
      receipt: 'issuing',
    });
  });

  it('the end is never told > withdrawn', () => {
    const waiting = after(plugged, begun, out);
    expect(waiting.value).toEqual({ plug: { cameOut: 'ending' } });
    expect(after(plugged, begun, out, { type: 'DEADLINE.withdraw' }).matches({ plug: 'withdrawing' })).toBe(true);
  });

  it('not written down, the driver cancels, or the charger fails > given back', () => {
    const refused = done('recordNoCharge', err({ code: 'not_stored', detail: '' }));
    expect(after(plugged, out, refused).context.fault).toBe('cableRemoved');
    expect(after(plugged, out, { type: 'CANCEL' }).context.fault).toBe('cancelledByDriver');
    expect(after(plugged, out, fault(false)).context.fault).toBe('connectorFault');
  });

  it('the controller is away by then > what comes over the link again is waited for, not taken as known', () => {
    const away: ChargeEvent = { type: 'CONTROLLER_LINK', up: false };
    const recording = after(plugged, begun, out, finished(1_000), away);
    expect(recording.value).toEqual({ plug: { cameOut: 'recording' } });
    const left = after(plugged, begun, out, finished(1_000), away, recorded);
    expect(left.value).toEqual({ plug: { withdrawing: 'asking' } });
    expect(left.context).toMatchObject({ meterStart: null, meterEnd: null, fault: 'cableRemoved' });
    const answered = [away, recorded, done('withdrawEvse', ok(undefined))];
    expect(after(plugged, begun, out, finished(1_000), ...answered).value).toEqual({
      plug: { withdrawing: 'awaitingMeter' },
    });
    // It had been asked for anew before the station died, and the car had taken it.
    const unheard: ChargeEvent = { type: 'TRANSACTION_STARTED', controllerSessionId: 'c1', meter: reading(1_000) };
    expect(after(plugged, begun, out, finished(1_000), ...answered, unheard, finished(1_011)).value).toEqual({
      receipt: 'issuing',
    });
  });

  it('not for ever', () => {
    const often = Array.from({ length: TIMES_OUT }, () => cameOut).flat();
    expect(after(...often).value).toEqual({ plug: 'awaitingCable' });
    expect(after(...often, plugged, begun, out).matches({ plug: 'withdrawing' })).toBe(true);
  });
});
