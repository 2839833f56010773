import type { DoorView } from '../../electron/ipc/maintenance.ts';
import type { AnswerOf, RequestName } from '../../electron/maintenance/requests.ts';
import type { Person } from '../../electron/maintenance/roles.ts';
import { eur, MINUTE, NOW } from '../fixtures/base.ts';
import type { SignedIn } from './desk.ts';
import { uptime, usage } from './fixtures/reports.ts';
import { settings, update, words } from './fixtures/settings.ts';
import { cases, open, tests, unwell, well } from './fixtures/station.ts';
import type { PageName } from './pages.ts';

/** What staff may see, worth looking at: the gallery of the maintenance mode and the kept pictures use this list. */
export type Fixture = {
  readonly door: DoorView;
  readonly signedIn: SignedIn | null;
  readonly page: PageName;
  readonly answers: { readonly [N in RequestName]?: AnswerOf<N> };
};

const door: DoorView = {
  nowMs: NOW,
  station: { name: 'Surtidor Demo Station', timeZone: 'Europe/Madrid', simulated: true },
  languages: ['en'],
  closed: null,
  lockedUntilMs: null,
  keyOf: null,
};
const ok = <V>(value: V) => ({ ok: true, value }) as const;
const person: Person = { number: '4711', name: 'Ana Etxeberria', role: 'administrator' };
const signedIn: SignedIn = { token: 'fixture', person, recoveryCodes: null, recoveryCodesLeft: null };
const session = { 'session.look': ok({ nowMs: NOW, idleAtMs: NOW + 5 * MINUTE, drivers: [] }) };

const on = (page: PageName, answers: Fixture['answers']): Fixture => ({
  door,
  signedIn,
  page,
  answers: { ...session, ...answers },
});
const atDoor = (change: Partial<DoorView> = {}): Fixture => ({
  door: { ...door, ...change },
  signedIn: null,
  page: 'overview',
  answers: {},
});

const upkeep = ok({
  isFree: true,
  restart: 'possible',
  reloadPage: 'possible',
  places: [{ name: null, path: '/var/lib/surtidor/export' }],
} as const);

const entry = {
  person: 'Ana Etxeberria',
  role: 'administrator',
  detail: null,
  result: 'done',
  isRefused: false,
} as const;

export const fixtures: Readonly<Record<string, Readonly<Record<string, Fixture>>>> = {
  'sign-in': {
    number: atDoor(),
    locked: atDoor({ lockedUntilMs: NOW + 42_000, keyOf: '4711' }),
    closed: atDoor({ closed: 'booksDamaged' }),
    recovery: {
      ...on('overview', {}),
      signedIn: {
        ...signedIn,
        recoveryCodes: Array.from({ length: 8 }, (_, i) => String(3_141_592_653 + i * 101_010_101)),
      },
    },
  },
  overview: {
    well: on('overview', { 'overview.look': ok(well), 'cases.look': ok([]) }),
    unwell: {
      ...on('overview', {
        'overview.look': ok(unwell),
        'cases.look': ok(cases),
        'session.look': ok({ nowMs: NOW, idleAtMs: NOW + 40_000, drivers: ['B'] }),
      }),
      signedIn: { ...signedIn, recoveryCodesLeft: 3 },
    },
  },
  tests: { some: on('tests', { 'test.look': ok(tests) }) },
  actions: {
    open: on('actions', {
      'connector.list': ok([
        { connectorId: 1, label: 'A', evseId: 'ES*SUR*E0001*1', status: 'free', outOfService: null },
        { connectorId: 2, label: 'B', evseId: 'ES*SUR*E0001*2', status: 'unavailable', outOfService: 'repair' },
      ]),
      'settling.look': ok({ open: [open], awaitingEndOfDay: well.awaitingEndOfDay }),
      'upkeep.look': upkeep,
    }),
  },
  reports: {
    month: on('reports', {
      'reports.usage': ok(usage),
      'reports.uptime': ok(uptime),
      'reports.keeping': ok({ years: 6, before: '2020-01-01', older: 0 }),
    }),
  },
  books: {
    month: on('books', {
      'reports.uptime': ok(uptime),
      'reports.keeping': ok({ years: 6, before: '2020-01-01', older: 0 }),
      'books.places': ok({ sticks: [] }),
      'books.check': ok({
        totals: [
          {
            currency: 'EUR',
            receipts: 188,
            energyWh: 4_568_400,
            net: 224_183,
            rates: [{ percent: '21', net: 224_183, vat: 47_078 }],
            untaxed: 0,
            total: 271_261,
            byCard: 230_100,
            byKey: 41_161,
          },
        ],
        cards: [
          {
            currency: 'EUR',
            receipts: 230_100,
            captured: 226_684,
            capturedElsewhen: 1_708,
            open: 1_708,
            openReceipts: 1,
            openNumbers: ['S1-000042'],
            ofOthers: 0,
          },
        ],
        differences: [
          { kind: 'otherAmount', receiptNumber: 'S1-000039', total: eur(1708), captured: eur(1780) },
          { kind: 'noReceipt', captured: eur(350) },
        ],
        endsOfDay: [
          {
            seq: 912,
            key: 'day:1',
            atMs: NOW - 9 * 60 * MINUTE,
            outcome: { result: 'closed', totals: { count: 12, total: eur(17_628), schemes: [] } },
          },
        ],
        against: { csv: null, ocpi: 'station.location is not set', datev: null, hledger: null, ubl: null },
      }),
    }),
  },
  settings: {
    two: on('settings', {
      'setting.look': ok(settings),
      'setting.history': ok(words),
      'update.look': ok(update),
      'upkeep.look': upkeep,
    }),
  },
  people: {
    three: on('people', {
      'people.list': ok([
        { ...person, state: 'active', recoveryCodesLeft: 8 },
        { number: '0815', name: 'Berta Kowalczyk', role: 'bookkeeper', state: 'active', recoveryCodesLeft: 2 },
        { number: '2718', name: 'Çağlar Öztürk', role: 'technician', state: 'invited', recoveryCodesLeft: 0 },
      ]),
    }),
  },
  audit: {
    day: on('audit', {
      'audit.list': ok({
        olderThan: null,
        entries: [
          { ...entry, seq: 95, atMs: NOW - 2 * MINUTE, action: 'people.invite', detail: 'Çağlar Öztürk, technician' },
          { ...entry, seq: 94, atMs: NOW - 9 * MINUTE, action: 'connector.takeOut', detail: 'B: repair' },
          {
            ...entry,
            seq: 93,
            atMs: NOW - 31 * MINUTE,
            person: 'Berta Kowalczyk',
            role: 'bookkeeper',
            action: 'connector.takeOut',
            result: 'forbidden',
            isRefused: true,
          },
          {
            ...entry,
            seq: 90,
            atMs: NOW - 48 * MINUTE,
            person: null,
            role: null,
            action: 'pin',
            result: 'wrong',
            isRefused: true,
          },
        ],
      }),
    }),
  },
};
