/** ISO 4217 numeric codes as BMP 49 carries them. */
const numeric: Readonly<Record<string, string>> = {
  BGN: '0975',
  CHF: '0756',
  CZK: '0203',
  DKK: '0208',
  EUR: '0978',
  GBP: '0826',
  HUF: '0348',
  ISK: '0352',
  NOK: '0578',
  PLN: '0985',
  RON: '0946',
  SEK: '0752',
  USD: '0840',
};

/** BMP 49 of a currency (ISO 4217 alpha-3); null for one that ZVT terminals are not known to take. */
export const currencyCode = (currency: string): string | null => numeric[currency] ?? null;
