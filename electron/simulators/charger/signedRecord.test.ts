import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { IdToken } from '../../../machines/ports/powerController.ts';
import {
  startTestBench,
  type TestBench,
  type TestBenchOptions,
} from '../../bridge/powerController/everest/testBench.ts';
import { billedEnergy } from '../../metering/ocmf/billedEnergy.ts';
import { implausible } from '../../metering/ocmf/plausibility.ts';
import { type OcmfRecord, readOcmf } from '../../metering/ocmf/record.ts';
import { verifyOcmf } from '../../metering/ocmf/verify.ts';
import { createMeterBook } from './meterBook.ts';
import { seededRandom } from './random.ts';
import { createMeterSigner, identificationOf } from './signedRecord.ts';

const evse = {
  evse: 1,
  evseId: 'ES*SUR*E0001*1',
  label: 'A',
  maxPowerW: 1,
  everest: { evseManager: 'em', originModules: [] },
};
const finished = {
  uuid: 'u',
  evse: 1,
  idToken: 'PAY-1',
  startWh: 83_124.75,
  endWh: 94_000,
  startMs: Date.UTC(2026, 4, 6, 10),
  endMs: Date.UTC(2026, 4, 6, 10, 30),
  identificationType: 'CARD_TXN_NR',
  identification: 'PAY-1',
  tariffText: '0.59 EUR/kWh',
  pagination: 12,
};

function read(text: string): OcmfRecord {
  const record = readOcmf(text);
  if (!record.ok) throw new Error(record.error.code);
  return record.value;
}

describe('the simulated meter’s record', () => {
  const signer = createMeterSigner(evse, 7);
  const { signed_meter_data: text, public_key } = signer.signedValue(finished);

  test('verifies, may be billed, and says what the bill says: whole Wh of the register', () => {
    expect(verifyOcmf(text, public_key)).toEqual({ result: 'verified', curve: 'secp256r1', lenient: false });
    expect(implausible([read(text)], { billedKwh: '10.876', timeIsBilled: true })).toEqual([]);
    expect(read(text).payload).toMatchObject({
      formatVersion: '1.4',
      pagination: 'T12',
      meterSerial: 'SIM00001',
      identificationType: 'CARD_TXN_NR',
      tariffText: '0.59 EUR/kWh',
      chargePoint: 'ES*SUR*E0001*1',
      readings: [
        { transaction: 'B', value: '83.124', time: '2026-05-06T10:00:00,000+0000 S' },
        { transaction: 'E', value: '94.000', time: '2026-05-06T10:30:00,000+0000 S' },
      ],
    });
  });

  test('repeats to the byte with its seed; another seed or EVSE is another key', () => {
    expect(createMeterSigner(evse, 7).signedValue(finished)).toEqual(signer.signedValue(finished));
    const others = [createMeterSigner(evse, 8), createMeterSigner({ ...evse, evseId: 'ES*SUR*E0001*2' }, 7)];
    for (const { publicKeyHex } of others) expect(publicKeyHex).not.toBe(signer.publicKeyHex);
  });

  test.each([
    ['BankCard', 'Local', 'PAY-7F3A', 'CARD_TXN_NR', 'PAY-7F3A'],
    ['RFID', 'ISO14443', '04A1B2C3D4E5F6', 'ISO14443', '**********E5F6'],
    ['PlugAndCharge', 'eMAID', 'DE8AA1A2B3C4D5', 'EMAID', '**********C4D5'],
  ] as const)('%s %s %s is %s %s', (authorization_type, type, value, identificationType, identification) => {
    expect(identificationOf({ authorization_type, id_token: { type, value } })).toEqual({
      identificationType,
      identification,
    });
  });
});

describe('over the wire', () => {
  const directory = mkdtempSync(join(tmpdir(), 'meters-'));
  const card: IdToken = { value: 'PAY-7F3A9C21', kind: 'bankCard' };
  let bench: TestBench;
  afterEach(() => bench.close());
  afterAll(() => rmSync(directory, { recursive: true }));

  async function begin(options: TestBenchOptions = {}): Promise<void> {
    bench = await startTestBench(options);
    await bench.linkIs(true);
    await bench.notice(1, 'resync');
  }
  async function charge() {
    const from = bench.notices.length;
    bench.simulator.plugIn(1, 'ioniq');
    await bench.controller.authorize(1, card);
    const started = await bench.notice(1, 'transactionStarted', () => true, from);
    await bench.notice(1, 'meter', ({ reading }) => reading.energyWh > started.meter.energyWh + 50, from);
    await bench.controller.stopTransaction(1, 'local');
    const end = await bench.notice(1, 'transactionFinished', () => true, from);
    bench.simulator.unplug(1);
    await bench.notice(1, 'sessionFinished', () => true, from);
    return { startWh: started.meter.energyWh, endWh: end.meter.energyWh, signed: end.signed };
  }

  test('record and key reach the driver as they left the meter, and the energy is that of the readings', async () => {
    await begin();
    const { startWh, endWh, signed } = await charge();
    expect(verifyOcmf(signed?.data ?? '', signed?.publicKey ?? null).result).toBe('verified');
    const energy = billedEnergy([read(signed?.data ?? '')]);
    expect(energy.ok && Number(energy.value.kWh)).toBeCloseTo((Math.floor(endWh) - Math.floor(startWh)) / 1_000, 6);
  });

  test('pages are counted on over a new process', async () => {
    const stateFile = join(directory, 'meters.json');
    const pages: (string | null)[] = [];
    for (const _start of [1, 2]) {
      await begin({ simulator: { stateFile } });
      pages.push(read((await charge()).signed?.data ?? '').payload.pagination);
      await bench.close();
    }
    expect(pages).toEqual(['T1', 'T2']);
    const book = createMeterBook(stateFile, seededRandom(1));
    book.meterOf(1).start({ uuid: 'x', idToken: null, tariffText: null, ...identificationOf(null) });
    expect(book.meterOf(1).finish()).toMatchObject({ pagination: 3 });
  });

  test('a meter that does not sign, and one whose record was altered', async () => {
    await begin();
    bench.simulator.setFault(1, 'unsignedMeter', true);
    expect((await charge()).signed).toBeNull();
    bench.simulator.setFault(1, 'unsignedMeter', false);
    bench.simulator.setFault(1, 'alteredRecord', true);
    const { signed } = await charge();
    expect(verifyOcmf(signed?.data ?? '', signed?.publicKey ?? null)).toEqual({
      result: 'notVerified',
      why: 'signatureWrong',
    });
  });
});
