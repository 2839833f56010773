import { err, ok, type Result } from './result.ts';

/** Calling codes (ITU-T E.164) of those who come by; none begins another. Others are taken as well, without a name. */
export const callingCodes: Readonly<Record<string, string>> = {
  AD: '376', AE: '971', AL: '355', AM: '374', AT: '43', AZ: '994', BA: '387', BE: '32', BG: '359', BY: '375', CA: '1', CH: '41',
  CN: '86', CY: '357', CZ: '420', DE: '49', DK: '45', DZ: '213', EE: '372', EG: '20', ES: '34', FI: '358', FO: '298',
  FR: '33', GB: '44', GE: '995', GI: '350', GR: '30', HR: '385', HU: '36', IE: '353', IL: '972', IN: '91', IQ: '964',
  IS: '354', IT: '39', JO: '962', JP: '81', KR: '82', KZ: '7', LB: '961', LI: '423', LT: '370', LU: '352', LV: '371',
  MA: '212', MC: '377', MD: '373', ME: '382', MK: '389', MT: '356', NL: '31', NO: '47', PL: '48', PT: '351', RO: '40',
  RS: '381', RU: '7', SA: '966', SE: '46', SI: '386', SK: '421', SM: '378', SY: '963', TN: '216', TR: '90', UA: '380',
  US: '1', XK: '383',
}; // biome-ignore format: a table

/** Italy and San Marino dial the first 0 from abroad as well. */
const keepsZero: ReadonlySet<string> = new Set(['39', '378']);
/** E.164, 6.2.1: fifteen digits at most. Fewer than eight with their country code are no line one could call. */
const LEAST_DIGITS = 8;
const MOST_DIGITS = 15;

export type PhoneFault = 'phoneShort' | 'phoneLong' | 'phoneForm';
export type Phone = { readonly e164: string; readonly country: string | null };

/**
 * A number as it is called from anywhere: "0171 234 567" or "0034 612…" or "+34 612…". One without a country code
 * belongs to `home`, the country the station stands in (ISO 3166).
 */
export function parsePhone(typed: string, home: string): Result<Phone, PhoneFault> {
  const bare = typed.replace(/[\s()./–-]/g, '').replace(/^00/, '+');
  if (!/^\+?\d*$/.test(bare)) return err('phoneForm');
  const code = callingCodes[home];
  if (!bare.startsWith('+') && code === undefined) return err('phoneForm');
  const digits = bare.startsWith('+') ? bare.slice(1) : `${code}${bare}`;
  if (digits.startsWith('0')) return err('phoneForm');
  const prefix = Object.values(callingCodes).find((each) => digits.startsWith(each)) ?? '';
  const e164 = keepsZero.has(prefix) ? digits : prefix + digits.slice(prefix.length).replace(/^0+/, '');
  if (e164.length < LEAST_DIGITS) return err('phoneShort');
  if (e164.length > MOST_DIGITS) return err('phoneLong');
  return ok({ e164: `+${e164}`, country: countryOf(prefix) });
}

/** Null where it is nobody's we know, or several share it as North America does. */
function countryOf(prefix: string): string | null {
  const [country, ...others] = Object.keys(callingCodes).filter((each) => callingCodes[each] === prefix);
  return others.length > 0 ? null : (country ?? null);
}
