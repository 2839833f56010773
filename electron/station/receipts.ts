import type { ReceiptOutput } from '../../machines/charge.asks.ts';
import { type ChargeContext, energyWh } from '../../machines/charge.model.ts';
import { err, ok } from '../../machines/result.ts';
import { buildReceipt } from '../billing/receipt.ts';
import { signedMeterOf } from '../metering/signedMeter.ts';
import type { ChargeDeps } from './chargeActor.ts';
import type { Config } from './config.ts';
import { costAt, periodsAt, tariffOf } from './pricing.ts';

/** Turns a finished session into a numbered receipt, written together with what its hold is to be settled for. */
export function createReceipts(evse: Config['evses'][number], { config, store, clock, log }: ChargeDeps) {
  return {
    issue(context: ChargeContext): ReceiptOutput {
      const { session, meterStart, hold } = context;
      const issued = session && store.receiptOf(session.sessionId);
      if (issued) return ok(issued);
      const meterEnd = context.meterEnd ?? context.meterLast;
      if (!session || !meterStart || !meterEnd) return err({ code: 'not_stored', detail: 'no metered session' });
      const nowMs = clock.now();
      try {
        const cost = costAt(context, config, nowMs);
        const due = hold && {
          sessionId: session.sessionId,
          amount: cost.total,
          reason: context.endReason ?? 'charged',
        };
        const receipt = store.issueReceipt(
          session.sessionId,
          (receiptNumber) =>
            buildReceipt({
              receiptNumber: config.station.receiptPrefix + receiptNumber,
              sessionId: session.sessionId,
              issuedAtMs: nowMs,
              startedAtMs: context.energySinceMs ?? session.openedAtMs,
              endedAtMs: context.finishedAtMs ?? nowMs,
              timeZone: config.station.timeZone,
              evseId: evse.evseId,
              operator: config.station.operator,
              meterStart,
              meterEnd,
              signedMeter: signedMeterOf(context),
              periods: periodsAt(context, config, nowMs),
              tariff: { id: tariffOf(context, config).id, hash: session.tariffHash },
              cost,
              paidBy: context.paidBy ?? 'bankCard',
              hold,
            }),
          due,
        );
        log.info(
          { connector: evse.evse, receipt: receipt.receiptNumber, energyWh: energyWh(context), total: receipt.total },
          'receipt issued',
        );
        return ok(receipt);
      } catch (cause) {
        log.error({ connector: evse.evse, cause: String(cause) }, 'no receipt could be written');
        return err({ code: 'not_stored', detail: String(cause) });
      }
    },
  };
}
