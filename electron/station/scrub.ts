/**
 * Takes out of a JSON value what must never be written down: fields that hold secrets or say who somebody is, and in any
 * text or number what looks like a card number or track (PCI DSS 4.0, requirements 3.3 and 3.4), a mail address, a
 * telephone number, a token, or a secret that is named as one. A person's bare name in a sentence it cannot know.
 */
export function scrub(value: unknown): unknown {
  if (typeof value === 'string') return scrubText(value);
  if (typeof value === 'number') return looksLikeCard(value) ? CARD : value;
  if (Array.isArray(value)) return value.map(scrub);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (isSecret(key, member) ? [] : [[scrubText(key), scrub(member)]])),
  );
}

const CARD = '[card number]';
const REMOVED = '[removed]';

/** By the end of a field's name, without what joins its words: `stopCode`, `new_pin`, `TOTP-Secret`. */
const SECRETS =
  /(password|passphrase|passcode|pin|pinhash|stopcode|recoverycodes?|token|secret|totp|otp|otpauth|authorization|cookie|apikey|privatekey|cvv|cvc|track[123]?|cardnumber|cardholder|cardholdername|holdername)$/;
const PERSONS =
  /^(firstname|lastname|fullname|givenname|familyname|surname|displayname|personname|customer|customername|companyname|buyer|phone|phonenumber|telephone|mobile|mailaddress|email|emailaddress)$/;

/** `code` is the driver's stop code where it is digits; where it is a word ("link_lost") it names an error. */
function isSecret(key: string, value: unknown): boolean {
  const name = key.toLowerCase().replace(/[^a-z0-9]/g, '');
  return SECRETS.test(name) || PERSONS.test(name) || (name === 'code' && /^\d+$/.test(String(value)));
}

/** A bank's card has 12 to 19 digits; longer runs may hold one. Thirteen that begin with 1 are an instant in ms. */
const looksLikeCard = (value: number): boolean => {
  const digits = BigInt(Math.trunc(Math.abs(value))).toString();
  return digits.length >= 12 && !(digits.length === 13 && digits.startsWith('1'));
};

/** ISO/IEC 7813: track 1 bears the holder's name between carets. What follows the number goes with it. */
const TRACK = /%?B\d(?:[ -]?\d){11,18}\^[^^]{0,30}\^[^?\s"]*\??|;?\d(?:[ -]?\d){11,18}[=D]\d{4}[^?\s"]*\??/gi;
/** A UUID is matched first, and kept: its groups of digits are neither card nor telephone. */
const UUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/;
const CARD_NUMBER = /\d(?:[ -]?\d){11,}/;
/** With the country's code, or as they are written at home: "0171 2345678", "089/123456", "(555) 123-4567". */
const TELEPHONE =
  /\+\d(?:[ ()./-]{0,2}\d){7,14}(?![ -]?\d)|\b0\d{1,4}[ /-]\d{3,}(?:[ -]?\d)*\b|\(\d{3}\) ?\d{3}-\d{4}\b/;
const NUMBERS = new RegExp(
  [`(?<uuid>${UUID.source})`, CARD_NUMBER.source, `(?<phone>${TELEPHONE.source})`].join('|'),
  'gi',
);
const URL_PASSWORD = /(:\/\/[^\s:/@]*):[^\s/@]+@/g;
/** A driver's address is nobody's business: replies of mail servers like to repeat it. */
const MAIL_ADDRESS = /[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+/g;
const NAMED = 'password|passphrase|passcode|pin|token|secret|totp|otp|stopcode|recovery code|one-time code';
const QUOTED_SECRET = new RegExp(`(\\\\?"\\w*(?:${NAMED}|code)\\\\?"\\s*:\\s*)(?:\\\\?"[^"]*"|\\d+)`, 'gi');
/** "pin=4711", "#token=…", "Password: hunter22"; and "PIN 4711" where digits follow. */
const NAMED_SECRET = new RegExp(`\\b((?:${NAMED})\\s*[=:]\\s*)[^\\s&"',;]+`, 'gi');
const NAMED_DIGITS = new RegExp(`\\b((?:${NAMED}|code)(?:\\s+(?:is|was))?\\s+)\\d{4,8}\\b`, 'gi');
const BEARER = /\b(bearer\s+)[\w.~+/-]+=*/gi;
const BARE = [
  /\botpauth:\/\/\S+/gi,
  /\bscrypt\$\S+/g,
  /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g,
  // Base32 as authenticators take it, in one or in groups of four; sixteen letters may be a session's name.
  /\b[A-Z2-7]{26,}\b=*|\b[A-Z2-7]{4}(?: [A-Z2-7]{4}){5,}\b/g,
];

function scrubText(text: string): string {
  const bare = BARE.reduce((left, secret) => left.replace(secret, REMOVED), text);
  return bare
    .replace(TRACK, CARD)
    .replace(NUMBERS, (...match) => {
      const { uuid, phone } = match.at(-1) as { readonly uuid?: string; readonly phone?: string };
      return uuid ?? (phone === undefined ? CARD : '[telephone number]');
    })
    .replace(URL_PASSWORD, `$1:${REMOVED}@`)
    .replace(BEARER, `$1${REMOVED}`)
    .replace(QUOTED_SECRET, `$1"${REMOVED}"`)
    .replace(NAMED_SECRET, `$1${REMOVED}`)
    .replace(NAMED_DIGITS, `$1${REMOVED}`)
    .replace(MAIL_ADDRESS, '[mail address]');
}
