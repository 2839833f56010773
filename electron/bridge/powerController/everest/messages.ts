import { z } from 'zod';
import type { MeterReading, SignedMeterValue } from '../../../../machines/ports/powerController.ts';

/**
 * What we read of EVerest's messages, and no more: unknown fields pass, unknown events are for the reader to skip.
 * Optional parts may also be null. Energies in Wh, powers in W, times RFC 3339.
 */
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish();

export const Powermeter = z.looseObject({
  timestamp: z.string().describe('empty when EVerest has no meter'),
  energy_Wh_import: z.looseObject({ total: z.number() }),
  power_W: maybe(z.looseObject({ total: z.number() })),
  meter_id: maybe(z.string()),
});
export type Powermeter = z.infer<typeof Powermeter>;

const SignedValue = z.looseObject({
  signed_meter_data: z.string(),
  encoding_method: z.string(),
  public_key: maybe(z.string()),
});

export const PublicKey = z.string();

const ProvidedIdToken = z.looseObject({
  id_token: z.looseObject({ value: z.string() }),
  connectors: maybe(z.array(z.int())),
});

export const SessionEvent = z.looseObject({
  uuid: z.string(),
  event: z.string(),
  session_started: maybe(z.looseObject({ reason: z.string() })),
  transaction_started: maybe(z.looseObject({ id_tag: maybe(ProvidedIdToken), meter_value: Powermeter })),
  transaction_finished: maybe(
    z.looseObject({
      reason: maybe(z.string()),
      meter_value: Powermeter,
      start_signed_meter_value: maybe(SignedValue),
      signed_meter_value: maybe(SignedValue),
    }),
  ),
  charging_paused_evse: maybe(z.looseObject({ reasons: z.array(z.string()) })),
});
export type SessionEvent = z.infer<typeof SessionEvent>;

export const SessionInfo = z.looseObject({
  state: z.string(),
  transaction_duration_s: maybe(z.number()),
  transaction_start_time: maybe(z.string()),
  transaction_end_time: maybe(z.string()),
});
export type SessionInfo = z.infer<typeof SessionInfo>;

export const EvInfo = z.looseObject({
  soc: maybe(z.number().min(0).max(100)),
  estimated_time_full: maybe(z.string()),
  battery_capacity: maybe(z.number()),
});
export type EvInfo = z.infer<typeof EvInfo>;

export const DcVoltageCurrent = z.looseObject({ voltage_V: z.number() });
export const Heartbeat = z.number().min(0);
export const DlinkReady = z.boolean();
export const IsolationMeasurement = z.looseObject({ resistance_F_Ohm: z.number() });

export const TokenValidationStatus = z.looseObject({ token: ProvidedIdToken, status: z.string() });
export type TokenValidationStatus = z.infer<typeof TokenValidationStatus>;

/** `payload` is absent when the arguments are empty. */
export const ValidateTokenRequest = z.looseObject({
  headers: z.looseObject({ replyTo: z.string() }),
  payload: maybe(ProvidedIdToken),
});
export type ValidateTokenRequest = z.infer<typeof ValidateTokenRequest>;

export const ErrorObject = z.looseObject({
  type: z.string(),
  message: z.string(),
  sub_type: maybe(z.string()),
  origin: z.looseObject({ module_id: z.string(), implementation_id: z.string() }),
});
export type ErrorObject = z.infer<typeof ErrorObject>;

export const ErrorList = z.looseObject({ errors: z.array(ErrorObject) });
export const Evse = z.looseObject({ id: z.int() });
export const Answer = z.boolean();
export const WithdrawAnswer = z.enum(['Accepted', 'AuthorizationNotFound', 'EvseNotFound', 'Rejected']);

/** Milliseconds since 1970, or null when there is no readable time. */
export function instant(text: string | null | undefined): number | null {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? null : at;
}

/** A meter without a time is read now: EVerest leaves it empty when it has no meter. */
export const readingOf = (meter: Powermeter, now: () => number): MeterReading => ({
  energyWh: meter.energy_Wh_import.total,
  atMs: instant(meter.timestamp) ?? now(),
  powerW: meter.power_W?.total ?? null,
  meterId: meter.meter_id ?? null,
});

/** `publicKey`: the meter's, as EVerest told it apart; the value's own comes before it. */
export const signedOf = (
  value: z.infer<typeof SignedValue> | null | undefined,
  publicKey: string | null,
): SignedMeterValue | null =>
  value
    ? { data: value.signed_meter_data, encoding: value.encoding_method, publicKey: value.public_key || publicKey }
    : null;
