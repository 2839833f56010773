import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialTransition, transition } from 'xstate';
import { chargeMachine } from '../../machines/charge.machine.ts';
import type { ChargeEvent } from '../../machines/charge.model.ts';
import {
  canCome,
  charging,
  done,
  fault,
  finished,
  input,
  paid,
  reading,
  ready,
  samples,
} from '../../machines/charge.samples.ts';
import { kioskMachine } from '../../machines/kiosk.machine.ts';
import { err, ok } from '../../machines/result.ts';
import type { KioskView } from '../../machines/view.ts';
import type { ChargeSnapshot } from './connector.ts';
import { noDeliveries } from './deliveries.ts';
import { exampleConfig } from './fixtures.ts';
import { createPowerCurve } from './powerCurve.ts';
import { projectView } from './projection.ts';
import { noLinks } from './receiptLinks.ts';

const present = exampleConfig();
const waits = { ...input.settings.waits, grace: 600_000 };
const machineInput = { ...input, settings: { ...input.settings, waits } };

const step = (snapshot: ChargeSnapshot, event: ChargeEvent) =>
  transition(chargeMachine, snapshot, event)[0] as ChargeSnapshot;
const after = (...events: readonly ChargeEvent[]): ChargeSnapshot =>
  events.reduce(step, initialTransition(chargeMachine, machineInput)[0] as ChargeSnapshot);

const [away] = initialTransition(kioskMachine, { languages: ['en'], absentMs: 1, questionMs: 1, restMs: 0 });
const [atConnector1] = transition(kioskMachine, away, { type: 'SHOW_CONNECTOR', connectorId: 1 });

/** What the page gets when connector 1 stands so and connector 2 is at peace. */
function viewOf(snapshot: ChargeSnapshot, nowMs = 1_000, config = present): KioskView {
  const [first, second] = config.evses;
  if (!first || !second) throw new Error('the example has two connectors');
  return projectView({
    config,
    kiosk: atConnector1,
    connectors: [
      { evse: first, snapshot, curve: createPowerCurve() },
      { evse: second, snapshot: after(...ready), curve: createPowerCurve() },
    ],
    terminal: 'up',
    nowMs,
    links: noLinks,
    deliveries: noDeliveries,
    buyerOf: () => null,
  });
}
const screen = (...events: readonly ChargeEvent[]) => viewOf(after(...ready, ...events)).screen;
const status = (...events: readonly ChargeEvent[]) => viewOf(after(...ready, ...events)).connectors[0]?.status;

const select: ChargeEvent = { type: 'SELECT' };
const prompt = (value: 'presentCard' | 'waitingForTurn'): ChargeEvent => ({ type: 'TERMINAL_PROMPT', prompt: value });
const flowing = [...paid, ...charging, { type: 'METER', reading: reading(3_000) } as const];
const stopped = [...flowing, { type: 'ASK_STOP' } as const, { type: 'STOP_WITH_CODE', code: '4711' } as const];

it('a session is told the free time it began with, the next driver that of the config', () => {
  const other = exampleConfig({ payment: { idleGraceMs: 60_000 } });
  const idle = (snapshot: ChargeSnapshot) =>
    viewOf(snapshot, 1_000, other).price.parts.find(({ kind }) => kind === 'idle');
  expect(idle(after(...ready))).toMatchObject({ afterMs: 60_000 });
  expect(idle(after(...ready, ...paid, ...charging))).toMatchObject({ afterMs: 600_000 });
});

describe('a screen for each state', () => {
  it('price, and present card by its steps', () => {
    expect(screen(select)).toMatchObject({ name: 'price', vehicleConnected: false, hold: { minor: 6000 } });
    const reading = paid.slice(0, 3);
    expect(screen(...reading)).toMatchObject({ name: 'present', step: 'turn', deadlineMs: null });
    expect(screen(...reading, prompt('waitingForTurn'))).toMatchObject({ step: 'turn', prompt: 'waitingForTurn' });
    expect(screen(...reading, prompt('presentCard'))).toMatchObject({ step: 'card' });
    expect(screen(...paid.slice(0, 4))).toMatchObject({ name: 'present', step: 'hold' });
    expect(screen(...paid.slice(0, 4), { type: 'CANCEL' })).toMatchObject({ step: 'cancelling' });
  });

  it('declined says why; a key that wants its PIN counts the tries', () => {
    const declined = done('preAuthorize', err({ code: 'declined', hostCode: '05', advice: 'otherCard' }));
    expect(screen(...paid.slice(0, 4), declined)).toMatchObject({ name: 'declined', fault: 'cardDeclined' });
    const key = [
      ...paid.slice(0, 3),
      done('readCard', ok({ kind: 'chargingKey', uid: '04CC' })),
      done('checkKey', { status: 'accepted', account: 'a', needsPin: true }),
    ];
    expect(screen(...key)).toMatchObject({ name: 'secondFactor', attemptsLeft: 3, wrong: false });
    expect(screen(...key, { type: 'ENTER_PIN', pin: '0000' }, done('checkPin', false))).toMatchObject({
      attemptsLeft: 2,
      wrong: true,
    });
  });

  it('plug, with hold and stop code', () => {
    const money = { state: 'held', endsAfterDays: 7, reference: '0231' };
    expect(screen(...paid)).toMatchObject({ name: 'plug', step: 'cable', stopCode: '4711', hold: money });
    expect(screen(...paid, { type: 'VEHICLE_CONNECTED' })).toMatchObject({ step: 'handshake' });
    expect(screen(...paid, { type: 'CANCEL' })).toMatchObject({ name: 'plug', step: 'cancelling' });
  });

  it('charging: two kWh, what they cost, and who may stop', () => {
    expect(screen(...flowing)).toMatchObject({ name: 'charging', activity: 'active', energyWh: 2_000 });
    expect(screen(...flowing)).toMatchObject({ cost: { minor: 153 }, powerW: 50_000, stopDialog: null });
    expect(screen(...flowing, { type: 'PAUSED_BY_CAR' })).toMatchObject({ activity: 'pausedByCar' });
    expect(screen(...flowing, { type: 'CONTROLLER_LINK', up: false })).toMatchObject({ stale: true });
    expect(screen(...flowing, { type: 'ASK_STOP' })).toMatchObject({ stopDialog: { step: 'ask' } });
    expect(screen(...stopped)).toMatchObject({ activity: 'stopping', powerW: null, endReason: 'driver' });
    expect(screen(...stopped, finished(3_000))).toMatchObject({ activity: 'finishedGrace', graceEndsMs: 600_005 });
  });

  it('that standing costs is said when it does: later after an outage, never when the end was not told', () => {
    const over = { type: 'DEADLINE.grace' } as const;
    const outage = [
      { type: 'OUT_OF_TOUCH', atMs: 100_000 },
      { type: 'IN_TOUCH', atMs: 400_000 },
    ] as const;
    const shown = (nowMs: number, ...events: readonly ChargeEvent[]) =>
      viewOf(after(...ready, ...stopped, ...events, over), nowMs).screen;
    expect(shown(600_005, finished(3_000))).toMatchObject({ activity: 'finishedIdle' });
    expect(shown(600_005, finished(3_000), ...outage)).toMatchObject({ activity: 'finishedGrace' });
    expect(shown(900_005, finished(3_000), ...outage)).toMatchObject({ activity: 'finishedIdle' });
    expect(shown(900_005, { type: 'DEADLINE.stop' })).toMatchObject({ activity: 'finishedGrace', graceEndsMs: null });
  });

  it('receipt, released, unavailable', () => {
    const unplugged: ChargeEvent = { type: 'VEHICLE_DISCONNECTED', atMs: 9 };
    const issued = [...stopped, finished(3_000), unplugged, done('issueReceipt', ok({ receiptNumber: '7' }))];
    expect(screen(...issued)).toMatchObject({ name: 'receipt', receipt: { receiptNumber: '7' }, endReason: 'driver' });
    const given = [...paid, { type: 'CANCEL' } as const, done('withdrawEvse', ok(undefined))];
    const shown = { type: 'METER', reading: reading(1_000) } as const;
    expect(screen(...given, shown, done('recordRelease', ok(undefined)))).toMatchObject({
      name: 'released',
      fault: 'cancelledByDriver',
    });
    expect(screen(fault(true))).toMatchObject({ name: 'unavailable', reason: 'emergencyStop', otherFree: true });
  });

  it('tiles: what the other drivers see of it', () => {
    expect(status()).toBe('free');
    expect(status({ type: 'VEHICLE_CONNECTED' })).toBe('vehicleWaiting');
    expect(status(select)).toBe('busy');
    expect(status(...flowing)).toBe('charging');
    expect(status(...stopped, finished(3_000))).toBe('finished');
    expect(status(fault(false))).toBe('unavailable');
  });
});

describe('for any events', () => {
  const runs = fc.array(fc.nat(10_000), { minLength: 20, maxLength: 60 });
  const meters = [...Array(6).keys()].map((i): ChargeEvent => ({ type: 'METER', reading: reading(1_000 + i * 700) }));
  const events = [...samples, ...meters];

  function walk(
    start: readonly ChargeEvent[],
    choices: readonly number[],
    look: (view: KioskView, now: ChargeSnapshot) => void,
  ) {
    let now = after(...ready, ...start);
    let nowMs = 1_000;
    for (const choice of choices) {
      const possible = events.filter((event) => canCome(now, event));
      const event = possible[choice % possible.length];
      if (event) now = step(now, 'atMs' in event ? { ...event, atMs: nowMs } : event);
      nowMs += choice * 50;
      look(viewOf(now, nowMs), now);
    }
  }

  it('there is a screen, and it bears no token of a card and no uid of a key', () => {
    fc.assert(
      fc.property(fc.constantFrom([], paid.slice(0, 4), paid, flowing), runs, (start, choices) =>
        walk(start, choices, (view) => expect(JSON.stringify(view)).not.toMatch(/"T1"|"token"|04A1|"uid"|"000975"/)),
      ),
      { numRuns: 150 },
    );
  });

  it('the cost shown never falls while a session lasts', () => {
    let looked = 0;
    fc.assert(
      fc.property(runs, (choices) => {
        let before = { session: null as unknown, minor: 0, final: false };
        walk(flowing, choices, ({ screen: shown }, { context }) => {
          if (shown.name !== 'charging') return;
          const final = context.meterEnd !== null;
          const same = before.session === context.session && before.final === final;
          if (same) expect(shown.cost.minor).toBeGreaterThanOrEqual(before.minor);
          before = { session: context.session, minor: shown.cost.minor, final };
          looked += 1;
        });
      }),
      { numRuns: 150 },
    );
    expect(looked).toBeGreaterThan(200);
  });
});
