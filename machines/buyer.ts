/** The company a charge is billed to, on a VAT invoice. `vatNumber` bears its country's prefix and no separators. */
export type Buyer = {
  readonly companyName: string;
  readonly vatNumber: string;
  /** ISO 3166-1: GR, although its VAT numbers begin with EL. */
  readonly countryCode: string;
};

/** Why an entry is not taken: how the number is built, its check digit, a country we cannot check, the name. */
export type BuyerFault = 'vatFormat' | 'vatCheckDigit' | 'vatCountry' | 'companyName';

/** The countries whose VAT numbers are checked, each with a number that would pass, as an example to the driver. */
export const vatExamples = {
  AT: 'ATU12345684',
  BE: 'BE0123456848',
  BG: 'BG123456793',
  CH: 'CHE123456794MWST',
  CY: 'CY12345678F',
  CZ: 'CZ12345679',
  DE: 'DE123456796',
  DK: 'DK12345682',
  EE: 'EE123456793',
  ES: 'ESB12345682',
  FI: 'FI12345698',
  FR: 'FR12345679385',
  GB: 'GB123456825',
  GR: 'EL123456795',
  HR: 'HR12345678903',
  HU: 'HU12345683',
  IE: 'IE1234567T',
  IT: 'IT12345679992',
  LT: 'LT123456811',
  LU: 'LU12345714',
  LV: 'LV41234567891',
  MT: 'MT12345725',
  NL: 'NL123456794B01',
  NO: 'NO123456793MVA',
  PL: 'PL1234567908',
  PT: 'PT512345678',
  RO: 'RO12345682',
  SE: 'SE123456789701',
  SI: 'SI12345679',
  SK: 'SK2023456787',
} as const satisfies Record<string, string>;

export type VatCountry = keyof typeof vatExamples;
export const isVatCountry = (code: string): code is VatCountry => Object.hasOwn(vatExamples, code);
export const vatCountries = Object.keys(vatExamples).filter(isVatCountry);

const shapeOf = (vatNumber: string): string => vatNumber.replace(/\d/g, '9').slice(2);

/** Whose VAT number this is by its prefix, once it is as long as one: nobody who typed it has to say so again. */
export function countryOf(typed: string): VatCountry | null {
  const bare = typed.toUpperCase().replace(/[\s.\-/]/g, '');
  const isAsIn = (code: VatCountry) =>
    vatExamples[code].startsWith(bare.slice(0, 2)) && shapeOf(vatExamples[code]) === shapeOf(bare);
  return vatCountries.find(isAsIn) ?? null;
}
