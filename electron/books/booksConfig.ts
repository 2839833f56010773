import { z } from 'zod';

/** Settings of the operator's books: the terminal's end of day, and what an export has to know of the outside. */

const account = z.string().regex(/^\d{4,8}$/, 'expected an account of four to eight digits');

const Datev = z.strictObject({
  consultant: z.int().min(1_001).max(9_999_999).optional().describe('Beraternummer'),
  client: z.int().min(1).max(99_999).optional().describe('Mandantennummer'),
  chart: z.enum(['SKR03', 'SKR04']).default('SKR03').describe('Whose usual accounts are taken where none is set'),
  accountDigits: z.int().min(4).max(8).default(4).describe('Sachkontenlänge'),
  fiscalYearStart: z
    .string()
    .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'expected MM-DD')
    .default('01-01')
    .describe('First day of the fiscal year, MM-DD'),
  cardAccount: account.optional().describe('What the card acquirer owes (Geldtransit)'),
  keyAccount: account.optional().describe('What the accounts of charging keys owe'),
  untaxedAccount: account.optional().describe('Revenue without VAT'),
  revenue: z
    .array(
      z.strictObject({
        percent: z.string().regex(/^\d{1,2}(\.\d{1,4})?$/, 'expected percent as text, such as 19 or 5.5'),
        account,
        taxKey: z
          .string()
          .regex(/^\d{0,4}$/, 'expected at most four digits')
          .default('')
          .describe('BU-Schlüssel'),
      }),
    )
    .default([])
    .describe('Revenue account and tax key of each VAT rate; the chart has 19 and 7'),
});

export const BooksConfig = z.strictObject({
  endOfDayAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected HH:MM')
    .nullable()
    .default('03:30')
    .describe("When the terminal's day is closed, by the station's clock; null: never by us"),
  endOfDayWithinMinutes: z
    .int()
    .min(5)
    .max(1_380)
    .default(180)
    .describe('While somebody charges it waits, this long; then until the next night'),
  endOfDayStaffAfterDays: z.int().min(1).default(3).describe('A payment in no end of day after this is for staff'),
  exportTo: z
    .array(z.string().regex(/^\/[^/\0]+(\/[^/\0]+)*$/, 'expected an absolute path such as /media'))
    .default(['/media', '/run/media'])
    .describe('Staff may write exports to what is mounted at or below these folders, such as a USB stick'),
  datev: Datev.prefault({}),
});
export type BooksConfig = z.infer<typeof BooksConfig>;

/** The parts that e-invoices ask for one by one. */
export const postalAddress = {
  street: z.string().min(1).optional(),
  postalCode: z.string().min(1).optional(),
  city: z.string().min(1).optional(),
  countryCode: z
    .string()
    .regex(/^[A-Z]{2}$/, 'expected two letters of ISO 3166-1, such as ES')
    .optional(),
};

export const Location = z.strictObject({
  id: z.string().min(1).max(36).describe('OCPI id of the location'),
  street: z.string().min(1).max(45),
  postalCode: z.string().min(1).max(10).optional(),
  city: z.string().min(1).max(45),
  country: z.string().regex(/^[A-Z]{3}$/, 'expected three letters of ISO 3166-1, such as ESP'),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
