import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { MADRID, NOON_MS, twelve34, write } from '../books/fixtures.ts';
import { exampleConfig } from '../station/fixtures.ts';
import { opened } from '../store/fixtures.ts';
import { reportRequests } from './reports.ts';

const november = { kind: 'month', day: '2026-11-01' } as const;
const by = { number: '1234', name: 'Vera', role: 'bookkeeper' } as const;

/** The requests on books with one charge, which the station has open. */
function requests(fill = true) {
  const dataDir = mkdtempSync(join(tmpdir(), 'surtidor-reports-'));
  const clock = { nowMs: NOON_MS };
  if (fill) {
    const store = opened(join(dataDir, 'station.db'), () => clock.nowMs);
    write(store, twelve34, {}, clock);
    store.recordConnectorState({ connectorId: 1, state: 'fault', sinceMs: NOON_MS, timeZone: MADRID });
  }
  const config = { ...exampleConfig(), dataDir };
  return reportRequests({ config, now: () => clock.nowMs + 3_600_000, log: pino({ level: 'silent' }) });
}

test('a report is read from the books of the running station', async () => {
  const made = requests();
  const usage = await made['reports.usage'].handle(november, by);
  expect(usage).toMatchObject({ ok: true, value: { currency: 'EUR', totals: { sessions: 1, gross: 1234 } } });
  const uptime = await made['reports.uptime'].handle(november, by);
  expect(uptime.ok && uptime.value.connectors[0]?.down).toEqual([{ state: 'fault', ms: 3_601_000 }]);
});

test('each table is a file with the numbers of the screen', async () => {
  const made = requests();
  const csv = async (table: 'time' | 'payments' | 'uptime') => {
    const file = await made['reports.csv'].handle({ period: november, table }, by);
    if (!file.ok) throw new Error(file.error.code);
    return [file.value.name, file.value.text.trimEnd().split('\r\n')] as const;
  };
  const [name, time] = await csv('time');
  expect(name).toBe('time-2026-11-01-2026-12-01.csv');
  expect(time).toHaveLength(31);
  expect(time[0]).toBe('\uFEFFday,sessions,energy kWh,revenue EUR');
  expect(time[10]).toBe('2026-11-10,1,20.000,12.34');
  expect((await csv('payments'))[1][1]).toBe('bankCard,VISA,contactless,1,12.34');
  expect((await csv('uptime'))[1][1]).toMatch(/^A,1\.00,0\.00,0\.00,fault,1\.00$/);
});

test('money is for those who keep the books; how long it was up is for everyone', () => {
  const made = requests();
  expect(made['reports.usage'].roles).toEqual(['bookkeeper', 'administrator']);
  expect(made['reports.csv'].roles).toEqual(['bookkeeper', 'administrator']);
  expect(made['reports.uptime'].roles).toContain('technician');
});

test.each([
  [{ kind: 'day', day: '2026-02-30' }, 'notADay'],
  [{ kind: 'custom', day: '2026-02-03', last: '2026-02-01' }, 'endsBeforeItBegins'],
] as const)('%o is no period', async (period, code) => {
  expect(await requests()['reports.usage'].handle(period, by)).toEqual({ ok: false, error: { code } });
});

test('what is no day is refused before it reaches anything', () => {
  const { input } = requests()['reports.csv'];
  for (const day of ['../../etc/passwd', "2026-01-01' OR 1", '2026-1-1', '', 'x'.repeat(1e5)])
    expect(input.safeParse({ period: { kind: 'day', day }, table: 'time' }).success).toBe(false);
  expect(input.safeParse({ period: november, table: 'sqlite_schema' }).success).toBe(false);
});

test('without books there is a reason, and no file is made', async () => {
  expect(await requests(false)['reports.usage'].handle(november, by)).toEqual({
    ok: false,
    error: { code: 'unreadable' },
  });
});

test('receipts are told that need not be kept any more, so many years after the end of theirs', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'surtidor-reports-'));
  const store = opened(join(dataDir, 'station.db'));
  for (const [index, day] of ['2019-06-01', '2019-12-31', '2020-01-01', '2026-11-10'].entries())
    write(store, { ...twelve34, id: `K${index}`, issuedAtMs: Date.parse(`${day}T12:00:00+01:00`) });
  const kept = async (market: 'eu' | 'de', now: string) => {
    const config = exampleConfig({ station: { market } });
    const parts = { config: { ...config, dataDir }, now: () => Date.parse(now), log: pino({ level: 'silent' }) };
    const answer = await reportRequests(parts)['reports.keeping'].handle(undefined, by);
    return answer.ok ? answer.value : answer.error;
  };
  expect(await kept('eu', '2026-11-23T12:00:00Z')).toEqual({ years: 6, before: '2020-01-01', older: 2 });
  expect(await kept('eu', '2025-12-31T22:30:00Z')).toEqual({ years: 6, before: '2019-01-01', older: 0 });
  expect(await kept('eu', '2025-12-31T23:30:00Z')).toEqual({ years: 6, before: '2020-01-01', older: 2 });
  expect(await kept('de', '2026-11-23T12:00:00Z')).toEqual({ years: 8, before: '2018-01-01', older: 0 });
});
