import { beforeEach, describe, expect, it } from 'vitest';
import { energyWh } from '../../machines/charge.model.ts';
import { done, paid, reading } from '../../machines/charge.samples.ts';
import { ok } from '../../machines/result.ts';
import {
  begin,
  charge,
  clock,
  config,
  fresh,
  hear,
  pay,
  plugIn,
  resync,
  state,
  stopped,
  store,
  transactionFinished,
  transactionStarted,
} from './controllerBench.ts';

beforeEach(fresh);

describe('what was missed while the link was away', () => {
  it('the start > the next reading is the first, and the charge goes on', () => {
    pay();
    hear(resync(true));
    expect(state().matches('plug')).toBe(true);
    hear({ type: 'meter', reading: reading(1_200) });
    hear({ type: 'meter', reading: reading(2_200) });
    expect(state().matches({ charging: 'delivering' })).toBe(true);
    expect(energyWh(state().context)).toBe(1_000);
    expect(stopped).toEqual([]);
  });

  it('the end > the register stands still, and its next reading is billed', () => {
    pay();
    plugIn();
    hear(resync(false));
    hear({ type: 'meter', reading: reading(3_700) });
    expect(state().context).toMatchObject({ meterEnd: { energyWh: 3_700 }, endReason: 'controllerLost' });
  });

  it('the end, and no reading comes > what the meter last showed is billed', async () => {
    pay();
    plugIn();
    hear(resync(false));
    expect(state().context.meterEnd).toBeNull();
    await clock.advance(config.powerController.heartbeatTimeoutMs);
    expect(state().context).toMatchObject({ meterEnd: { energyWh: 3_000 }, endReason: 'controllerLost' });
  });

  it('the end, and the next driver has plugged in > the same', () => {
    pay();
    plugIn();
    hear({ type: 'sessionStarted', sessionId: 'ev-2', vehicleConnected: true });
    hear({ type: 'meter', reading: reading(3_000) });
    expect(energyWh(state().context)).toBe(2_000);
    expect(state().matches({ charging: 'delivering' })).toBe(false);
  });

  it('the start, the end is told, and nothing flowed > no other transaction is taken for it', () => {
    hear({ type: 'meter', reading: reading(1_000) });
    pay();
    hear(resync(true));
    hear(transactionFinished('ev-1', 1_000, 'EVDisconnected'));
    charge.send(done('recordNoCharge', ok(undefined)));
    hear({ type: 'meter', reading: { ...reading(1_000), powerW: 0 } });
    expect(state().matches({ plug: 'authorizing' })).toBe(true);
    expect(state().context.meterStart).toBeNull();
  });

  it('a whole transaction > the energy that flowed since nobody was authorized is billed', () => {
    hear({ type: 'meter', reading: reading(1_000) });
    pay();
    hear(resync(false));
    hear({ type: 'meter', reading: { ...reading(1_800), powerW: 0 } });
    expect(state().matches('plug')).toBe(true);
    expect(state().context).toMatchObject({ meterStart: { energyWh: 1_000 }, meterEnd: { energyWh: 1_800 } });
    expect(store.session('S1')?.started).toMatchObject({ reading: { energyWh: 1_000 } });
  });

  it('the start, and the register before it is known > not a watt-hour is lost', () => {
    hear({ type: 'meter', reading: reading(1_000) });
    pay();
    hear(resync(true));
    hear({ type: 'meter', reading: reading(1_200) });
    expect(energyWh(state().context)).toBe(200);
    expect(state().matches({ charging: 'delivering' })).toBe(true);
  });

  it('the start alone, and the end is told > both are billed', () => {
    hear({ type: 'meter', reading: reading(1_000) });
    pay();
    hear(transactionFinished());
    expect(energyWh(state().context)).toBe(4_000);
  });

  /** What stands there after two minutes in which nothing was heard. */
  function outage(isNewcomer: boolean): void {
    charge.send({ type: 'OUT_OF_TOUCH', atMs: clock.now() });
    charge.send({ type: 'CONTROLLER_LINK', up: false });
    clock.skip(120_000);
    charge.send({ type: 'CONTROLLER_LINK', up: true });
    hear({ type: 'resync', vehicleConnected: true, transactionActive: false, isNewcomer });
  }

  it('that the car left, and another came > nobody pays for its standing there', () => {
    for (const isNewcomer of [false, true]) {
      fresh();
      pay();
      plugIn();
      hear(transactionFinished());
      const leftAtMs = clock.now();
      outage(isNewcomer);
      expect(state().context).toMatchObject({
        vehicleConnected: true,
        unpluggedAtMs: isNewcomer ? leftAtMs : null,
        unwatched: isNewcomer ? [] : [{ fromMs: leftAtMs, untilMs: leftAtMs + 120_000 }],
      });
      expect(state().matches(isNewcomer ? 'receipt' : { charging: 'grace' })).toBe(true);
    }
  });

  it('that the car left as it was being stopped, and another came > the same, and the end', () => {
    for (const isNewcomer of [false, true]) {
      fresh();
      pay();
      plugIn();
      charge.send({ type: 'STOP_ALLOWED' });
      outage(isNewcomer);
      hear({ type: 'meter', reading: reading(3_700) });
      expect(state().context).toMatchObject({ meterEnd: { energyWh: 3_700 }, endReason: 'driver' });
      expect(state().context.unpluggedAtMs).toBe(isNewcomer ? state().context.finishedAtMs : null);
      expect(state().matches(isNewcomer ? 'receipt' : { charging: 'grace' })).toBe(true);
    }
  });

  it('nothing > a charge that runs goes on', () => {
    pay();
    plugIn();
    hear(resync(true));
    expect(state().matches({ charging: 'delivering' })).toBe(true);
    expect(stopped).toEqual([]);
  });
});

describe('the start was never heard and energy flows', () => {
  it('the next reading is the first > it ends as any other charge', () => {
    pay();
    hear({ type: 'vehicleConnected', sessionId: 'ev-1' });
    hear({ type: 'chargingStarted', sessionId: 'ev-1' });
    expect(state().matches('plug')).toBe(true);
    hear({ type: 'meter', reading: reading(1_200) });
    expect(state().matches({ charging: 'delivering' })).toBe(true);
    hear(resync(true));
    hear(transactionFinished('ev-1', 4_200));
    expect(energyWh(state().context)).toBe(3_000);
    expect(stopped).toEqual([]);
  });

  it('by somebody else > not ours to bill', () => {
    hear({ type: 'chargingStarted', sessionId: 'ev-1' });
    hear({ type: 'meter', reading: reading(1_200) });
    expect(state().context.meterStart).toBeNull();
  });
});

describe('the store refuses a reading', () => {
  const refuse = () => {
    store.recordTransaction = () => {
      throw new Error('disk full');
    };
  };

  it('the first > the authorization is taken back, no energy is billed', () => {
    pay();
    refuse();
    plugIn();
    expect(state().matches({ plug: 'withdrawing' })).toBe(true);
    expect(state().context.meterStart).toBeNull();
  });

  it('the last > the charge ends with it all the same', () => {
    pay();
    plugIn();
    refuse();
    hear(transactionFinished());
    expect(energyWh(state().context)).toBe(4_000);
  });
});

describe('the journal knows more than the last snapshot', () => {
  it('the start was written, then the power failed > that reading is the first', () => {
    pay();
    hear(transactionStarted());
    begin();
    for (const event of paid) charge.send(event);
    hear(resync(true));
    hear({ type: 'meter', reading: { ...reading(1_800), powerW: 0 } });
    expect(state().context).toMatchObject({ meterStart: { energyWh: 1_000 }, controllerSessionId: 'ev-1' });
  });
});

describe('the controller was restarted', () => {
  const { heartbeatTimeoutMs } = config.powerController;

  it('mid-charge > it may still tell the end; if it does not, the last reading is billed', async () => {
    pay();
    plugIn();
    hear({ type: 'restarted' });
    expect(state().matches({ charging: 'delivering' })).toBe(true);
    await clock.advance(2 * heartbeatTimeoutMs);
    expect(state().context).toMatchObject({ meterEnd: { energyWh: 3_000 }, endReason: 'controllerLost' });
  });

  it('and it tells the end after all > that is what counts', async () => {
    pay();
    plugIn();
    hear({ type: 'restarted' });
    hear(transactionFinished('', 4_000, 'PowerLoss'));
    await clock.advance(heartbeatTimeoutMs);
    expect(state().context.meterEnd).toMatchObject({ energyWh: 4_000 });
  });

  it('before the cable > its authorization is gone, so the money goes back', async () => {
    pay();
    hear({ type: 'restarted' });
    await clock.advance(heartbeatTimeoutMs);
    expect(state().matches({ plug: 'withdrawing' })).toBe(true);
  });

  it('and a transaction begins in that moment > it is left in peace', async () => {
    pay();
    hear({ type: 'restarted' });
    plugIn();
    await clock.advance(heartbeatTimeoutMs * 2);
    expect(state().matches({ charging: 'delivering' })).toBe(true);
  });

  it('while nobody was there > the next driver notices nothing', async () => {
    hear({ type: 'restarted' });
    pay();
    await clock.advance(heartbeatTimeoutMs * 2);
    expect(state().value).toEqual({ plug: 'awaitingCable' });
  });
});

it('pauses, state of charge, faults and the cable reach the machine', () => {
  pay();
  plugIn();
  hear({ type: 'pausedByStation', sessionId: 'ev-1', reasons: ['power'] });
  expect(state().matches({ charging: { delivering: { flow: 'pausedByStation' } } })).toBe(true);
  hear({ type: 'vehicle', socPercent: 61, fullAtMs: 9, batteryCapacityWh: null });
  expect(state().context).toMatchObject({ socPercent: 61, fullAtMs: 9 });
  const emergency = { type: 'x/MREC8EmergencyStop', emergencyStop: true, inoperative: true };
  hear({ type: 'availability', enabled: true, reserved: false, faults: [emergency] });
  expect(state().value).toEqual({ charging: 'stopping' });
  hear(transactionFinished('ev-1', 5_000, 'EmergencyStop'));
  hear({ type: 'sessionFinished', sessionId: 'ev-1' });
  expect(state().context).toMatchObject({ vehicleConnected: false, endReason: 'emergencyStop' });
  charge.send(done('issueReceipt', ok({ receiptNumber: '1' })));
  expect(state().value).toEqual({ receipt: 'shown' });
});
