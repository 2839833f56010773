import { z } from 'zod';

/** What the meter takes, to the letter: a field too many or of another kind is refused. */

export const Settings = z.strictObject({ time: z.strictObject({ utc: z.iso.datetime() }) });

export const StartTransaction = z.strictObject({
  evseId: z.string().max(37),
  transactionId: z.string().min(1).max(37),
  clientId: z.string().max(37),
  tariffId: z.int().min(0),
  cableId: z.int().min(0).max(7),
  userData: z.string().max(255),
});
export type StartTransaction = z.infer<typeof StartTransaction>;

export const StopTransaction = z.strictObject({ running: z.literal(false) });
