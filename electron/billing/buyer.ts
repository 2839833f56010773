import type { Validator } from 'stdnum';
import { type Buyer, type BuyerFault, isVatCountry, type VatCountry } from '../../machines/buyer.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import { isCardNumber } from '../store/cardData.ts';

/** What `stdnum` calls the number of a country's VAT payers. */
const names: Record<VatCountry, string> = {
  AT: 'uid',
  BE: 'vat',
  BG: 'vat',
  CH: 'vat',
  CY: 'vat',
  CZ: 'dic',
  DE: 'vat',
  DK: 'cvr',
  EE: 'kmkr',
  ES: 'nif',
  FI: 'alv',
  FR: 'tva',
  GB: 'vat',
  GR: 'vat',
  HR: 'oib',
  HU: 'anum',
  IE: 'vat',
  IT: 'iva',
  LT: 'pvm',
  LU: 'tva',
  LV: 'pvn',
  MT: 'vat',
  NL: 'btw',
  NO: 'mva',
  PL: 'nip',
  PT: 'nif',
  RO: 'cif',
  SE: 'vat',
  SI: 'ddv',
  SK: 'dph',
};
/** Where it begins with something else than the country's code, and what it ends in. */
const prefixes: Partial<Record<VatCountry, string>> = { CH: 'CHE', GR: 'EL' };
const suffixes: Partial<Record<VatCountry, string>> = { CH: 'MWST', NO: 'MVA' };

const NAME_AT_MOST = 100;
/** Control characters, halves of characters, and what turns the direction of writing for all that follows. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

/**
 * Looks at what a driver typed. The VAT number is told by its form and check digit, not asked for at any register: it
 * comes back with its country's prefix and ending, without separators.
 */
export async function checkBuyer(entry: Buyer): Promise<Result<Buyer, BuyerFault>> {
  const companyName = entry.companyName.normalize('NFC').trim();
  const length = [...companyName].length;
  if (length === 0 || length > NAME_AT_MOST || UNPRINTABLE.test(companyName) || isCardNumber(companyName))
    return err('companyName');
  const { countryCode } = entry;
  if (!isVatCountry(countryCode)) return err('vatCountry');
  const number = await checkVatNumber(countryCode, entry.vatNumber);
  return number.ok ? ok({ companyName, vatNumber: number.value, countryCode }) : number;
}

async function checkVatNumber(countryCode: VatCountry, typed: string): Promise<Result<string, BuyerFault>> {
  const prefix = prefixes[countryCode] ?? countryCode;
  const suffix = suffixes[countryCode] ?? '';
  const bare = typed.toUpperCase().replace(/[\s.\-/]/g, '');
  if (!/^[A-Z0-9+*]+$/.test(bare)) return err('vatFormat');
  // Not everybody knows that a country's numbers begin with other letters than its code.
  const own = prefix !== countryCode && bare.startsWith(countryCode) ? bare.slice(countryCode.length) : bare;
  const begun = bare.startsWith(prefix) ? bare : prefix + own;
  const number = suffix && /\d$/.test(begun) ? begun + suffix : begun;
  const checked = (await validatorOf(countryCode)).validate(number);
  if (checked.isValid) return ok(number);
  return err(checked.error.name === 'InvalidChecksum' ? 'vatCheckDigit' : 'vatFormat');
}

/** Loaded with the first number: it knows the numbers of the whole world and takes its time. */
async function validatorOf(countryCode: VatCountry): Promise<Validator> {
  const { stdnum } = await import('stdnum');
  const validator = stdnum[countryCode]?.[names[countryCode]];
  if (!validator) throw new Error(`stdnum has no ${countryCode}.${names[countryCode]}`);
  return validator;
}
