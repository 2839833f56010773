import { afterEach, describe, expect, test } from 'vitest';
import type {
  ControllerNotice,
  EvseNotice,
  IdToken,
  PowerController,
} from '../../../machines/ports/powerController.ts';
import { readOcmf } from '../../metering/ocmf/record.ts';
import { verifyOcmf } from '../../metering/ocmf/verify.ts';
import { type MeterSimulator, startMeterSimulator } from '../../simulators/meter/meterSimulator.ts';
import { startTestBench, type TestBench } from '../powerController/everest/testBench.ts';
import { createLemDcbm } from './lemDcbm/lemDcbm.ts';
import { createMeteredController } from './meteredController.ts';

const card: IdToken = { value: 'PAY-7F3A9C21', kind: 'bankCard' };
const key: IdToken = { value: '04A1B2C3D4E5F6', kind: 'chargingKey' };
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

let bench: TestBench;
let simulator: MeterSimulator;
let controller: PowerController;
let heard: EvseNotice[];
afterEach(async () => {
  await controller.stop();
  await bench.close();
  await simulator.close();
});

const registerWh = () => bench.simulator.state().evses[0]?.meterWh ?? 0;

/** EVSE 1 has a meter of its own; broker, controller, car and meter are simulated, all over real sockets. */
async function begin(): Promise<void> {
  bench = await startTestBench();
  const started = await startMeterSimulator({
    host: '127.0.0.1',
    port: 0,
    serial: 'DCBM-1',
    seed: 1,
    bookFile: null,
    importWh: () => 500_000 + registerWh(),
  });
  if (!started.ok) throw new Error(started.error.detail);
  simulator = started.value;
  controller = meteredBy(bench.controller);
  await controller.start();
  await until('a reading', () => ofType('meter').length > 0);
}

function meteredBy(inner: PowerController): PowerController {
  const config = { url: simulator.url, timeoutMs: 200, tries: 3, retryMs: 20 };
  const meter = createLemDcbm(config, { log: quiet });
  const metered = createMeteredController(inner, [{ evse: 1, evseId: 'ES*SUR*E0001*1', meter }], {
    log: quiet,
    pollMs: 20,
  });
  heard = [];
  metered.onNotice((notice: ControllerNotice) => {
    if (notice.type === 'evse' && notice.evse === 1) heard.push(notice.notice);
  });
  return metered;
}

type Wanted<T extends EvseNotice['type']> = Extract<EvseNotice, { type: T }>;
const ofType = <T extends EvseNotice['type']>(type: T): Wanted<T>[] =>
  heard.filter((notice): notice is Wanted<T> => notice.type === type);
async function until(what: string, holds: () => boolean): Promise<void> {
  for (let i = 0; !holds(); i += 1) {
    if (i > 600) throw new Error(`waited for ${what}; heard ${heard.map(({ type }) => type)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
async function first<T extends EvseNotice['type']>(type: T): Promise<Wanted<T>> {
  await until(type, () => ofType(type).length > 0);
  const [notice] = ofType(type);
  if (!notice) throw new Error(type);
  return notice;
}
async function charging(idToken = card): Promise<Wanted<'transactionStarted'>> {
  await begin();
  bench.simulator.plugIn(1, 'ioniq');
  await controller.authorize(1, idToken);
  const started = await first('transactionStarted');
  await until('energy', () => (ofType('meter').at(-1)?.reading.energyWh ?? 0) > started.meter.energyWh + 50);
  return started;
}

describe('a charge billed by a meter of its own', () => {
  test('start, live readings and end are that meter’s, and the record says the same', async () => {
    const started = await charging();
    expect(simulator.running()).toMatchObject({ transactionId: started.sessionId, clientId: card.value });
    await controller.stopTransaction(1, 'local');
    const { meter, signed, sessionId } = await first('transactionFinished');
    expect(verifyOcmf(signed?.data ?? '', signed?.publicKey ?? null).result).toBe('verified');
    const [transaction] = simulator.book();
    expect(transaction).toMatchObject({
      transactionId: sessionId,
      begin: { importWh: started.meter.energyWh },
      end: { importWh: meter.energyWh },
      ocmf: signed?.data,
    });
    expect(meter.energyWh).toBeGreaterThan(started.meter.energyWh);
    for (const { reading } of ofType('meter')) expect(reading).toMatchObject({ meterId: 'DCBM-1' });
    expect(heard.map(({ type }) => type).filter((type) => type !== 'meter' && type !== 'vehicle')).toEqual(
      bench
        .ofEvse(1)
        .map(({ type }) => type)
        .filter((type) => type !== 'meter' && type !== 'vehicle'),
    );
  });

  test('of a charging key only the end is in the record', async () => {
    await charging(key);
    expect(simulator.running()?.clientId).toBe('**********E5F6');
  });

  test('the station starts anew mid-charge: the transaction at the meter is ended once, by its id', async () => {
    const started = await charging();
    await controller.stop();
    const fresh = await bench.restartController();
    controller = meteredBy(fresh.controller);
    controller.start();
    await first('resync');
    await controller.stopTransaction(1, 'local');
    const finished = await first('transactionFinished');
    const record = readOcmf(finished.signed?.data ?? '');
    expect(record.ok && record.value.payload.pagination).toBe('T1');
    expect(simulator.book()).toMatchObject([{ transactionId: started.sessionId }]);
  });

  test('the controller loses power and tells the end without a name: the meter knows whose it is', async () => {
    const started = await charging();
    await bench.simulator.restart();
    const finished = await first('transactionFinished');
    expect(finished).toMatchObject({ reason: 'PowerLoss', signed: { encoding: 'OCMF' } });
    expect(simulator.book()).toMatchObject([{ transactionId: started.sessionId }]);
  });
});

describe('no meter, no sale', () => {
  test('a meter that does not begin: the driver is let go, and the controller told to stop', async () => {
    await begin();
    simulator.faults.always('tampered');
    bench.simulator.plugIn(1, 'ioniq');
    await controller.authorize(1, card);
    await first('deauthorized');
    expect(ofType('transactionStarted')).toEqual([]);
    await until('the end at the controller', () => bench.story(1).includes('transactionFinished'));
    expect(simulator.running()).toBeNull();
  });

  test('a meter that is gone: out of order, until it is back', async () => {
    await begin();
    const orders = () =>
      ofType('availability')
        .at(-1)
        ?.faults.map(({ type }) => type);
    simulator.faults.always('unreachable');
    await until('out of order', () => orders()?.includes('powerMeter/CommunicationFault') ?? false);
    expect(ofType('availability').at(-1)?.faults.at(-1)).toMatchObject({ inoperative: true, emergencyStop: false });
    simulator.faults.clear();
    await until('in order', () => orders()?.length === 0);
  });

  test('gone when the charge ends: what it showed last is billed, and no reading of another register is told', async () => {
    const started = await charging();
    simulator.faults.always('unreachable');
    await controller.stopTransaction(1, 'local');
    await until(
      'the end',
      () => ofType('resync').at(-1)?.transactionActive === false && heard.at(-1)?.type !== 'meter',
    );
    await until('the picture', () => ofType('resync').some(({ transactionActive }) => !transactionActive));
    expect(ofType('transactionFinished')).toEqual([]);
    for (const { reading } of ofType('meter'))
      expect(reading.energyWh).toBeGreaterThanOrEqual(started.meter.energyWh - 1);
  });
});
