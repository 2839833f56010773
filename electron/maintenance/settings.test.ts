import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exampleConfig, silent } from '../station/fixtures.ts';
import { createSettings } from '../station/settings.ts';
import { opened } from '../store/fixtures.ts';
import { bench, type StaffBench } from './bench.ts';
import { START_MS } from './fixtures.ts';
import { createTariffScale, tariffRequests } from './tariffs.ts';

const { tariff } = exampleConfig();
/** The example's tariff at another price per kWh. */
const at = (price: string, more: readonly object[] = []) => ({
  ...tariff,
  elements: [
    ...tariff.elements.map(({ price_components, ...element }) => ({
      ...element,
      price_components: price_components.map((one) => (one.type === 'ENERGY' ? { ...one, price } : one)),
    })),
    ...more,
  ],
});
const look = async (staff: StaffBench) => {
  const answer = await staff.ask('administrator', 'setting.look', undefined);
  if (!answer.ok) throw new Error('not looked');
  return answer.value;
};
const seenOf = async (staff: StaffBench, path: string) =>
  staff.store.settings().find((row) => row.path === path)?.seq ?? null;
const changeTo = async (staff: StaffBench, path: string, json: string, role: 'administrator' | 'technician') => {
  const wish = { path, json, seen: await seenOf(staff, path) };
  for (;;) {
    const answer = await staff.ask(role, 'setting.change', wish);
    // A busy machine takes longer than a page waits.
    if (answer.ok || answer.error.code !== 'working') return answer;
  }
};
const change = (
  staff: StaffBench,
  path: string,
  value: unknown,
  role: 'administrator' | 'technician' = 'administrator',
) => changeTo(staff, path, JSON.stringify(value), role);
/** The same books under a station that began anew. */
const again = (staff: StaffBench, config: Record<string, object> = {}) => bench({ store: staff.store, config });

describe('a setting', () => {
  test('is recorded with who and when, shown or kept for the next start, and taken back in one touch', async () => {
    const staff = await bench();
    expect(await change(staff, 'payment.holdMinor', 9_000)).toEqual({ ok: true, value: null });
    expect(await change(staff, 'screen.dayBrightnessPercent', 70, 'technician')).toEqual({ ok: true, value: null });
    const { settings, awaitsStart } = await look(staff);
    expect(settings['payment.holdMinor']).toMatchObject({
      now: 6_000,
      next: 9_000,
      file: 6_000,
      word: { before: null },
    });
    expect(settings['screen.dayBrightnessPercent']).toMatchObject({
      now: 70,
      next: 70,
      word: { person: 'technician' },
    });
    expect(awaitsStart).toBe(true);
    expect(staff.station.view().panel.brightnessPercent).toBe(70);

    expect(await change(staff, 'payment.holdMinor', 8_000)).toMatchObject({ ok: true });
    const seen = await seenOf(staff, 'payment.holdMinor');
    const undo = () => staff.ask('administrator', 'setting.undo', { path: 'payment.holdMinor', seen: seen ?? 0 });
    expect(await undo()).toEqual({ ok: true, value: null });
    expect((await look(staff)).settings['payment.holdMinor']).toMatchObject({ next: 9_000, word: { before: 8_000 } });
    expect(await undo()).toMatchObject({ error: { code: 'moved' } });
    expect(await staff.ask('technician', 'setting.history', undefined)).toMatchObject({
      value: [
        { path: 'payment.holdMinor', value: 9_000, person: expect.any(String), atMs: START_MS },
        { path: 'payment.holdMinor', value: 8_000 },
        { path: 'screen.dayBrightnessPercent', value: 70, person: 'technician' },
        { path: 'payment.holdMinor', value: 9_000 },
      ],
    });
    expect(staff.store.verify().ok).toBe(true);
    expect(staff.trail().slice(0, 2)).toEqual(['administrator setting.undo moved', 'administrator setting.undo done']);
  });

  test('is the file’s again where there was none before, and nothing is left to take back', async () => {
    const staff = await bench();
    expect(await staff.ask('administrator', 'setting.undo', { path: 'station.helpLine', seen: 1 })).toMatchObject({
      error: { code: 'nothingToUndo' },
    });
    await change(staff, 'station.helpLine', '+34 900 000 002');
    expect(staff.station.view().station.helpLine).toBe('+34 900 000 002');
    const seen = await seenOf(staff, 'station.helpLine');
    await staff.ask('administrator', 'setting.undo', { path: 'station.helpLine', seen: seen ?? 0 });
    expect(staff.station.view().station.helpLine).toBe('+34 900 123 456');
    expect((await look(staff)).settings['station.helpLine'].word).toMatchObject({ isFiles: true });
    expect(await change(staff, 'station.helpLine', null)).toMatchObject({ error: { code: 'alreadySo' } });
  });

  test('that cannot be is refused and stands in the trail', async () => {
    const fee = [{ price_components: [{ type: 'FLAT', price: 5, vat: 21, step_size: 1 }] }];
    const staff = await bench({ config: { tariff: { elements: fee } } });
    const refused: readonly (readonly [string, string, unknown, string])[] = [
      ['what is no setting', 'cardTerminal.host', 'evil', 'notASetting'],
      ['a path that leads elsewhere', '__proto__', {}, 'notASetting'],
      ['a cable’s service', 'service.1', null, 'notASetting'],
      ['a hold of nothing', 'payment.holdMinor', 99, 'invalid'],
      ['a hold below the session fee', 'payment.holdMinor', 500, 'outOfBounds'],
      ['a hold with a nought too many', 'payment.holdMinor', 60_000, 'outOfBounds'],
      ['a hold that is no number', 'payment.holdMinor', '6000', 'invalid'],
      ['no language at all', 'station.languages', [], 'invalid'],
      ['a screen that is black', 'screen.nightBrightnessPercent', 0, 'invalid'],
      ['a card’s number for a help line', 'station.helpLine', '4111 1111 1111 1111', 'invalid'],
      ['a chat without TLS', 'support.chat', 'http://help.example/', 'invalid'],
      ['a novel', 'station.helpLine', 'x'.repeat(9_000), 'tooLarge'],
      ['a tariff as long as a book', 'tariff', 'x'.repeat(40_000), 'tooLarge'],
      ['what is so already', 'payment.holdMinor', 6_000, 'alreadySo'],
    ];
    for (const [what, path, value, code] of refused) {
      expect(await change(staff, path, value), what).toMatchObject({ ok: false, error: { code } });
      expect(staff.trail()[0]).toBe(`administrator setting.change ${code}`);
    }
    expect(staff.store.settings()).toEqual([]);
  });

  test('of the operator’s is none of a technician’s, and none at all of a bookkeeper’s', async () => {
    const staff = await bench();
    for (const path of ['tariff', 'payment.holdMinor', 'station.languages', 'station.helpLine', 'support.chat'])
      expect(await change(staff, path, 'x', 'technician')).toMatchObject({ error: { code: 'forbidden' } });
    expect(staff.trail()[0]).toBe('technician setting.change forbidden');
    await change(staff, 'payment.holdMinor', 9_000);
    const seen = await seenOf(staff, 'payment.holdMinor');
    for (const [name, input] of [
      ['setting.undo', { path: 'payment.holdMinor', seen }],
      ['tariff.look', undefined],
      ['tariff.try', { json: '{}' }],
      ['tariff.fetch', { stick: '/media', name: 'x.json' }],
    ] as const)
      expect(await staff.askAny('technician', name, input)).toMatchObject({ error: { code: 'forbidden' } });
    for (const name of ['setting.look', 'setting.history', 'setting.change', 'setting.undo', 'update.look'])
      expect(await staff.askAny('bookkeeper', name)).toMatchObject({ error: { code: 'forbidden' } });
    expect(staff.store.settings()).toMatchObject([{ path: 'payment.holdMinor', value: 9_000 }]);
  });

  test('that two people change at once is changed by the first', async () => {
    const staff = await bench();
    const wish = { path: 'station.helpLine', seen: null };
    expect((await staff.ask('administrator', 'setting.change', { ...wish, json: '"112"' })).ok).toBe(true);
    expect(await staff.ask('administrator', 'setting.change', { ...wish, json: '"113"' })).toMatchObject({
      error: { code: 'moved' },
    });
  });

  test('that no longer fits the file is told, and the station sells by the file', async () => {
    const staff = await bench();
    await change(staff, 'payment.holdMinor', 1_000);
    const fee = [{ price_components: [{ type: 'FLAT', price: 50, vat: 21, step_size: 1 }] }];
    const after = await again(staff, { tariff: { elements: fee } });
    const words = createSettings({
      file: exampleConfig({ tariff: { elements: fee } }),
      store: staff.store,
      log: silent,
    });
    expect(words.running.payment.holdMinor).toBe(6_000);
    expect([...words.broken().keys()]).toEqual(['payment.holdMinor']);
    await after.station.handlers.kiosk.handleSendIntent({ type: 'SELECT_CONNECTOR', connectorId: 1 });
    expect(after.station.view().screen).toMatchObject({ name: 'price', hold: { minor: 6_000 } });
  });
});

describe('a tariff', () => {
  test('is shown beside the present one, and drivers pay it from the next start on', async () => {
    const staff = await bench();
    expect(await change(staff, 'tariff', at('0.69'))).toEqual({ ok: true, value: null });
    const tried = await staff.ask('administrator', 'tariff.try', { json: JSON.stringify({ data: [at('0.69')] }) });
    expect(tried).toMatchObject({
      value: {
        isNews: false,
        before: { parts: [{ kind: 'energy', amount: '0.59' }, {}, {}] },
        after: { parts: [{ kind: 'energy', amount: '0.69' }, {}, {}] },
        samples: [{ kwh: 30, minutes: 40, before: { minor: 1_805 }, after: { minor: 2_105 } }, {}, {}],
      },
    });
    expect(staff.station.view().price.parts[0]).toMatchObject({ amount: '0.59' });
    const after = await again(staff);
    expect(after.station.view().price.parts[0]).toMatchObject({ amount: '0.69' });
    const seen = (await seenOf(staff, 'tariff')) ?? 0;
    expect(await staff.ask('administrator', 'setting.undo', { path: 'tariff', seen })).toEqual({
      ok: true,
      value: null,
    });
    expect((await again(staff)).station.view().price.parts[0]).toMatchObject({ amount: '0.59' });
  });

  test('that drivers would not pay as it is meant is refused before it is recorded', async () => {
    const staff = await bench();
    const refused: readonly (readonly [string, string, string])[] = [
      ['that is no JSON', '{"id":', 'notJson'],
      ['that is none', '{"id": "x"}', 'invalid'],
      ['with a brother', JSON.stringify([at('0.6'), at('0.7')]), 'notOneTariff'],
      ['of another currency', JSON.stringify({ ...at('0.6'), currency: 'GBP' }), 'otherCurrency'],
      ['that would eat the hold', JSON.stringify(at('700')), 'holdTooSmall'],
      ['with a price nobody pays', JSON.stringify(at('0.6', at('0.3').elements)), 'tariffErrors'],
      ['that is over', JSON.stringify({ ...at('0.6'), end_date_time: '2026-01-01T00:00:00Z' }), 'tariffErrors'],
    ];
    for (const [what, json, code] of refused) {
      const answer = await changeTo(staff, 'tariff', json, 'administrator');
      expect(answer, what).toMatchObject({ ok: false, error: { code } });
    }
    expect(staff.store.settings()).toEqual([]);
  });

  test('by power is refused where the price of the beginning holds for the charge', async () => {
    const staff = await bench({ config: { station: { market: 'us' } } });
    const [one] = at('0.6').elements;
    const json = JSON.stringify(at('0.6', [{ ...one, restrictions: { min_power: 50 } }]));
    const refused = {
      ok: false,
      error: { code: 'invalid', problems: [expect.stringMatching(/^elements\.1\..*min_power/)] },
    };
    expect(await staff.ask('administrator', 'tariff.try', { json })).toEqual(refused);
    expect(await changeTo(staff, 'tariff', json, 'administrator')).toEqual(refused);
    expect(staff.store.settings()).toEqual([]);
  });

  test('comes from a stick, by a name of the list alone', async () => {
    const media = mkdtempSync(join(tmpdir(), 'surtidor-media-'));
    const stick = join(media, 'KINGSTON');
    mkdirSync(join(stick, 'folder.json'), { recursive: true });
    const secret = join(media, 'secret.json');
    for (const path of [secret, join(stick, 'tariff.json'), join(stick, '.hidden.json'), join(stick, 'notes.txt')])
      writeFileSync(path, '{"id": "x"}');
    writeFileSync(join(stick, 'huge.json'), 'x'.repeat(30_000));
    symlinkSync(secret, join(stick, 'link.json'));
    const config = exampleConfig({ books: { exportTo: [media] } });
    const settings = createSettings({ file: config, store: opened(), log: silent });
    const mounts = () => [{ path: stick, readOnly: false }];
    const scale = createTariffScale({ config, settings, now: () => START_MS });
    const requests = tariffRequests({ config, settings }, scale, mounts);
    const by = { number: '1234', name: 'Ada', role: 'administrator' } as const;
    expect(await requests['tariff.files'].handle(undefined, by)).toEqual({
      ok: true,
      value: [{ stick, stickName: 'KINGSTON', name: 'tariff.json', bytes: 11 }],
    });
    const fetch = (name: string, from = stick) => requests['tariff.fetch'].handle({ stick: from, name }, by);
    expect(await fetch('tariff.json')).toEqual({ ok: true, value: { json: '{"id": "x"}' } });
    for (const name of [
      '../secret.json',
      'link.json',
      'folder.json',
      'huge.json',
      '.hidden.json',
      secret,
      '/etc/passwd',
    ])
      expect(await fetch(name)).toEqual({ ok: false, error: { code: 'noFile' } });
    expect(await fetch('secret.json', media)).toEqual({ ok: false, error: { code: 'noFile' } });
  });
});
