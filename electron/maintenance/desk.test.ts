import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { ok } from '../../machines/result.ts';
import { enrol, firstAdministrator, desk as openDesk, type TestDesk } from './fixtures.ts';
import type { Invitation } from './people.ts';
import { act } from './request.ts';
import type { Role } from './roles.ts';
import { IDLE_MS } from './sessions.ts';

let elapsedMs = 0;
beforeEach(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => {
    elapsedMs += 5_000;
    return elapsedMs;
  });
});
afterEach(() => vi.restoreAllMocks());

const ask = (at: TestDesk, token: string, name: string, input?: unknown) =>
  at.maintenance.handlers.handleRequest({ token, name, input });
const actions = (at: TestDesk) =>
  at.trail().flatMap((row) => (row.kind === 'staffAction' ? [`${row.person} ${row.action} ${row.result}`] : []));

async function invited(at: TestDesk, token: string, name: string, role: Role): Promise<Invitation> {
  const answer = await ask(at, token, 'people.invite', { name, role });
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value as Invitation;
}

test('an action is in the trail before it begins and again when it has ended', async () => {
  const at = openDesk();
  const { token } = await firstAdministrator(at);
  await invited(at, token, 'Ana', 'technician');
  expect(actions(at)).toEqual(['Administrator people.invite done', 'Administrator people.invite begun']);
  expect(at.trail()[0]).toMatchObject({ detail: 'Ana, technician', role: 'administrator' });
  expect(await ask(at, token, 'audit.list', { olderThan: null })).toMatchObject({
    value: { entries: [{ action: 'people.invite', result: 'done' }, { action: 'enrol' }, { action: 'pin' }] },
  });
});

test.each<Role>(['technician', 'bookkeeper'])(
  'the station refuses a %s what is the administrator\u2019s',
  async (role) => {
    const at = openDesk();
    const admin = await firstAdministrator(at);
    const { token } = await enrol(at, await invited(at, admin.token, 'Ana', role));
    for (const [name, input] of [
      ['people.list', undefined],
      ['people.invite', { name: 'Eve', role: 'administrator' }],
      ['people.remove', { number: admin.number }],
    ] as const)
      expect(await ask(at, token, name, input)).toMatchObject({ error: { code: 'forbidden' } });
    expect(at.store.staff.all()).toHaveLength(2);
    expect(actions(at).slice(0, 3)).toEqual([
      'Ana people.remove forbidden',
      'Ana people.invite forbidden',
      'Ana people.list forbidden',
    ]);
    expect((await ask(at, token, 'audit.list', { olderThan: null })).ok).toBe(true);
  },
);

test('a token is worth nothing after sign-out, a restart, a new sign-in of its person, or when it is made up', async () => {
  const at = openDesk();
  const admin = await firstAdministrator(at);
  const ana = await enrol(at, await invited(at, admin.token, 'Ana', 'technician'));
  const refused = { error: { code: 'signedOut' } };
  expect(await ask(at, `${admin.token}x`, 'people.remove', { number: ana.number })).toMatchObject(refused);
  expect(await ask(at.restart(), admin.token, 'people.list')).toMatchObject(refused);
  const again = await ask(at, admin.token, 'people.inviteAgain', { number: ana.number });
  if (!again.ok) throw new Error(again.error.code);
  expect(await ask(at, ana.token, 'audit.list', { olderThan: null })).toMatchObject(refused);
  expect((await ask(at, admin.token, 'session.end')).ok).toBe(true);
  expect(await ask(at, admin.token, 'people.remove', { number: ana.number })).toMatchObject(refused);
  expect(at.store.staff.all()).toHaveLength(2);
  expect(actions(at).filter((row) => row === 'null people.remove signedOut')).toHaveLength(2);
  expect(at.maintenance.isAttended()).toBe(false);
});

test('untouched for five minutes, whoever was there is signed out; what a page asks by itself is no touch', async () => {
  const at = openDesk();
  const { token } = await firstAdministrator(at);
  at.pass(IDLE_MS - 1);
  expect((await ask(at, token, 'session.stay')).ok).toBe(true);
  at.pass(IDLE_MS - 1);
  expect((await ask(at, token, 'people.list')).ok).toBe(true);
  at.pass(1);
  expect(await ask(at, token, 'people.list')).toMatchObject({ error: { code: 'signedOut' } });
  expect(at.trail()[0]).toMatchObject({ kind: 'staffSignIn', action: 'signOut', result: 'idle' });
});

test('an expired token is refused before anybody has looked, and a busy one after four hours', async () => {
  const at = openDesk();
  const { token } = await firstAdministrator(at);
  at.clock.nowMs += IDLE_MS;
  expect(await ask(at, token, 'session.stay')).toMatchObject({ error: { code: 'signedOut' } });
  const busy = openDesk();
  const admin = await firstAdministrator(busy);
  let stays = 0;
  while ((await ask(busy, admin.token, 'session.stay')).ok) {
    stays += 1;
    busy.clock.nowMs += IDLE_MS / 5;
  }
  expect(stays).toBe(240);
});

test('nobody removes or invites themselves anew, so there is always an administrator', async () => {
  const at = openDesk();
  const { token, number } = await firstAdministrator(at);
  for (const name of ['people.remove', 'people.inviteAgain'])
    expect(await ask(at, token, name, { number })).toMatchObject({ error: { code: 'yourself' } });
});

test('what is unknown, malformed or too fast is refused, and the station goes on', async () => {
  const at = openDesk();
  const { token } = await firstAdministrator(at);
  expect(await ask(at, token, 'constructor')).toMatchObject({ error: { code: 'unknown' } });
  expect(await ask(at, token, 'people.invite', { name: 'x'.repeat(10_000), role: 'king' })).toMatchObject({
    error: { code: 'malformed', detail: 'name, role' },
  });
  vi.restoreAllMocks();
  const answers = await Promise.all(Array.from({ length: 200 }, () => ask(at, token, 'people.list')));
  expect(answers.filter((answer) => !answer.ok && answer.error.code === 'tooMany').length).toBeGreaterThan(100);
});

test('what cannot be written down is not done', async () => {
  const at = openDesk();
  const { token } = await firstAdministrator(at);
  vi.spyOn(at.store, 'recordAction').mockImplementation(() => {
    throw new Error('disk full');
  });
  expect(await ask(at, token, 'people.invite', { name: 'Ana', role: 'technician' })).toMatchObject({
    error: { code: 'notRecorded' },
  });
  expect(at.store.staff.all()).toHaveLength(1);
});

test('a card number that was typed as a name is not kept in the trail', async () => {
  const at = openDesk();
  const { token } = await firstAdministrator(at);
  await ask(at, token, 'people.invite', { name: 'Ana 4111 1111 1111 1111', role: 'technician' });
  expect(JSON.stringify([...at.store.journal()])).not.toContain('1111 1111');
});

test('requests of the process around the station are heard as its own are: who, may they, and in the trail', async () => {
  const at = openDesk();
  const admin = await firstAdministrator(at);
  const ana = await enrol(at, await invited(at, admin.token, 'Ana', 'technician'));
  const done = vi.fn(() => ok(null));
  const requests = { 'machine.open': act({ roles: ['administrator'], input: z.undefined(), handle: done }) };
  const hear = (token: string, name: string) => at.maintenance.desk.hear({ token, name }, requests);
  expect(await hear(ana.token, 'machine.open')).toMatchObject({ error: { code: 'forbidden' } });
  expect(await hear('made up', 'machine.open')).toMatchObject({ error: { code: 'signedOut' } });
  expect(await hear(admin.token, 'people.list')).toMatchObject({ error: { code: 'unknown' } });
  expect(await hear(admin.token, 'constructor')).toMatchObject({ error: { code: 'unknown' } });
  expect(done).not.toHaveBeenCalled();
  expect(await hear(admin.token, 'machine.open')).toEqual({ ok: true, value: null });
  expect(done).toHaveBeenCalledOnce();
  at.maintenance.desk.intruder('machine.remote');
  expect(actions(at).slice(0, 5)).toEqual([
    'null machine.remote forbidden',
    'Administrator machine.open done',
    'Administrator machine.open begun',
    'null machine.open signedOut',
    'Ana machine.open forbidden',
  ]);
});
