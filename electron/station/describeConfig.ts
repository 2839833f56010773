import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Config, readConfig } from './config.ts';

/** `npm run config`: every setting with its default and meaning. `npm run config -- --check FILE`: is this file right? */

type Schema = {
  type?: string | readonly string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  description?: string;
  required?: string[];
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
};

export function describeConfig(): string[] {
  const schema = z.toJSONSchema(Config, { io: 'input', unrepresentable: 'any' }) as Schema;
  return rows(schema, '').map(([path, kind, fallback, meaning]) =>
    `${path.padEnd(44)} ${kind.padEnd(10)} ${fallback.padEnd(18)} ${meaning}`.trimEnd(),
  );
}

function rows(schema: Schema, path: string, isRequired = false): [string, string, string, string][] {
  // A tariff's own fields are OCPI's: they are described there.
  if (path === 'tariff') return [[path, 'OCPI', '(required)', 'an OCPI tariff object (2.1.1 to 2.3.0)']];
  if (schema.properties)
    return Object.entries(schema.properties).flatMap(([name, child]) =>
      rows(child, path ? `${path}.${name}` : name, schema.required?.includes(name)),
    );
  if (schema.items?.properties) return rows(schema.items, `${path}[]`);
  const types = schema.type === undefined ? 'any' : [schema.type].flat().join('|');
  const kind = schema.enum?.join('|') ?? (schema.const === undefined ? types : String(schema.const));
  const fallback = schema.default === undefined ? (isRequired ? '(required)' : '') : JSON.stringify(schema.default);
  return [[path, kind, fallback, schema.description ?? '']];
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { check: { type: 'string' } } });
  if (values.check) {
    const read = readConfig(values.check);
    for (const problem of read.ok ? [] : read.error.problems) console.log(problem);
    console.log(read.ok ? `${values.check} is in order` : `${values.check}: ${read.error.problems.length} to mend`);
    process.exitCode = read.ok ? 0 : 1;
  } else {
    const lines = describeConfig();
    for (const line of lines) console.log(line);
    console.log(`${lines.length} settings`);
  }
}
