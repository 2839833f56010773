import { readFileSync } from 'node:fs';
import { err, ok, type Result } from '../../../machines/result.ts';
import { OcpiTariff } from '../ocpiTariff.ts';

export type Read = { readonly name: string; readonly tariff: Result<OcpiTariff, readonly string[]> };

/**
 * The tariffs of a file: one tariff, a list of them, an OCPI answer with `data`, or a station's config. Each that cannot be
 * read says why, with the path of the bad field.
 */
export function readTariffs(file: string): Result<readonly Read[], string> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    return err(`${file}: ${(cause as Error).message}`);
  }
  const tariffs = tariffsOf(json);
  return tariffs.length > 0 ? ok(tariffs) : err(`${file}: there is no tariff in it`);
}

/** The same of what was read already. */
export const tariffsOf = (json: unknown): readonly Read[] =>
  tariffsIn(json).map((tariff, i) => ({ name: nameOf(tariff) ?? `tariff ${i}`, tariff: parse(tariff) }));

function tariffsIn(json: unknown): readonly unknown[] {
  if (Array.isArray(json)) return json;
  if (typeof json !== 'object' || json === null) return [];
  if ('tariff' in json) return tariffsIn(json.tariff);
  return 'data' in json && !('elements' in json) ? tariffsIn(json.data) : [json];
}

const nameOf = (json: unknown): string | null =>
  typeof json === 'object' && json !== null && 'id' in json && typeof json.id === 'string' ? json.id : null;

function parse(json: unknown): Read['tariff'] {
  const parsed = OcpiTariff.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  return err(parsed.error.issues.map((issue) => `${issue.path.join('.') || '(tariff)'}: ${issue.message}`));
}
