import { z } from 'zod';

/** A charge detail record of OCPI 2.2.1 (CDRs module), as far as a station can fill it; nothing else may be in it. */

const text = (longest: number) => z.string().min(1).max(longest);
const ciText = (longest: number) =>
  text(longest).regex(/^[\x20-\x7e]+$/, 'expected printable ASCII (OCPI 2.2.1, CiString)');
const dateTime = z.iso.datetime({ message: 'expected a time in UTC (RFC 3339)' }).max(25);
const countryCode = z.string().regex(/^[A-Z]{2}$/);
const partyId = z.string().regex(/^[A-Za-z0-9*]{3}$/);
const currency = z.string().regex(/^[A-Z]{3}$/);
/** OCPI writes numbers with four decimals (types, number). */
const number = z.number().refine((value) => Number(value.toFixed(4)) === value, 'expected at most four decimals');

const Price = z.strictObject({ excl_vat: number, incl_vat: number.optional() });

const PriceComponent = z.strictObject({
  type: z.enum(['ENERGY', 'FLAT', 'PARKING_TIME', 'TIME']),
  price: number,
  vat: number.optional(),
  step_size: z.int().min(0),
});

const Restrictions = z.strictObject({
  start_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  end_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  start_date: z.iso.date().optional(),
  end_date: z.iso.date().optional(),
  min_kwh: number.optional(),
  max_kwh: number.optional(),
  min_current: number.optional(),
  max_current: number.optional(),
  min_power: number.optional(),
  max_power: number.optional(),
  min_duration: z.int().min(0).optional(),
  max_duration: z.int().min(0).optional(),
  day_of_week: z
    .array(z.enum(['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']))
    .optional(),
  reservation: z.enum(['RESERVATION', 'RESERVATION_EXPIRES']).optional(),
});

export const Tariff = z.strictObject({
  country_code: countryCode,
  party_id: partyId,
  id: ciText(36),
  currency,
  type: z.enum(['AD_HOC_PAYMENT', 'PROFILE_CHEAP', 'PROFILE_FAST', 'PROFILE_GREEN', 'REGULAR']).optional(),
  min_price: Price.optional(),
  max_price: Price.optional(),
  elements: z
    .array(z.strictObject({ price_components: z.array(PriceComponent).min(1), restrictions: Restrictions.optional() }))
    .min(1),
  start_date_time: dateTime.optional(),
  end_date_time: dateTime.optional(),
  last_updated: dateTime,
});
export type Tariff = z.infer<typeof Tariff>;

const ChargingPeriod = z.strictObject({
  start_date_time: dateTime,
  dimensions: z
    .array(
      z.strictObject({
        type: z.enum(['ENERGY', 'MAX_POWER', 'MIN_POWER', 'PARKING_TIME', 'TIME']),
        volume: number,
      }),
    )
    .min(1),
  tariff_id: ciText(36).optional(),
});

/** SAE_J3400 and MCS are named as OCPI 2.3.0 does: 2.2.1 has no word for them. */
export const connectorStandards = {
  CCS2: 'IEC_62196_T2_COMBO',
  CCS1: 'IEC_62196_T1_COMBO',
  CHAdeMO: 'CHADEMO',
  NACS: 'SAE_J3400',
  MCS: 'MCS',
  Type2: 'IEC_62196_T2',
} as const;

const coordinate = (digits: number) => z.string().regex(new RegExp(`^-?\\d{1,${digits}}\\.\\d{5,7}$`));

export const Cdr = z.strictObject({
  country_code: countryCode,
  party_id: partyId,
  id: ciText(39),
  start_date_time: dateTime,
  end_date_time: dateTime,
  session_id: ciText(36),
  cdr_token: z.strictObject({
    country_code: countryCode,
    party_id: partyId,
    uid: ciText(36),
    type: z.enum(['AD_HOC_USER', 'APP_USER', 'OTHER', 'RFID']),
    contract_id: ciText(36),
  }),
  auth_method: z.enum(['AUTH_REQUEST', 'COMMAND', 'WHITELIST']),
  authorization_reference: ciText(36).optional(),
  cdr_location: z.strictObject({
    id: ciText(36),
    name: text(255).optional(),
    address: text(45),
    city: text(45),
    postal_code: text(10).optional(),
    country: z.string().regex(/^[A-Z]{3}$/),
    coordinates: z.strictObject({ latitude: coordinate(2), longitude: coordinate(3) }),
    evse_uid: ciText(36),
    evse_id: ciText(48),
    connector_id: ciText(36),
    connector_standard: z.enum(connectorStandards),
    connector_format: z.enum(['SOCKET', 'CABLE']),
    connector_power_type: z.enum(['AC_1_PHASE', 'AC_3_PHASE', 'DC']),
  }),
  meter_id: text(255).optional(),
  currency,
  tariffs: z.array(Tariff).optional(),
  charging_periods: z.array(ChargingPeriod).min(1),
  signed_data: z
    .strictObject({
      encoding_method: ciText(36),
      public_key: text(512).optional(),
      signed_values: z
        .array(
          z.strictObject({
            nature: z.enum(['Start', 'End']),
            plain_data: z.string().max(512),
            signed_data: text(5_000),
          }),
        )
        .min(1),
    })
    .optional(),
  total_cost: Price,
  total_energy: number,
  total_time: number,
  total_parking_time: number.optional(),
  invoice_reference_id: ciText(39),
  last_updated: dateTime,
});
export type Cdr = z.infer<typeof Cdr>;
