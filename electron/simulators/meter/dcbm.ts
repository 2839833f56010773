import { curveOfAlgorithm } from '../../metering/ocmf/curves.ts';
import { writeDecimal } from '../../metering/ocmf/decimal.ts';
import { createSigner } from '../../metering/ocmf/sign.ts';
import { writeTime } from '../../metering/ocmf/time.ts';
import type { StrikingFaults } from '../faults.ts';
import type { FinishedTransaction, MeterBook, Register, RunningTransaction } from './book.ts';
import type { MeterFault } from './faults.ts';
import * as requests from './requests.ts';

/** Its clock counts as set for so long. */
const TIME_VALID_MS = 48 * 3_600_000;
const SHORTEST_MS = 120_000;

export type Reply = { readonly status: number; readonly body: unknown };
const no = (status: number, message: string): Reply => ({ status, body: { message } });

export type DcbmOptions = {
  readonly serial: string;
  readonly seed: number;
  readonly book: MeterBook;
  readonly faults: StrikingFaults<MeterFault>;
  /** The register of imported energy, in Wh, and what flows. */
  readonly importWh: () => number;
  readonly powerW: () => number;
  readonly now: () => number;
};

/** The meter itself: what a request does, without the wire. */
export function createDcbm({ serial, seed, book, faults, importWh, powerW, now }: DcbmOptions) {
  const curve = curveOfAlgorithm(null);
  if (!curve) throw new Error('OCMF has a default algorithm');
  const signer = createSigner(curve, `simulated DCBM ${seed} ${serial}`);
  const isTimeSet = (): boolean =>
    book.timeSetMs !== null && now() - book.timeSetMs < TIME_VALID_MS && !faults.isOn('timeLost');
  const register = (): Register => ({ importWh: Math.floor(importWh()), atMs: now() });
  const kWh = (wh: number): string => writeDecimal({ units: BigInt(wh), scale: 3 });

  /** Import and export in turn, the later of each pair short, as LEM writes them. */
  function recordOf(running: RunningTransaction, last: Register, TX: 'C' | 'E', pagination: number): string {
    const pair = (TX: 'B' | 'C' | 'E', { importWh, atMs }: Register, more: object) => [
      {
        TM: writeTime(atMs, 'R'),
        TX,
        RV: kWh(importWh),
        RI: '1-0:1.8.0',
        RU: 'kWh' as const,
        ST: 'G' as const,
        ...more,
      },
      { RV: '0.000', RI: '1-0:2.8.0', RU: 'kWh' as const, ST: 'G' as const },
    ];
    return signer.sign({
      FV: '1.0',
      GI: 'LEM DCBM',
      GS: serial,
      GV: 'v1',
      PG: `T${pagination}`,
      MV: 'LEM',
      MS: serial,
      MF: 'SIMULATED',
      IS: true,
      IL: 'HEARSAY',
      IF: ['RFID_NONE', 'OCPP_NONE', 'ISO15118_NONE', 'PLMN_NONE'],
      IT: 'CARD_TXN_NR',
      ID: running.clientId,
      CT: 'EVSEID',
      CI: running.evseId,
      RD: [
        ...pair('B', running.begin, { RT: 'DC', EF: '', UC: { UN: 'No_Comp', UI: running.cableId, UR: 0 } }),
        ...pair(TX, last, {}),
      ],
    });
  }

  function status(): Reply {
    const bits = {
      suLinkStatusIsOk: true,
      muFatalErrorOccured: faults.isOn('fatalError'),
      transactionIsOnGoing: book.running !== null,
      tamperingIsDetected: faults.isOn('tampered'),
      timeSyncStatusIsOk: isTimeSet(),
      overTemperatureIsDetected: false,
      reversedVoltage: false,
      suMeasureFailureOccurred: false,
    };
    return {
      status: 200,
      body: {
        status: { value: 0, bits },
        version: { applicationFirmwareVersion: '0.1.4.0' },
        time: new Date(now()).toISOString(),
        meterId: serial,
        errors: { value: 0, bits: {} },
        publicKey: signer.publicKeyHex.slice(-128),
        publicKeyOcmf: signer.publicKeyHex.toUpperCase(),
        indexOfLastTransaction: book.finished().length,
        numberOfStoredTransactions: book.finished().length,
      },
    };
  }

  function liveMeasure(): Reply {
    const body = {
      voltage: 400,
      current: powerW() / 400,
      power: powerW() / 1_000,
      temperatureH: 30,
      temperatureL: 30,
      energyImportTotal: Math.floor(importWh()) / 1_000,
      energyExportTotal: 0,
      timestamp: new Date(now()).toISOString(),
    };
    return { status: 200, body };
  }

  function setTime(json: unknown): Reply {
    const parsed = requests.Settings.safeParse(json);
    if (!parsed.success) return no(400, 'settings');
    if (book.running || faults.strikes('refusesTime')) return { status: 200, body: { meterId: serial, result: 0 } };
    book.setTime(now());
    return { status: 200, body: { meterId: serial, result: 1 } };
  }

  function start(json: unknown): Reply {
    const parsed = requests.StartTransaction.safeParse(json);
    if (!parsed.success) return no(400, 'transaction');
    if (book.running) return no(409, 'a transaction is running');
    if (!isTimeSet()) return no(409, 'the time is not set');
    if (faults.strikes('refusesStart')) return no(500, 'memory');
    book.start({ ...parsed.data, begin: register() });
    return { status: 201, body: { ...parsed.data, running: true } };
  }

  function stop(transactionId: string | null, json: unknown): Reply {
    if (!requests.StopTransaction.safeParse(json).success) return no(400, 'stop');
    const { running } = book;
    if (!running || running.transactionId !== transactionId) return no(404, 'no such transaction is running');
    const end = register();
    if (faults.isOn('refusesShort') && end.atMs - running.begin.atMs < SHORTEST_MS) return no(409, 'too short');
    const pagination = book.finished().length + 1;
    const finished = { ...running, end, pagination, ocmf: recordOf(running, end, 'E', pagination) };
    book.finish(finished);
    return { status: 200, body: stopped(finished) };
  }

  function stopped({ transactionId, evseId, clientId, tariffId, begin, end, pagination }: FinishedTransaction) {
    return {
      paginationCounter: pagination,
      transactionId,
      evseId,
      clientId,
      tariffId,
      meterValue: {
        timestampStart: new Date(begin.atMs).toISOString(),
        timestampStop: new Date(end.atMs).toISOString(),
        transactionDuration: Math.round((end.atMs - begin.atMs) / 1_000),
        intermediateRead: false,
        transactionStatus: 17,
        sampleValue: {
          energyUnit: 'kWh',
          energyImport: (end.importWh - begin.importWh) / 1_000,
          energyImportTotalStart: begin.importWh / 1_000,
          energyImportTotalStop: end.importWh / 1_000,
        },
      },
      meterId: serial,
    };
  }

  /** Of a running transaction: how far it has come. */
  function ocmf(transactionId: string | null): Reply {
    const { running } = book;
    if (running && running.transactionId === transactionId)
      return { status: 200, body: recordOf(running, register(), 'C', book.finished().length + 1) };
    const finished = book.find(transactionId ?? '');
    return finished ? { status: 200, body: finished.ocmf } : no(404, 'no such transaction');
  }

  return {
    publicKeyHex: signer.publicKeyHex,
    answer(method: string, url: URL, json: unknown): Reply {
      const transactionId = url.searchParams.get('transactionId');
      switch (`${method} ${url.pathname}`) {
        case 'GET /v1/status':
          return status();
        case 'GET /v1/livemeasure':
          return liveMeasure();
        case 'PUT /v1/settings':
          return setTime(json);
        case 'POST /v1/legal':
          return start(json);
        case 'PUT /v1/legal':
          return stop(transactionId, json);
        case 'GET /v1/legal': {
          const last = book.running ?? book.finished().at(-1);
          return last ? { status: 200, body: { ...last, running: book.running !== null } } : no(404, 'none yet');
        }
        case 'GET /v1/ocmf':
          return ocmf(transactionId);
        default:
          return no(404, 'no such resource');
      }
    },
  };
}
