import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type AnyMachineSnapshot, createActor, fromCallback, fromPromise } from 'xstate';
import { type DirectedGraphNode, getAdjacencyMap, toDirectedGraph } from 'xstate/graph';
import { chargeMachine } from './charge.machine.ts';
import { type ChargeEvent, energyWh, sameCard, whyUnavailable } from './charge.model.ts';
import {
  bankCard,
  canCome,
  charging,
  done,
  fault,
  finished,
  hold,
  input,
  paid,
  reading,
  ready,
  samples,
} from './charge.samples.ts';
import { drawn } from './draw.ts';
import type { CardRead } from './ports/cardTerminal.ts';
import { ok } from './result.ts';

type State = ReturnType<typeof chargeMachine.getInitialSnapshot> & AnyMachineSnapshot;

/** What tells two situations apart; readings and instants do not, nor does a fact no state there looks at. */
function serializeState(state: State): string {
  const { value, context } = state;
  const { hold, idToken, vehicleConnected, mustUnplug, terminalUp, meterStart, meterEnd, cancelled, read } = context;
  const trouble = ['emergencyStop', 'fault', 'controllerLost'].includes(context.endReason ?? '');
  const facts = [
    hold,
    idToken,
    vehicleConnected,
    mustUnplug,
    meterStart,
    meterEnd,
    cancelled,
    context.session,
    trouble,
  ];
  const flags = [...facts, energyWh(context) > 0].map(Boolean);
  if (state.matches('receipt')) return JSON.stringify([value, flags]);
  if (state.matches({ plug: 'withdrawing' }))
    return JSON.stringify([value, flags, context.meterHeard, context.controllerSilent]);
  if (!state.matches({ charging: 'delivering' }))
    return JSON.stringify([value, flags, terminalUp, read?.kind, whyUnavailable(context)]);
  // Flow and dialog do not look at each other: each is walked through while the other rests.
  const flows = state.matches({ charging: { delivering: { stopDialog: 'closed' } } });
  return JSON.stringify([
    flows ? [value, context.controllerUp] : [context.codeTries, value, terminalUp, context.ownerWants],
    flags,
    read?.kind,
  ]);
}

type Node = { state: State; transitions: Record<string, { event: ChargeEvent; state: State }> };
const events = (state: State) => samples.filter((event) => canCome(state, event));
const options = { events, input, serializeState, limit: 400_000 };
const map = getAdjacencyMap(chargeMachine, options as never) as unknown as Record<string, Node>;
const nodes = Object.values(map).map((node) => node.state);
const edges = Object.values(map).flatMap((node) =>
  Object.values(node.transitions).map(({ event, state }) => ({ from: node.state, event, to: state })),
);
const isIn = (state: State, value: Parameters<State['matches']>[0]) => state.matches(value);

const idsOf = (node: DirectedGraphNode): string[] => [node.stateNode.id, ...node.children.flatMap(idsOf)];

describe('structure of the charge', () => {
  it('reaches every state that is drawn', () => {
    const seen = new Set(nodes.flatMap((state) => state._nodes.map((node) => node.id)));
    const all = idsOf(toDirectedGraph(chargeMachine));
    // Transient states are left before anything can look at them.
    const transient = ['charge.charging.ended', 'charge.receipt.deciding', 'charge.unavailable.deciding'];
    expect(all.filter((id) => !seen.has(id) && !transient.includes(id))).toEqual([]);
  });

  it('holds no money and knows no driver in idle or unavailable', () => {
    const resting = nodes.filter((state) => isIn(state, 'idle') || isIn(state, 'unavailable'));
    expect(resting.length).toBeGreaterThan(4);
    for (const { context } of resting) {
      expect(context.hold).toBeNull();
      expect(context.session).toBeNull();
      expect(context.read).toBeNull();
      expect(context.idToken).toBeNull();
    }
  });

  it('lets no energy flow without an authorization that was written down', () => {
    const entering = edges.filter(({ from, to }) => isIn(to, 'charging') && !isIn(from, 'charging'));
    expect(entering.length).toBeGreaterThan(0);
    for (const { from, to } of entering) {
      expect(isIn(from, 'plug')).toBe(true);
      expect(to.context.idToken).not.toBeNull();
    }
    for (const { from, event } of edges.filter(({ from, to }) => isIn(to, 'plug') && !isIn(from, 'plug'))) {
      expect(isIn(from, { authorize: 'recordingAuthorization' })).toBe(true);
      expect(event.type).toBe('xstate.done.actor.recordAuthorization');
    }
  });

  it('leaves a hold only by handing it to settlement', () => {
    const letGo = edges.filter(({ from, to }) => from.context.hold !== null && to.context.hold === null);
    expect(letGo.length).toBeGreaterThan(0);
    for (const { from } of letGo)
      expect(isIn(from, { receipt: 'shown' }) || isIn(from, { receipt: 'released' })).toBe(true);
    for (const { from, event, to } of edges.filter(
      ({ from, to }) => !isIn(from, { receipt: 'shown' }) && isIn(to, { receipt: 'shown' }),
    ))
      expect([isIn(from, { receipt: 'issuing' }), event.type, to.context.receipt === null]).toEqual([
        true,
        'xstate.done.actor.issueReceipt',
        false,
      ]);
    for (const { from, event } of edges.filter(
      ({ from, to }) =>
        from.context.hold !== null && !isIn(from, { receipt: 'released' }) && isIn(to, { receipt: 'released' }),
    ))
      expect([isIn(from, { receipt: 'releasing' }), event.type]).toEqual([true, 'xstate.done.actor.recordRelease']);
  });

  it('keeps no hold past its expiry: no energy and no idle fee goes on, however it began', () => {
    const rung = edges.filter(
      ({ from, event }) => event.type === 'DEADLINE.holdExpiry' && from.context.hold !== null && isIn(from, 'charging'),
    );
    expect(rung.length).toBeGreaterThan(3);
    for (const { to } of rung) expect(isIn(to, { charging: 'stopping' }) || isIn(to, 'receipt')).toBe(true);
    const flowing = nodes.filter((state) =>
      ['delivering', 'grace', 'idleFee'].some((place) => isIn(state, { charging: place })),
    );
    expect(flowing.filter((state) => !('holdExpiry' in state.children)).map((state) => state.value)).toEqual([]);
  });

  it('bills every metered energy: no release once the meter has moved', () => {
    for (const state of nodes.filter(
      (node) => isIn(node, { receipt: 'releasing' }) || isIn(node, { receipt: 'released' }),
    ))
      expect(energyWh(state.context)).toBe(0);
  });

  it('has a way back to idle from everywhere', () => {
    const key = (state: State) => serializeState(state);
    const back = new Map<string, string[]>();
    for (const { from, to } of edges) back.set(key(to), [...(back.get(key(to)) ?? []), key(from)]);
    const home = new Set(nodes.filter((state) => isIn(state, 'idle')).map(key));
    const queue = [...home];
    for (let at = queue.pop(); at !== undefined; at = queue.pop())
      for (const from of back.get(at) ?? []) if (!home.has(from)) home.add(from) && queue.push(from);
    expect(nodes.filter((state) => !home.has(key(state))).map(key)).toEqual([]);
  });

  it('gives no two actors at work the same name: one would be forgotten by a restart', () => {
    const shared = nodes.flatMap(({ _nodes }) => {
      const names = _nodes.flatMap(({ invoke }) => invoke.map(({ id }) => id));
      return names.filter((name, index) => names.indexOf(name) !== index);
    });
    expect([...new Set(shared)]).toEqual([]);
  });

  it('is drawn as it is', () => {
    const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
    expect(drawn(readme), 'run `npm run draw`').toBe(readme);
  });
});

/** The machine with hands that answer when the test says so. */
function start(answers: Partial<Record<'stop', string>> = {}) {
  const never = fromPromise<never, never>(() => new Promise<never>(() => {}));
  const inert = {
    openSession: never,
    readCard: never,
    preAuthorize: never,
    checkKey: never,
    checkPin: never,
    recordAuthorization: never,
    authorizeEvse: never,
    withdraw: never,
    stopTransaction: never,
    issueReceipt: never,
    recordRelease: never,
  };
  const machine = chargeMachine.provide({ actors: { deadline: fromCallback(() => () => {}), ...(inert as object) } });
  const actor = createActor(machine, {
    input: { ...input, settings: { ...input.settings, stopNeeds: answers.stop === 'free' ? 'nothing' : 'cardOrCode' } },
  }).start();
  const send = (...events: ChargeEvent[]) => {
    for (const event of events) actor.send(event);
  };
  send(...ready);
  return { send, state: () => actor.getSnapshot() };
}
describe('charge', () => {
  it('pay first > plug > charge > stop by code > unplug > receipt > idle', () => {
    const { send, state } = start();
    send(...paid);
    expect(state().value).toEqual({ plug: 'awaitingCable' });
    send(...charging, { type: 'METER', reading: reading(2000) });
    expect(energyWh(state().context)).toBe(1000);
    send({ type: 'ASK_STOP' }, { type: 'STOP_WITH_CODE', code: '4711' });
    expect(state().value).toEqual({ charging: 'stopping' });
    send(finished(3000));
    expect(state().value).toEqual({ charging: 'grace' });
    send({ type: 'VEHICLE_DISCONNECTED', atMs: 9 });
    expect(state().value).toEqual({ receipt: 'issuing' });
    send(done('issueReceipt', ok({ receiptNumber: '1' })), { type: 'DONE' });
    expect(state().value).toEqual({ idle: 'free' });
  });

  it('plug first > the screen goes straight from authorized to handshake', () => {
    const { send, state } = start();
    send({ type: 'VEHICLE_CONNECTED' });
    expect(state().value).toEqual({ idle: 'vehicleWaiting' });
    send(...paid);
    expect(state().value).toEqual({ plug: 'handshake' });
  });

  it('cancel while the hold is placed > approval arrives > released, never used', () => {
    const { send, state } = start();
    send(...paid.slice(0, 4), { type: 'CANCEL' });
    expect(state().value).toEqual({ authorize: 'placingHold' });
    send(done('preAuthorize', ok(hold)));
    expect(state().value).toEqual({ receipt: 'releasing' });
  });

  it('stop code wrong three times > locked, the right code no longer helps', () => {
    const { send, state } = start();
    send(...paid, ...charging, { type: 'ASK_STOP' });
    for (let i = 0; i < 3; i++) send({ type: 'STOP_WITH_CODE', code: '0000' });
    send({ type: 'STOP_WITH_CODE', code: '4711' });
    expect(state().matches({ charging: { delivering: { stopDialog: { open: 'codeLocked' } } } })).toBe(true);
  });

  it('the hold is about to expire > stopped, and the driver is told why', () => {
    const { send, state } = start();
    send(...paid, ...charging, { type: 'METER', reading: reading(2000) }, { type: 'DEADLINE.holdExpiry' });
    expect(state().value).toEqual({ charging: 'stopping' });
    send({ type: 'DEADLINE.holdExpiry' }, finished(3000));
    expect(state().value).toEqual({ charging: 'grace' });
    send({ type: 'DEADLINE.holdExpiry' });
    expect(state().value).toEqual({ receipt: 'issuing' });
    expect(state().context.endReason).toBe('holdExpiring');
  });

  it('the hold is about to expire while the idle fee runs > settled', () => {
    const { send, state } = start();
    send(...paid, ...charging, finished(3000), { type: 'DEADLINE.grace' });
    expect(state().value).toEqual({ charging: 'idleFee' });
    send({ type: 'DEADLINE.holdExpiry' });
    expect(state().value).toEqual({ receipt: 'issuing' });
  });

  it('a charging key holds nothing that could expire', () => {
    const { send, state } = start();
    const withKey = [
      done('readCard', ok({ kind: 'chargingKey', uid: '04A1' })),
      done('checkKey', { status: 'accepted', account: 'a', needsPin: false }),
    ];
    send(...paid.slice(0, 3), ...withKey, ...paid.slice(5), ...charging, { type: 'DEADLINE.holdExpiry' });
    expect(state().matches({ charging: 'delivering' })).toBe(true);
  });

  it('the bank approves no more than the session fee > given back, nothing begun', () => {
    const { send, state } = start();
    send(...paid.slice(0, 4), done('preAuthorize', ok({ ...hold, amount: { minor: 60, currency: 'EUR' } })));
    expect(state().value).toEqual({ receipt: 'releasing' });
    expect(state().context.fault).toBe('holdTooSmall');
  });

  it('another card cannot stop, the same one can', () => {
    const { send, state } = start();
    send(...paid, ...charging, { type: 'ASK_STOP' }, { type: 'STOP_WITH_CARD' });
    send(done('readStopCard', ok({ kind: 'bankCard', card: hold.card, token: 'T2' })));
    expect(state().matches({ charging: { delivering: { stopDialog: { open: 'refusedCard' } } } })).toBe(true);
    send({ type: 'STOP_WITH_CARD' }, done('readStopCard', ok(bankCard)));
    expect(state().value).toEqual({ charging: 'stopping' });
  });

  it('emergency stop while charging > receipt without grace or idle fee', () => {
    const { send, state } = start();
    send(...paid, ...charging, { type: 'METER', reading: reading(2000) }, fault(true));
    expect(state().value).toEqual({ charging: 'stopping' });
    send(finished(2000));
    expect(state().value).toEqual({ receipt: 'issuing' });
    expect(state().context.endReason).toBe('emergencyStop');
  });

  it('fault before any energy > withdrawn > released', () => {
    const { send, state } = start();
    send(...paid, { type: 'VEHICLE_CONNECTED' }, fault(false));
    expect(state().value).toEqual({ plug: { withdrawing: 'asking' } });
    send(done('withdrawEvse', ok(undefined)));
    expect(state().value).toEqual({ plug: { withdrawing: 'awaitingMeter' } });
    send({ type: 'METER', reading: reading(1000) });
    expect(state().value).toEqual({ receipt: 'releasing' });
  });

  it('the controller is away > a reading that came through is no reason to give the hold back', () => {
    const { send, state } = start();
    send(
      ...paid,
      { type: 'VEHICLE_CONNECTED' },
      { type: 'OUT_OF_TOUCH', atMs: 1 },
      { type: 'CONTROLLER_LINK', up: false },
    );
    send({ type: 'CANCEL' }, { type: 'METER', reading: reading(1000) }, { type: 'DEADLINE.withdraw' });
    expect(state().value).toEqual({ plug: { withdrawing: 'asking' } });
  });

  it('the controller is silent and nobody has missed it yet > a reading from before gives no hold back', () => {
    const late = { type: 'DEADLINE.withdraw' } as const;
    const cancelled = [...paid, { type: 'METER', reading: reading(1000) }, { type: 'CANCEL' }] as const;
    const silent = start();
    silent.send(...cancelled, late);
    expect(silent.state().value).toEqual({ plug: { withdrawing: 'asking' } });
    const heard = start();
    heard.send(...cancelled, { type: 'METER', reading: reading(1000) }, late);
    expect(heard.state().value).toEqual({ receipt: 'releasing' });
  });

  it('a start told only after its withdrawal was answered > ended and billed, not released', () => {
    const { send, state } = start();
    send(...paid, { type: 'VEHICLE_CONNECTED' }, { type: 'CANCEL' }, done('withdrawEvse', ok(undefined)));
    send({ type: 'TRANSACTION_STARTED', controllerSessionId: 'c1', meter: reading(1000) });
    expect(state().value).toEqual({ plug: { withdrawing: 'awaitingEnd' } });
  });

  it('the meter never runs backwards', () => {
    const { send, state } = start();
    send(...paid, ...charging, { type: 'METER', reading: reading(2000) }, { type: 'METER', reading: reading(1500) });
    expect(energyWh(state().context)).toBe(1000);
  });

  it('a card the terminal makes no token of cannot be recognised', () => {
    const nameless: CardRead = { kind: 'bankCard', card: hold.card, token: null };
    expect(sameCard(nameless, nameless)).toBe(false);
  });

  it('the other driver keeps the terminal > the wait for a turn ends by itself', () => {
    const { send, state } = start();
    send(...paid.slice(0, 3));
    expect(state().value).toEqual({ authorize: { reading: 'awaitingTurn' } });
    send({ type: 'DEADLINE.turn' });
    expect(state().value).toEqual({ authorize: 'declined' });
  });
});
