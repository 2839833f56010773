import { parseArgs } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import { err, ok, type Result } from '../../../machines/result.ts';
import type { Plan } from '../tariff/estimate.ts';
import { check } from './check.ts';
import { priceTable } from './priceTable.ts';
import { type Read, readTariffs } from './readTariffs.ts';
import { lineOf } from './remark.ts';

/**
 * `npm run tariff -- check FILE`: what an operator should know of a tariff before drivers pay it. `… -- price FILE --kwh 30
 * --minutes 40`: what a charge would cost, and why. Exit code 1: there are errors in the tariff; 2: nothing could be done.
 */

const USAGE = `usage: npm run tariff -- check FILE [--at TIME] [--zone ZONE]
       npm run tariff -- price FILE --kwh N --minutes N [--at TIME] [--zone ZONE] [--idle N] [--power KW] [--current A]

  FILE       a tariff, a list of tariffs, an OCPI answer or a station's config, in JSON
  --at       when the charge begins, such as 2026-11-23T18:00 by the clock of the place, or with Z or +01:00; else now
  --zone     IANA time zone of the place, such as Europe/Madrid; else this machine's
  --idle     minutes it stands afterwards and pays for it: what a grace time leaves
  --power    kW, --current A (all phases), for tariffs that ask for them; else the mean power of the charge`;

const options = {
  kwh: { type: 'string' },
  minutes: { type: 'string' },
  at: { type: 'string' },
  zone: { type: 'string' },
  idle: { type: 'string' },
  power: { type: 'string' },
  current: { type: 'string' },
} as const;
type Values = Partial<Record<keyof typeof options, string>>;

function zoneOf({ zone }: Values): Result<string, string> {
  const timeZone = zone ?? Temporal.Now.timeZoneId();
  try {
    return ok(Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone).timeZoneId);
  } catch {
    return err(`--zone: expected an IANA time zone such as Europe/Madrid, got ${timeZone}`);
  }
}

/** Local time is that of the place; an hour that comes twice is the first of them. */
function instantOf({ at }: Values, timeZone: string): Result<number, string> {
  if (at === undefined) return ok(Temporal.Now.instant().epochMilliseconds);
  try {
    return ok(
      /(Z|[+-]\d\d:\d\d)$/.test(at)
        ? Temporal.Instant.from(at).epochMilliseconds
        : Temporal.PlainDateTime.from(at).toZonedDateTime(timeZone).epochMilliseconds,
    );
  } catch {
    return err(`--at: expected a time such as 2026-11-23T18:00 or 2026-11-23T17:00:00Z, got ${at}`);
  }
}

const MOST = { kwh: 10_000, minutes: 10_080, idle: 10_080, power: 10_000, current: 10_000 } as const;

/** The plan of a charge, or the first thing wrong with it. */
function planOf(values: Values, timeZone: string, atMs: number): Result<Plan, string> {
  const numbers: Partial<Record<keyof typeof MOST, number>> = {};
  for (const name of Object.keys(MOST) as (keyof typeof MOST)[]) {
    const text = values[name];
    if (text === undefined) continue;
    if (!/^\d+(\.\d+)?$/.test(text) || Number(text) > MOST[name])
      return err(`--${name}: expected a number from 0 to ${MOST[name]}, got ${text}`);
    numbers[name] = Number(text);
  }
  const { kwh, minutes, idle, power, current } = numbers;
  if (kwh === undefined || minutes === undefined) return err('--kwh and --minutes: how much, and for how long?');
  const powerW = power === undefined ? undefined : power * 1000;
  return ok({ kwh, minutes, atMs, timeZone, idleMinutes: idle, powerW, currentA: current });
}

/** @returns the exit code. */
function checkAll(reads: readonly Read[], nowMs: number): number {
  let errors = 0;
  let others = 0;
  for (const { name, tariff } of reads) {
    const lines = tariff.ok
      ? check(tariff.value, nowMs).map((remark) => ({ grave: remark.severity === 'error', text: lineOf(remark) }))
      : tariff.error.map((problem) => ({ grave: true, text: `error   ${problem}` }));
    for (const { text } of lines) console.log(reads.length > 1 ? `${name}  ${text}` : text);
    errors += lines.filter(({ grave }) => grave).length;
    others += lines.filter(({ grave }) => !grave).length;
  }
  const tariffs = reads.length === 1 ? '1 tariff' : `${reads.length} tariffs`;
  console.log(`${tariffs} checked: ${errors} errors, ${others} warnings and notes`);
  return errors > 0 ? 1 : 0;
}

function priceAll(reads: readonly Read[], plan: Plan): number {
  let unread = 0;
  for (const { name, tariff } of reads) {
    if (reads.length > 1) console.log(`== ${name}`);
    for (const line of tariff.ok ? priceTable(tariff.value, plan) : tariff.error) console.log(line);
    if (!tariff.ok) unread += 1;
  }
  return unread > 0 ? 1 : 0;
}

function main(): number {
  const refuse = (why: string): number => {
    console.error(why);
    return 2;
  };
  let parsed: { values: Values; positionals: string[] };
  try {
    parsed = parseArgs({ options, allowPositionals: true });
  } catch (cause) {
    return refuse(`${(cause as Error).message}\n${USAGE}`);
  }
  const { values, positionals } = parsed;
  const [what, file, ...more] = positionals;
  if ((what !== 'check' && what !== 'price') || file === undefined || more.length > 0) return refuse(USAGE);
  const zone = zoneOf(values);
  if (!zone.ok) return refuse(zone.error);
  const at = instantOf(values, zone.value);
  if (!at.ok) return refuse(at.error);
  const reads = readTariffs(file);
  if (!reads.ok) return refuse(reads.error);
  if (what === 'check') return checkAll(reads.value, at.value);
  const plan = planOf(values, zone.value, at.value);
  return plan.ok ? priceAll(reads.value, plan.value) : refuse(plan.error);
}

process.exitCode = main();
