import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  codeOf,
  desk,
  enrol,
  firstAdministrator,
  GOOD_PIN,
  next,
  START_MS,
  signIn,
  type TestDesk,
} from './fixtures.ts';

const MINUTE_MS = 60_000;

// A hand is never as quick as a test: the brake on tries is tried by itself.
let elapsedMs = 0;
beforeEach(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => {
    elapsedMs += 5_000;
    return elapsedMs;
  });
});
afterEach(() => vi.restoreAllMocks());

const pin = (at: TestDesk, number: string, typed: string) =>
  at.maintenance.handlers.handleSignIn({ step: 'pin', number, pin: typed });
const results = (at: TestDesk) => at.trail().map(({ action, result }) => `${action} ${result}`);

test('a new station invites its first administrator, and no password exists before', async () => {
  const at = desk();
  const invitation = await at.maintenance.firstAdministrator;
  expect(invitation).toMatchObject({ person: { role: 'administrator' }, untilMs: START_MS + 24 * 60 * MINUTE_MS });
  expect(invitation?.code).toMatch(/^\d{12}$/);
  expect(at.store.staff.all()).toHaveLength(1);
  const member = await firstAdministrator(at);
  expect(member.recoveryCodes).toHaveLength(8);
  expect(await at.restart().maintenance.firstAdministrator).toBeNull();
  expect(
    JSON.stringify(at.store.staff.all().map(({ secrets }) => Buffer.from(secrets).toString('latin1'))),
  ).not.toMatch(new RegExp(`scrypt|${member.secret}`));
});

test('the one-time code is good once and for a day', async () => {
  const at = desk();
  const invitation = await at.maintenance.firstAdministrator;
  if (!invitation) throw new Error('nobody was invited');
  const { number } = invitation.person;
  const late = desk({ nowMs: invitation.untilMs + 1 }, at.store);
  expect(await pin(late, number, invitation.code)).toMatchObject({ error: { code: 'wrong' } });
  const again = await late.maintenance.firstAdministrator;
  if (!again) throw new Error('nobody was invited anew');
  await enrol(late, again);
  expect(await pin(late, number, again.code)).toMatchObject({ error: { code: 'wrong' } });
});

test('PIN, then the code of the moment, then in; books without their key let nobody in and invite anew', async () => {
  const at = desk();
  const member = await firstAdministrator(at);
  at.pass(MINUTE_MS);
  expect(next(await signIn(at, member), 'in').person).toEqual({
    number: member.number,
    name: 'Administrator',
    role: 'administrator',
  });
  const elsewhere = desk(at.clock, at.store, 8);
  expect(await elsewhere.maintenance.firstAdministrator).toMatchObject({ person: { number: member.number } });
  expect(await pin(elsewhere, member.number, GOOD_PIN)).toMatchObject({ error: { code: 'wrong' } });
});

test('the code of a neighbouring half minute is taken, one further away is not', async () => {
  const at = desk();
  const member = await firstAdministrator(at);
  at.pass(5 * MINUTE_MS);
  const tryAt = async (offsetMs: number) => {
    const { ticket } = next(await pin(at, member.number, GOOD_PIN), 'code');
    return at.maintenance.handlers.handleSignIn({
      step: 'code',
      ticket,
      code: codeOf(member.secret, at.clock.nowMs + offsetMs),
    });
  };
  expect(await tryAt(-MINUTE_MS)).toMatchObject({ error: { code: 'wrong' } });
  expect((await tryAt(-MINUTE_MS / 2)).ok).toBe(true);
  expect((await tryAt(MINUTE_MS / 2)).ok).toBe(true);
});

test('a code that was used is refused, also the one enrolled with, and one older than the last used', async () => {
  const at = desk();
  const member = await firstAdministrator(at);
  expect(await signIn(at, member)).toMatchObject({ error: { code: 'wrong' } });
  at.pass(5 * MINUTE_MS);
  const code = codeOf(member.secret, at.clock.nowMs);
  const earlier = codeOf(member.secret, at.clock.nowMs - MINUTE_MS / 2);
  expect((await signIn(at, member)).ok).toBe(true);
  for (const used of [code, earlier]) {
    const { ticket } = next(await pin(at, member.number, GOOD_PIN), 'code');
    expect(await at.maintenance.handlers.handleSignIn({ step: 'code', ticket, code: used })).toMatchObject({
      error: { code: 'wrong' },
    });
  }
  expect(results(at).filter((row) => row === 'code replayed')).toHaveLength(3);
});

test('a recovery code stands in for the app, once', async () => {
  const at = desk();
  const { number, recoveryCodes } = await firstAdministrator(at);
  const [code = ''] = recoveryCodes;
  const enter = async () => {
    const { ticket } = next(await pin(at, number, GOOD_PIN), 'code');
    return at.maintenance.handlers.handleSignIn({ step: 'code', ticket, code });
  };
  expect(next(await enter(), 'in').recoveryCodesLeft).toBe(7);
  expect(await enter()).toMatchObject({ error: { code: 'wrong' } });
});

test('brute force: three tries are free, then each lock is twice as long, whatever is typed, and restarts keep it', async () => {
  const at = desk();
  const member = await firstAdministrator(at);
  at.pass(5 * MINUTE_MS);
  for (let i = 0; i < 2; i += 1)
    expect(await pin(at, member.number, '111111')).toMatchObject({ error: { code: 'wrong', lockedUntilMs: null } });
  expect(await pin(at, member.number, '111111')).toMatchObject({
    error: { lockedUntilMs: at.clock.nowMs + MINUTE_MS / 2 },
  });
  expect(await pin(at, member.number, GOOD_PIN)).toMatchObject({ error: { code: 'locked' } });
  expect(await pin(at.restart(), member.number, GOOD_PIN)).toMatchObject({ error: { code: 'locked' } });
  at.pass(MINUTE_MS / 2);
  expect(await pin(at, member.number, '111111')).toMatchObject({
    error: { lockedUntilMs: at.clock.nowMs + MINUTE_MS },
  });
  at.pass(MINUTE_MS);
  expect((await signIn(at, member)).ok).toBe(true);
  expect(at.store.staff.failures(member.number)).toEqual({ count: 0, lockedUntilMs: 0 });
  // The trail tells of a lock, not of each knock at it.
  expect(results(at).filter((row) => row === 'pin locked')).toHaveLength(2);
});

test('a crowd of numbers closes the station for everybody for a while, never for longer than a quarter of an hour', async () => {
  const at = desk();
  const member = await firstAdministrator(at);
  const others = ['0001', '0002', '0003', '0004', '0005', '0006', '0007', '0008', '0009', '0010'];
  for (const number of others) await pin(at, number, '123123');
  expect(await pin(at, member.number, GOOD_PIN)).toMatchObject({ error: { code: 'locked' } });
  expect(at.maintenance.handlers.handleGetDoor(undefined)).toMatchObject({ lockedUntilMs: START_MS + MINUTE_MS / 2 });
  for (let i = 0; i < 40; i += 1) {
    at.pass(15 * MINUTE_MS);
    await pin(at, String(2_000 + i), '123123');
    expect((at.store.staff.failures('').lockedUntilMs - at.clock.nowMs) / MINUTE_MS).toBeLessThanOrEqual(15);
  }
});

test('tries faster than a hand can type are not even looked at', async () => {
  vi.restoreAllMocks();
  const at = desk();
  await at.maintenance.firstAdministrator;
  const answers = await Promise.all(Array.from({ length: 30 }, () => pin(at, '0000', '123456')));
  const looked = answers.filter((answer) => !answer.ok && answer.error.code !== 'tooMany');
  expect(looked.length).toBeLessThanOrEqual(7);
  // Of those at once, no more than the free ones were compared before the lock fell.
  expect(results(at).filter((row) => row === 'pin nobody')).toHaveLength(3);
});

test('wrong codes count like wrong PINs, and a right PIN does not forgive them', async () => {
  const at = desk();
  const member = await firstAdministrator(at);
  at.pass(5 * MINUTE_MS);
  for (let i = 0; i < 3; i += 1) {
    const { ticket } = next(await pin(at, member.number, GOOD_PIN), 'code');
    await at.maintenance.handlers.handleSignIn({ step: 'code', ticket, code: '000000' });
  }
  expect(await pin(at, member.number, GOOD_PIN)).toMatchObject({ error: { code: 'locked' } });
});

test.each(['111111', '123456', '987654', '121212', '456456'])(
  'a PIN anybody would try is not taken: %s',
  async (weak) => {
    const at = desk();
    const invitation = await at.maintenance.firstAdministrator;
    if (!invitation) throw new Error('nobody was invited');
    const { number } = invitation.person;
    const { ticket, secret } = next(await pin(at, number, invitation.code), 'enrol');
    const code = codeOf(secret, at.clock.nowMs);
    const { handleSignIn } = at.maintenance.handlers;
    expect(await handleSignIn({ step: 'enrol', ticket, pin: weak, code })).toMatchObject({
      error: { code: 'weakPin' },
    });
    expect((await handleSignIn({ step: 'enrol', ticket, pin: GOOD_PIN, code })).ok).toBe(true);
  },
);

test('a ticket of one step is no ticket of another, and grows old', async () => {
  const at = desk();
  const member = await firstAdministrator(at);
  at.pass(5 * MINUTE_MS);
  const { handleSignIn } = at.maintenance.handlers;
  const { ticket } = next(await pin(at, member.number, GOOD_PIN), 'code');
  const code = codeOf(member.secret, at.clock.nowMs);
  expect(await handleSignIn({ step: 'enrol', ticket, pin: '840193', code })).toMatchObject({
    error: { code: 'stale' },
  });
  at.pass(2 * MINUTE_MS);
  expect(await handleSignIn({ step: 'code', ticket, code: codeOf(member.secret, at.clock.nowMs) })).toMatchObject({
    error: { code: 'stale' },
  });
  expect(await handleSignIn({ step: 'code', ticket: 'forged', code })).toMatchObject({ error: { code: 'stale' } });
});

test('nothing that was typed is in the books', async () => {
  const at = desk();
  const invitation = await at.maintenance.firstAdministrator;
  const member = await firstAdministrator(at);
  await pin(at, member.number, '998877');
  const journal = JSON.stringify([...at.store.journal()]);
  for (const secret of [
    GOOD_PIN,
    '998877',
    member.secret,
    invitation?.code ?? '',
    ...member.recoveryCodes,
    member.token,
  ])
    expect(journal).not.toContain(secret);
  expect(at.store.verify().ok).toBe(true);
});
