import { createHash } from 'node:crypto';

/**
 * JSON with sorted keys and no spaces: equal values have equal text, so texts and their hashes can be compared.
 * Undefined members are left out, as in JSON.
 * @throws RangeError on what JSON cannot carry (NaN, Infinity, a bigint, a function).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`JSON has no ${value}`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  throw new RangeError(`JSON has no ${typeof value}`);
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
