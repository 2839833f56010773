import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { curveOfAlgorithm } from '../metering/ocmf/curves.ts';
import { readOcmf } from '../metering/ocmf/record.ts';
import { type Verdict, verifyOcmf } from '../metering/ocmf/verify.ts';

/**
 * Holds our reader of signed meter values against records of real meters: `node electron/conformance/ocmf.ts FILE`. Each
 * record gets the verdict its file says, and loses it when its payload is altered. Exit code 1 when one does not.
 */

const Samples = z.array(
  z.looseObject({
    name: z.string(),
    record: z.string(),
    public_key: z.string().nullish(),
    expected_verified: z.boolean().nullable().describe('null: cannot be checked'),
    algorithm: z.string().optional(),
    lenient: z.boolean().optional().describe('a strict reader would refuse it'),
  }),
);
type Sample = z.infer<typeof Samples>[number];

const verdictOf = { true: 'verified', false: 'notVerified', null: 'cannotBeChecked' } as const;
const told = (verdict: Verdict): string => ('why' in verdict ? `${verdict.result} (${verdict.why})` : verdict.result);

/** What is other than the file says, in words; none when all is well. */
function differences(sample: Sample): string[] {
  const key = sample.public_key ?? null;
  const verdict = verifyOcmf(sample.record, key);
  const wanted = verdictOf[`${sample.expected_verified}`];
  if (verdict.result !== wanted) return [`expected ${wanted}, got ${told(verdict)}`];
  if (verdict.result !== 'verified') return [];

  const curve = sample.algorithm === undefined ? verdict.curve : curveOfAlgorithm(sample.algorithm)?.name;
  const altered = verifyOcmf(sample.record.replace('|', '| '), key);
  return [
    ...(verdict.curve === curve ? [] : [`expected the curve of ${sample.algorithm}, got ${verdict.curve}`]),
    ...(sample.lenient && !verdict.lenient ? ['expected a note that a strict reader would refuse it'] : []),
    ...(altered.result === 'notVerified' ? [] : [`altered, expected notVerified, got ${told(altered)}`]),
  ];
}

function run(file: string): number {
  const samples = Samples.parse(JSON.parse(readFileSync(file, 'utf8')));
  let wrong = 0;
  for (const sample of samples) {
    const found = differences(sample);
    if (found.length > 0) wrong += 1;
    for (const difference of found) console.log(`DIFFERENT ${sample.name}: ${difference}`);
  }
  const unreadable = samples.filter(({ record }) => !readOcmf(record).ok).length;
  console.log(`ocmf: ${samples.length - wrong} of ${samples.length} records as expected, ${unreadable} unreadable`);
  return wrong > 0 || samples.length === 0 ? 1 : 0;
}

const file = process.argv[2];
if (file === undefined) {
  console.error('ocmf: name a file of records: node electron/conformance/ocmf.ts FILE');
  process.exitCode = 2;
} else {
  process.exitCode = run(file);
}
