/**
 * Takes out of a JSON value what must never be written down: fields that hold secrets, and in any text or number what
 * looks like a card number (PCI DSS 4.0, requirement 3.3).
 */
export function scrub(value: unknown): unknown {
  if (typeof value === 'string') return scrubText(value);
  if (typeof value === 'number') return looksLikeCard(value) ? MASK : value;
  if (Array.isArray(value)) return value.map(scrub);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (isSecret(key, member) ? [] : [[scrubText(key), scrub(member)]])),
  );
}

const MASK = '[card number]';

const SECRETS = /^(password|passphrase|pin|pinhash|stopcode|token|idtoken|secret)$/i;

/** `code` is the driver's stop code where it is digits; where it is a word ("link_lost") it names an error. */
const isSecret = (key: string, value: unknown): boolean =>
  SECRETS.test(key) || (/^code$/i.test(key) && /^\d+$/.test(String(value)));

/** A bank's card has 12 to 19 digits; longer runs may hold one. Thirteen that begin with 1 are an instant in ms. */
const looksLikeCard = (value: number): boolean => {
  const digits = BigInt(Math.trunc(Math.abs(value))).toString();
  return digits.length >= 12 && !(digits.length === 13 && digits.startsWith('1'));
};

/** A UUID is matched first, and kept: its groups of digits are no card. */
const UUID_OR_CARD = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\d(?:[ -]?\d){11,}/gi;
const URL_PASSWORD = /(:\/\/[^\s:/@]*):[^\s/@]+@/g;
/** A driver's address is nobody's business: replies of mail servers like to repeat it. */
const MAIL_ADDRESS = /[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+/g;
const QUOTED_SECRET = /("(?:password|pin|code|token)"\s*:\s*)(?:"[^"]*"|\d+)/gi;

function scrubText(text: string): string {
  return text
    .replace(UUID_OR_CARD, (match) => (/^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(match) ? match : MASK))
    .replace(URL_PASSWORD, '$1:[removed]@')
    .replace(QUOTED_SECRET, '$1"[removed]"')
    .replace(MAIL_ADDRESS, '[mail address]');
}
