import { z } from 'zod';

/** What we read of a DCBM's answers (communication protocol, /v1/), and no more. */

export const Status = z.looseObject({
  meterId: z.string(),
  publicKeyOcmf: z.string(),
  version: z.looseObject({ applicationFirmwareVersion: z.string().optional() }).optional(),
  status: z.looseObject({
    bits: z.looseObject({
      suLinkStatusIsOk: z.boolean().optional(),
      muFatalErrorOccured: z.boolean().optional(),
      transactionIsOnGoing: z.boolean(),
      tamperingIsDetected: z.boolean().optional(),
      suMeasureFailureOccurred: z.boolean().optional(),
    }),
  }),
});
export type Status = z.infer<typeof Status>;

/** Energies in kWh, power in kW. */
export const LiveMeasure = z.looseObject({ power: z.number(), energyImportTotal: z.number(), timestamp: z.string() });

/** `result` 1: accepted. During a transaction nothing is. */
export const SettingsAnswer = z.looseObject({ result: z.int() });
export const Started = z.looseObject({ running: z.boolean() });
export const Legal = z.looseObject({ transactionId: z.string() });
export const Stopped = z.looseObject({ meterValue: z.looseObject({ transactionStatus: z.int() }) });

/** Third bit of `transactionStatus`: it still runs. */
export const STILL_RUNNING = 0b100;

/** Why nothing it counts may be billed; null when it may. */
export function unfitness({ status: { bits } }: Status): string | null {
  if (bits.muFatalErrorOccured) return 'muFatalErrorOccured';
  if (bits.tamperingIsDetected) return 'tamperingIsDetected';
  if (bits.suMeasureFailureOccurred) return 'suMeasureFailureOccurred';
  return bits.suLinkStatusIsOk === false ? 'suLinkStatusIsOk' : null;
}
