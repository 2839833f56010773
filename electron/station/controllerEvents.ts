import type { EvseNotice, MeterReading } from '../../machines/ports/powerController.ts';
import type { TransactionEnd } from '../store/store.ts';
import type { ChargeActor, ChargeDeps } from './chargeActor.ts';
import { asRead, endReasonOf, eventOf, isRunning, type Notice } from './controllerNotices.ts';
import { marksUntil } from './priceMarks.ts';

/** A station's own lamps and fans on a meter that counts them too, within the time of one plug-in. */
const OWN_NEED_WH = 20;

/**
 * Tells one connector's machine what the controller says of its EVSE. Readings that will be billed are in the journal
 * before the machine hears of them; a transaction that nobody paid for is stopped.
 */
export function createControllerEvents(
  evse: number,
  actor: ChargeActor,
  deps: Pick<ChargeDeps, 'store' | 'controller' | 'clock' | 'log' | 'config'>,
) {
  const { store, controller, clock, log, config } = deps;
  /** The session whose transaction runs and whose start was never heard: the next reading is its first. */
  let startMissedBy: string | null = null;
  /** The session that is over and whose last reading is still to come. */
  let endMissedBy: string | null = null;
  let forgetting: (() => void) | null = null;
  /** A transaction runs at the controller, whether or not it is a session's of ours. */
  let running = false;
  /** It said after an outage that nothing runs: what flowed until then flowed unheard. */
  let saysOver = false;
  let stopping = false;

  const context = () => actor.getSnapshot().context;
  const sessionId = (): string | null => context().session?.sessionId ?? null;
  const isOpen = () => context().meterStart !== null && context().meterEnd === null;
  const awaitsTransaction = () =>
    context().idToken !== null && context().meterStart === null && actor.getSnapshot().matches('plug');

  function lost(): void {
    if (isOpen()) endWithNextReading();
    else if (actor.getSnapshot().matches('plug')) actor.send({ type: 'DEAUTHORIZED' });
  }

  /**
   * Its end was missed. Nothing flows any more, so the register's next reading is the final one; when none comes, the
   * last one heard has to do.
   */
  function endWithNextReading(): void {
    const missedBy = sessionId();
    if (endMissedBy === missedBy) return;
    endMissedBy = missedBy;
    clock.at(clock.now() + config.powerController.heartbeatTimeoutMs, () => endMissed(missedBy));
  }

  function endMissed(by: string | null): void {
    if (by === null || endMissedBy !== by) return;
    endMissedBy = null;
    if (sessionId() !== by || !isOpen()) return;
    log.warn({ evse }, 'the controller no longer knows the transaction: ending with the last reading');
    actor.send({ type: 'TRANSACTION_LOST', atMs: clock.now() });
  }

  /**
   * Energy that flowed in this session although no transaction was told: it began at the register as it was before.
   * False: it could not be written down, and the reading must be heard again.
   */
  function hearUnheard(reading: MeterReading): boolean {
    const { meterBefore, meterHeard, vehicleConnected } = context();
    if (!awaitsTransaction() || !meterBefore || meterBefore.meterId !== reading.meterId) return true;
    const roseWh = reading.energyWh - meterBefore.energyWh;
    // While everything could be heard, a register that ticks is the station's own need, and no car's.
    if (roseWh <= 0 || (meterHeard && (!vehicleConnected || roseWh < OWN_NEED_WH))) return true;
    log.warn({ evse, meterBefore, reading }, 'energy flowed in a transaction that was never told');
    if (!begin('', meterBefore)) return false;
    actor.send({ type: 'METER', reading });
    // Heard before the link counts as up, or with power on it, it may still run whatever was said before.
    if (saysOver && context().controllerUp && !reading.powerW) {
      if (!vehicleConnected) actor.send({ type: 'VEHICLE_DISCONNECTED', atMs: clock.now() });
      lost();
    } else actor.send({ type: 'CHARGING_STARTED', atMs: clock.now() });
    return true;
  }

  /** Nobody pays here and the register stands still: it says so each second, for hours, and there is nothing to note. */
  function isKnown({ meterId, energyWh }: MeterReading): boolean {
    const { session, meterHeard, meterBefore } = context();
    return session === null && meterHeard && meterBefore?.meterId === meterId && meterBefore.energyWh === energyWh;
  }

  /** Power on the meter in an open transaction: that the charge began, or went on, was missed. */
  function flowsUnheard(reading: MeterReading): boolean {
    const { meterLast } = context();
    if (!isOpen() || !meterLast || reading.energyWh <= meterLast.energyWh || !reading.powerW) return false;
    const now = actor.getSnapshot();
    return now.matches('plug') || now.matches({ charging: { delivering: { flow: 'pausedByCar' } } });
  }

  /** A transaction runs whose start was never told: from the register before, or else from the next reading. */
  function startMissed(): void {
    if (!awaitsTransaction()) return;
    startMissedBy = sessionId();
    const { meterBefore } = context();
    if (meterBefore) begin('', meterBefore);
  }

  /** The price changed since the last reading: each change is in the journal before the machine hears of it. */
  function markPrices(reading: MeterReading): void {
    const now = context();
    const { session } = now;
    if (!session || !isOpen()) return;
    const marks = marksUntil(now, config, reading);
    for (const mark of marks)
      written('a change of price', () => store.recordPriceMark({ sessionId: session.sessionId, mark }));
    if (marks.length > 0) actor.send({ type: 'PRICE_CHANGED', marks });
  }

  /** A store that refuses must not take the station down with it. */
  function written(what: string, write: () => void): boolean {
    try {
      write();
      return true;
    } catch (cause) {
      log.error({ evse, what, cause: String(cause) }, 'the store refused it');
      return false;
    }
  }
  const noted = (told: TransactionEnd): boolean =>
    written(`the reading of a transaction ${told.phase}`, () => store.recordTransaction(told));

  /** False: the journal could not take it. */
  function begin(controllerSessionId: string, meter: MeterReading): boolean {
    const { session } = context();
    if (!session || !awaitsTransaction()) return true;
    forgetting?.();
    const { sessionId } = session;
    const unsigned = { signed: null, signedStart: null };
    if (!noted({ sessionId, phase: 'started', controllerSessionId, reading: meter, ...unsigned })) {
      // No energy that the journal knows nothing of: the authorization is taken back, and with it the transaction.
      actor.send({ type: 'DEAUTHORIZED' });
      return false;
    }
    // The first report stands, also when the machine's last snapshot is older than it.
    const first = store.session(sessionId)?.started;
    actor.send({
      type: 'TRANSACTION_STARTED',
      controllerSessionId: first?.controllerSessionId ?? controllerSessionId,
      meter: first?.reading ?? meter,
    });
    return true;
  }

  /** Stops what nobody pays for; asked again until the controller has heard it. A lost link ends in a resync. */
  async function stopStranger(why: string): Promise<void> {
    if (stopping) return;
    stopping = true;
    log.warn({ evse, why }, 'a transaction nobody paid for: stopping it');
    for (;;) {
      const result = await controller.stopTransaction(evse, 'deauthorized');
      if (!result.ok && result.error.code === 'refused') running = false;
      if (result.ok || result.error.code !== 'timed_out' || isOpen() || awaitsTransaction()) break;
      await new Promise<void>((resolve) => clock.at(clock.now() + config.timeouts.stopRetryMs, resolve));
    }
    stopping = false;
  }

  function started(notice: Notice<'transactionStarted'>): void {
    const { idToken, controllerSessionId } = context();
    if (isOpen() && controllerSessionId === notice.sessionId) return;
    const isOurs = idToken !== null && (notice.idToken === null || notice.idToken === idToken.value);
    // Already begun by what the meter showed: this is the word of it.
    if (isOpen() && isOurs && controllerSessionId === '') return;
    if (isOurs && awaitsTransaction()) begin(notice.sessionId, notice.meter);
    else void stopStranger('transaction started');
  }

  function finished(notice: Notice<'transactionFinished'>): void {
    // Its start was missed, and the register before is known.
    const { meterBefore } = context();
    if (awaitsTransaction() && meterBefore && notice.meter.energyWh > meterBefore.energyWh)
      begin(notice.sessionId, meterBefore);
    const { session, controllerSessionId } = context();
    if (!session || !isOpen()) return;
    if (notice.sessionId !== '' && controllerSessionId !== '' && notice.sessionId !== controllerSessionId) return;
    forgetting?.();
    const { sessionId } = session;
    const { meter: reading, signed, signedStart, reason } = notice;
    const told = { sessionId, controllerSessionId: controllerSessionId ?? '', reading, signed, signedStart };
    markPrices(reading);
    // Unwritten it still ends: the receipt, which is tried until it is written, has this reading.
    noted({ phase: 'finished', ...told });
    const endReason = endReasonOf(reason);
    actor.send({
      type: 'TRANSACTION_FINISHED',
      controllerSessionId: told.controllerSessionId,
      meter: reading,
      atMs: clock.now(),
      endReason,
      signed,
      signedStart,
    });
  }

  /** After its restart it may still tell how the interrupted transaction ended; it gets a moment to do so. */
  function awaitTheEnd(): () => void {
    const { session } = context();
    return clock.at(clock.now() + config.powerController.heartbeatTimeoutMs, () => {
      // Who came since has nothing to do with it.
      if (session && context().session === session) lost();
    });
  }

  function resync(notice: Notice<'resync'>): void {
    saysOver = !notice.transactionActive;
    // Ours left unseen: it does not pay for another one's standing there.
    if (notice.isNewcomer && (context().meterEnd || actor.getSnapshot().matches('charging')))
      actor.send({ type: 'VEHICLE_DISCONNECTED', atMs: clock.now() });
    if (notice.vehicleConnected) actor.send({ type: 'IN_TOUCH', atMs: clock.now() });
    actor.send(
      notice.vehicleConnected ? { type: 'VEHICLE_CONNECTED' } : { type: 'VEHICLE_DISCONNECTED', atMs: clock.now() },
    );
    startMissedBy = null;
    if (notice.transactionActive) startMissed();
    if (!notice.transactionActive && isOpen()) lost();
    if (notice.transactionActive && !isOpen() && startMissedBy === null)
      void stopStranger('found running after a lost link');
  }

  return (told: EvseNotice): void => {
    // A reading is never earlier than the one before it, whatever was done to the machine's clock at a restart.
    const notice = asRead(told, Math.max(clock.now(), context().meterLast?.atMs ?? 0));
    running = isRunning(notice) ?? running;
    if (running || notice.type === 'sessionStarted' || notice.type === 'vehicleConnected') saysOver = false;
    switch (notice.type) {
      case 'sessionStarted':
        // A new session while ours is open: ours is over, and its end was missed.
        if (isOpen() && notice.sessionId !== context().controllerSessionId) lost();
        // Ours had ended, and that its car left was missed: it does not pay for the next one's standing there.
        else if (context().meterEnd && notice.sessionId !== context().controllerSessionId)
          actor.send({ type: 'VEHICLE_DISCONNECTED', atMs: clock.now() });
        break;
      case 'transactionStarted':
        started(notice);
        break;
      case 'transactionFinished':
        finished(notice);
        // It is over, and the next one's start is told.
        startMissedBy = null;
        break;
      case 'sessionFinished':
        if (isOpen()) lost();
        startMissedBy = null;
        break;
      case 'resync':
        resync(notice);
        break;
      case 'chargingStarted':
        startMissed();
        break;
      case 'meter':
        // Its session ended without it: a stop or a withdrawal that was never answered.
        if (running && !isOpen() && !awaitsTransaction()) void stopStranger('still running after its session');
        if (startMissedBy !== null && startMissedBy === sessionId()) {
          startMissedBy = null;
          begin('', context().meterBefore ?? notice.reading);
          actor.send({ type: 'CHARGING_STARTED', atMs: clock.now() });
        }
        if (isKnown(notice.reading) || !hearUnheard(notice.reading)) return;
        if (flowsUnheard(notice.reading)) actor.send({ type: 'CHARGING_STARTED', atMs: clock.now() });
        markPrices(notice.reading);
        break;
      case 'restarted':
        forgetting?.();
        forgetting = awaitTheEnd();
        break;
    }
    const event = eventOf(notice, clock.now());
    if (event) actor.send(event);
    if (notice.type === 'meter') endMissed(sessionId());
  };
}
