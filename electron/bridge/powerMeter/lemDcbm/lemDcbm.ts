import type { MeterReading } from '../../../../machines/ports/powerController.ts';
import { err, ok, type Result } from '../../../../machines/result.ts';
import { billedEnergy } from '../../../metering/ocmf/billedEnergy.ts';
import { type OcmfReading, readOcmf } from '../../../metering/ocmf/record.ts';
import { readTime } from '../../../metering/ocmf/time.ts';
import { type LinkHealth, noHealth } from '../../linkHealth.ts';
import type { Log } from '../../powerController/everest/log.ts';
import type { LegalTransaction, PowerMeter, PowerMeterError, SignedTransaction } from '../powerMeter.ts';
import { createHttp, readAnswer } from './http.ts';
import * as messages from './messages.ts';

export type LemDcbmConfig = {
  /** `http://10.0.0.5`; with TLS on, `https:` and a certificate the system trusts. */
  readonly url: string;
  readonly timeoutMs: number;
  /** Tries of one order, and the pause between them. */
  readonly tries: number;
  readonly retryMs: number;
};

export type LemDcbmDeps = {
  readonly log: Log;
  readonly now?: () => number;
  readonly fetch?: typeof fetch;
  readonly health?: LinkHealth;
};

/** `clientId` of the DCBM's protocol. */
const CLIENT_ID_MAX = 37;

type Outcome<T> = Promise<Result<T, PowerMeterError>>;

/**
 * LEM DCBM 400/600 over HTTP. Its makers want transactions of two minutes and more, to spare its memory: a driver who
 * stops sooner is not kept waiting for that, but a meter that refuses is asked again. Settings written in its first two
 * minutes may be lost at the next power cut; the time is set before each start, so that none is missed.
 */
export function createLemDcbm(config: LemDcbmConfig, deps: LemDcbmDeps): PowerMeter {
  const { log, now = Date.now, fetch: send = fetch, health = noHealth } = deps;
  const http = createHttp({ url: config.url, timeoutMs: config.timeoutMs, fetch: send });
  let identity: Pick<messages.Status, 'meterId' | 'publicKeyOcmf'> | null = null;

  const ofTransaction = (path: string, id: string): string => `${path}?transactionId=${encodeURIComponent(id)}`;

  /** Every order may be given again: what an answer that was lost has done is found out first. */
  async function persistently<T>(what: string, once: () => Outcome<T>): Outcome<T> {
    for (let left = config.tries - 1; ; left -= 1) {
      const outcome = await once();
      if (outcome.ok || left <= 0 || outcome.error.code === 'faulty') return outcome;
      log.warn({ error: outcome.error, left }, `meter: ${what} failed, trying again`);
      await new Promise((resolve) => setTimeout(resolve, config.retryMs));
    }
  }

  async function status(): Outcome<messages.Status> {
    const answer = readAnswer(await http.request('GET', '/v1/status'), 200, messages.Status);
    if (!answer.ok) return answer;
    identity = answer.value;
    const { meterId, version } = answer.value;
    health.version([meterId, version?.applicationFirmwareVersion].filter(Boolean).join(', '));
    return answer;
  }

  async function running(): Outcome<string | null> {
    const known = await status();
    if (!known.ok) return known;
    if (!known.value.status.bits.transactionIsOnGoing) return ok(null);
    const legal = readAnswer(await http.request('GET', '/v1/legal'), 200, messages.Legal);
    return legal.ok ? ok(legal.value.transactionId) : legal;
  }

  async function read(): Outcome<MeterReading> {
    if (!identity) {
      const known = await status();
      if (!known.ok) return known;
    }
    const live = readAnswer(await http.request('GET', '/v1/livemeasure'), 200, messages.LiveMeasure);
    if (!live.ok) return live;
    const { power, energyImportTotal, timestamp } = live.value;
    const atMs = Date.parse(timestamp);
    return ok({
      energyWh: toWh(energyImportTotal),
      atMs: Number.isNaN(atMs) ? now() : atMs,
      powerW: power * 1_000,
      meterId: identity?.meterId ?? null,
    });
  }

  async function beginOnce({ transactionId, evseId, clientId }: LegalTransaction): Outcome<MeterReading> {
    const known = await status();
    if (!known.ok) return known;
    const detail = messages.unfitness(known.value);
    if (detail) return err({ code: 'faulty', detail });
    const under = await running();
    if (!under.ok) return under;
    if (under.value === transactionId) return read();
    if (under.value !== null) {
      // Left by a station that died, or by a controller that forgot it: nothing begins before it has ended.
      log.warn({ transactionId: under.value }, 'meter: ending a transaction that nobody ended');
      const ended = await endOnce(under.value);
      if (!ended.ok) return ended;
    }
    const time = { time: { utc: new Date(now()).toISOString() } };
    const set = readAnswer(await http.request('PUT', '/v1/settings', time), 200, messages.SettingsAnswer);
    if (!set.ok) return set;
    if (set.value.result !== 1) return err({ code: 'refused', detail: 'the time was not taken' });
    const order = { evseId, transactionId, clientId: clientId.slice(0, CLIENT_ID_MAX), tariffId: 0, cableId: 0 };
    const started = readAnswer(
      await http.request('POST', '/v1/legal', { ...order, userData: '' }),
      201,
      messages.Started,
    );
    if (!started.ok) return started;
    return started.value.running ? read() : err({ code: 'refused', detail: 'begun, and not running' });
  }

  async function stop(transactionId: string): Outcome<void> {
    const answer = await http.request('PUT', ofTransaction('/v1/legal', transactionId), { running: false });
    const stopped = readAnswer(answer, 200, messages.Stopped);
    if (stopped.ok) {
      const runs = (stopped.value.meterValue.transactionStatus & messages.STILL_RUNNING) !== 0;
      return runs ? err({ code: 'refused', detail: 'it still runs' }) : ok(undefined);
    }
    if (stopped.error.code !== 'refused') return stopped;
    // Ended already, and its answer lost?
    const under = await running();
    if (!under.ok) return under;
    return under.value === transactionId ? stopped : ok(undefined);
  }

  async function endOnce(transactionId: string): Outcome<SignedTransaction> {
    const stopped = await stop(transactionId);
    if (!stopped.ok) return stopped;
    if (!identity) {
      const known = await status();
      if (!known.ok) return known;
    }
    const answer = await http.request('GET', ofTransaction('/v1/ocmf', transactionId));
    if (!answer.ok) return answer;
    if (answer.value.status !== 200) return err({ code: 'refused', detail: `HTTP ${answer.value.status}` });
    return signedTransaction(answer.value.text);
  }

  /** Its readings are the record's: so receipt and record cannot say two things. */
  function signedTransaction(data: string): Result<SignedTransaction, PowerMeterError> {
    const record = readOcmf(data);
    if (!record.ok) return err({ code: 'garbled', detail: record.error.code });
    const energy = billedEnergy([record.value]);
    if (!energy.ok) return err({ code: 'garbled', detail: energy.error.code });
    const meterId = identity?.meterId ?? record.value.payload.meterSerial;
    const reading = ({ value, unit, time }: OcmfReading): MeterReading => ({
      energyWh: unit === 'kWh' ? toWh(Number(value)) : Number(value),
      atMs: readTime(time ?? '')?.atMs ?? now(),
      powerW: 0,
      meterId,
    });
    const { begin, end } = energy.value;
    const signed = { data, encoding: 'OCMF', publicKey: identity?.publicKeyOcmf ?? null };
    return ok({ begin: reading(begin), end: reading(end), signed });
  }

  /** Each reading shows how the link does: it is made every second. */
  async function readTold(): Outcome<MeterReading> {
    const askedAtMs = performance.now();
    const reading = await read();
    if (reading.ok) {
      health.answered(performance.now() - askedAtMs);
      health.become('up');
    } else {
      const { code } = reading.error;
      health.become(code === 'link_lost' || code === 'timed_out' ? 'down' : 'trouble');
      health.failed('detail' in reading.error ? `${code}: ${reading.error.detail}` : code);
    }
    return reading;
  }

  return {
    read: readTold,
    running,
    begin: (transaction) => persistently('begin', () => beginOnce(transaction)),
    end: (transactionId) => persistently('end', () => endOnce(transactionId)),
  };
}

/** To the mWh, so that 57.584 kWh are 57,584 Wh and no float's 57,583.99…. */
const toWh = (kWh: number): number => Math.round(kWh * 1_000_000) / 1_000;
