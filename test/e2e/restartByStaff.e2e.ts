import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { SignInAnswer, StaffAnswer } from '../../electron/ipc/maintenance.ts';
import { expect, type Hardware, type Process, test } from './split.ts';
import { codeNow, PIN } from './staff.ts';

/** Staff order a restart of a station that is a process of its own, while somebody charges at it. */

type Staff = { ask(name: string, input?: unknown): Promise<StaffAnswer> };

async function doorOf(station: Process) {
  const url = new URL(/maintenance page +(\S+)/.exec(station.printed())?.[1] ?? '');
  const door = `ws://${url.host}/maintenance/socket?groups=maintenance&${url.hash.slice(1)}`;
  const socket = new WebSocket(door, { origin: url.origin });
  socket.on('error', () => socket.terminate()); // the station has ended under it
  await once(socket, 'open');
  let last = 0;
  return async <A>(call: string, input: unknown): Promise<A> => {
    last += 1;
    socket.send(JSON.stringify({ id: last, call: `maintenance.${call}`, input }));
    const [bytes] = await once(socket, 'message');
    return (JSON.parse(String(bytes)) as { output: A }).output;
  };
}

/** The first administrator, by what the console says. */
async function enrolled(station: Process): Promise<Staff> {
  const call = await doorOf(station);
  const [, number, code = ''] = /number (\d{4}) and the one-time code ([\d ]+) \(/.exec(station.printed()) ?? [];
  const signIn = async (step: object) => {
    const answer = await call<SignInAnswer>('signIn', step);
    if (!answer.ok) throw new Error(`sign-in: ${answer.error.code}`);
    return answer.value;
  };
  const shown = await signIn({ step: 'pin', number, pin: code.replaceAll(' ', '') });
  if (shown.next !== 'enrol') throw new Error(shown.next);
  const inside = await signIn({ step: 'enrol', ticket: shown.ticket, pin: PIN, code: codeNow(shown.secret) });
  if (inside.next !== 'in') throw new Error(inside.next);
  return { ask: (name, input) => call<StaffAnswer>('request', { token: inside.token, name, input }) };
}

const bench = ({ simulation }: Hardware, action: Parameters<typeof simulation.handlers.handleAct>[0]) =>
  Promise.resolve(simulation.handlers.handleAct(action));

test.use({ settings: { 'simulation.speed': '10' } });

test('a restart waits for the charge that runs, is announced, and ends and begins the process once it is free', async ({
  hardware,
}) => {
  test.slow();
  const station = await hardware.spawn();
  const staff = await enrolled(station);
  await station.does({ type: 'SELECT_CONNECTOR', connectorId: 1 }, 'price');
  await station.does({ type: 'START', connectorId: 1 }, 'present', ({ step }) => step === 'card');
  await bench(hardware, { type: 'presentCard', card: 'visa' });
  await station.sees('plug', ({ step }) => step === 'cable');
  await bench(hardware, { type: 'plugIn', evse: 1, car: 'ioniq' });
  const { energyWh } = await station.sees('charging', (screen) => screen.energyWh >= 50);

  expect(await staff.ask('upkeep.restart', { when: 'now' })).toEqual({ ok: false, error: { code: 'inUse' } });
  expect(await staff.ask('upkeep.restart', { when: 'whenFree' })).toEqual({ ok: true, value: null });
  // Well beyond the seconds it takes from the order to the end of a process that is free.
  await station.sees('charging', (screen) => screen.energyWh >= energyWh + 1_500);
  expect(await staff.ask('upkeep.look')).toMatchObject({ value: { isFree: false, restart: 'waiting' } });
  await bench(hardware, { type: 'unplug', evse: 1 });
  await station.sees('receipt', ({ hold }) => hold?.state === 'captured');
  expect(station.printed()).not.toContain('begins anew');
  station.send({ type: 'DONE', connectorId: 1 });
  await station.sees('lookedAfter', ({ why }) => why === 'renewal');

  await station.begunAnew();
  // Nobody is signed in any more, and the console invites nobody: there is an administrator.
  expect(station.printed()).not.toContain('one-time code');
  const again = await doorOf(station);
  expect(await again('request', { token: 'of before', name: 'upkeep.look' })).toMatchObject({
    error: { code: 'signedOut' },
  });
  expect(hardware.simulation.terminal.book()).toMatchObject([{ state: 'captured' }]);
  expect(await station.interrupt()).toBe(0);
});
