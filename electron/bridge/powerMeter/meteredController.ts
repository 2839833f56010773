import type {
  ControllerFault,
  ControllerNotice,
  EvseNotice,
  IdToken,
  MeterReading,
  PowerController,
} from '../../../machines/ports/powerController.ts';
import type { Result } from '../../../machines/result.ts';
import { maskedId } from '../../metering/maskedId.ts';
import type { Log } from '../powerController/everest/log.ts';
import type { PowerMeter } from './powerMeter.ts';

export type MeteredEvse = { readonly evse: number; readonly evseId: string; readonly meter: PowerMeter };

/** So many readings in a row that failed, and the meter counts as gone. */
const LOST_AFTER = 5;
const gone: ControllerFault = { type: 'powerMeter/CommunicationFault', emergencyStop: false, inoperative: true };

/**
 * A charge controller some of whose EVSEs are billed by meters of their own. Of these the station hears the meter's
 * register and none of the controller's: the start of a transaction is told when the meter has begun it, its end when the
 * meter has given its record. No meter, no sale: an EVSE whose meter is gone is out of order.
 */
export function createMeteredController(
  controller: PowerController,
  evses: readonly MeteredEvse[],
  deps: { readonly log: Log; readonly pollMs: number },
): PowerController {
  const listeners = new Set<(notice: ControllerNotice) => void>();
  const tell = (notice: ControllerNotice): void => {
    for (const listener of listeners) listener(notice);
  };
  const metered = new Map(
    evses.map((options) => {
      const told = (notice: EvseNotice) => tell({ type: 'evse', evse: options.evse, notice });
      return [options.evse, createMeteredEvse(options, { ...deps, controller, tell: told })];
    }),
  );
  controller.onNotice((notice) => {
    const own = notice.type === 'evse' ? metered.get(notice.evse) : undefined;
    if (own && notice.type === 'evse') own.hear(notice.notice);
    else tell(notice);
  });

  return {
    get linkUp() {
      return controller.linkUp;
    },
    start(): void {
      controller.start();
      for (const evse of metered.values()) evse.start();
    },
    async stop(): Promise<void> {
      for (const evse of metered.values()) evse.stop();
      await controller.stop();
    },
    authorize(evse, idToken) {
      metered.get(evse)?.authorized(idToken);
      return controller.authorize(evse, idToken);
    },
    withdraw: controller.withdraw,
    stopTransaction: controller.stopTransaction,
    setEnabled: controller.setEnabled,
    check: controller.check,
    onNotice(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function createMeteredEvse(
  { evse, evseId, meter }: MeteredEvse,
  deps: {
    readonly log: Log;
    readonly pollMs: number;
    readonly controller: PowerController;
    readonly tell: (notice: EvseNotice) => void;
  },
) {
  const { log, controller, tell } = deps;
  /** Told by the controller and waiting for the meter, in their order. */
  const waiting: EvseNotice[] = [];
  let isBusy = false;
  let isReading = false;
  let polling: NodeJS.Timeout | null = null;
  let idToken: IdToken | null = null;
  let failures = 0;
  let availability: Extract<EvseNotice, { type: 'availability' }> | null = null;

  /** A payment's token is no person's; anything else shows its end alone. */
  const clientIdOf = (value: string | null): string =>
    idToken?.kind === 'bankCard' && idToken.value === value ? value : maskedId(value ?? '');

  async function pass(notice: EvseNotice): Promise<void> {
    switch (notice.type) {
      case 'meter':
        return;
      case 'transactionStarted':
        return tell(await begun(notice));
      case 'transactionFinished':
        return tell(await ended(notice));
      case 'availability':
        availability = notice;
        return tellAvailability();
      default:
        tell(notice);
    }
  }

  async function begun(notice: Extract<EvseNotice, { type: 'transactionStarted' }>): Promise<EvseNotice> {
    const { sessionId } = notice;
    const clientId = clientIdOf(notice.idToken);
    const outcome = await meter.begin({ transactionId: sessionId, evseId, clientId });
    if (outcome.ok) return { ...notice, meter: outcome.value };
    log.error({ evse, error: outcome.error }, 'the meter does not begin: no charge');
    void controller.stopTransaction(evse, 'other');
    return { type: 'deauthorized', sessionId };
  }

  async function ended(notice: Extract<EvseNotice, { type: 'transactionFinished' }>): Promise<EvseNotice> {
    const outcome = await endOf(notice.sessionId);
    if (outcome.ok) return { ...notice, meter: outcome.value.end, signed: outcome.value.signed, signedStart: null };
    log.error({ evse, error: outcome.error }, 'the meter gave no record: billing what it showed last');
    // Not with the controller's own reading: that is another register.
    return { type: 'resync', vehicleConnected: notice.reason !== 'EVDisconnected', transactionActive: false };
  }

  /** After a power cut the controller may not know whose transaction it was: the meter does. */
  async function endOf(sessionId: string): ReturnType<PowerMeter['end']> {
    if (sessionId !== '') return meter.end(sessionId);
    const running = await meter.running();
    return running.ok ? meter.end(running.value ?? '') : running;
  }

  async function work(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    for (let notice = waiting.shift(); notice; notice = waiting.shift()) await pass(notice);
    isBusy = false;
  }

  function tellAvailability(): void {
    const { faults = [], enabled = true, reserved = false } = availability ?? {};
    const all = failures >= LOST_AFTER ? [...faults, gone] : faults;
    tell({ type: 'availability', enabled, reserved, faults: all });
  }

  function count(outcome: Result<MeterReading, unknown>): void {
    const before = failures;
    failures = outcome.ok ? 0 : failures + 1;
    if (failures === LOST_AFTER) log.error({ evse }, 'the meter is gone: out of order');
    if (failures === LOST_AFTER || (outcome.ok && before >= LOST_AFTER)) tellAvailability();
  }

  async function poll(): Promise<void> {
    if (isReading || isBusy) return;
    isReading = true;
    const outcome = await meter.read();
    isReading = false;
    if (polling === null) return;
    count(outcome);
    // While the controller cannot be heard, a reading tells nothing of what it does.
    if (outcome.ok && !isBusy && controller.linkUp) tell({ type: 'meter', reading: outcome.value });
  }

  return {
    hear(notice: EvseNotice): void {
      waiting.push(notice);
      void work();
    },
    authorized(token: IdToken): void {
      idToken = token;
    },
    start(): void {
      polling = setInterval(() => void poll(), deps.pollMs);
      void poll();
    },
    stop(): void {
      if (polling) clearInterval(polling);
      polling = null;
    },
  };
}
