import { setTimeout as wait } from 'node:timers/promises';
import type {
  ControllerFault,
  ControllerNotice,
  EvseNotice,
  PowerController,
} from '../../machines/ports/powerController.ts';
import type { ReceiptPrinter } from '../../machines/ports/receiptPrinter.ts';
import { ok } from '../../machines/result.ts';
import { assembleStation } from '../station/assemble.ts';
import {
  createTestClock,
  createTestTerminal,
  exampleConfig,
  settled,
  silent,
  type TestTerminal,
} from '../station/fixtures.ts';
import { noWaysOut } from '../station/waysOut.ts';
import { opened } from '../store/fixtures.ts';
import type { Store } from '../store/store.ts';
import { createVault } from '../store/vault.ts';
import { codeOf, GOOD_PIN, type Member, next, START_MS } from './fixtures.ts';
import type { Shell } from './hands.ts';
import type { Invitation } from './people.ts';
import type { AnswerOf, InputOf, RequestName } from './requests.ts';
import type { Role } from './roles.ts';

/** A whole station whose devices are of the test, and staff who are signed in at it. */
export async function bench(
  options: {
    store?: Store;
    clock?: ReturnType<typeof createTestClock>;
    config?: Record<string, object>;
    dataDir?: string;
    shell?: Shell;
    /** Goes on with the money it holds, as after a restart of the station alone. */
    terminal?: TestTerminal;
    printer?: ReceiptPrinter;
  } = {},
) {
  const clock = options.clock ?? createTestClock(START_MS);
  const store = options.store ?? opened(':memory:', clock.now);
  const terminal = options.terminal ?? createTestTerminal();
  const faults = new Map<number, readonly ControllerFault[]>();
  const switched: string[] = [];
  const listeners = new Set<(notice: ControllerNotice) => void>();
  const controller: PowerController = {
    linkUp: true,
    start: () => undefined,
    stop: async () => undefined,
    authorize: async () => ok(undefined),
    withdraw: async () => ok(undefined),
    stopTransaction: async () => ok(undefined),
    setEnabled: async (evse, enabled) => {
      switched.push(`${evse} ${enabled ? 'on' : 'off'}`);
      return ok(undefined);
    },
    check: async (evse) => ok(faults.get(evse) ?? []),
    onNotice: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const station = assembleStation({
    config: { ...exampleConfig(options.config), ...(options.dataDir && { dataDir: options.dataDir }) },
    store,
    terminal,
    controller,
    clock,
    chance: { sessionId: () => 'S1', stopCode: () => '4711' },
    log: silent,
    staffVault: createVault(new Uint8Array(32).fill(7)),
    ...(options.shell && { shell: options.shell }),
    ...(options.printer && { waysOut: { ...noWaysOut, printer: options.printer } }),
  });
  const maintenance = station.maintenanceMode;
  if (!maintenance) throw new Error('a station with a vault has a maintenance mode');
  const { handleSignIn, handleRequest } = maintenance.handlers;

  async function enter({ person: { number }, code: pin }: Invitation): Promise<Member> {
    const asked = next(await handleSignIn({ step: 'pin', number, pin }), 'enrol');
    const code = codeOf(asked.secret, clock.now());
    const { token } = next(await handleSignIn({ step: 'enrol', ticket: asked.ticket, pin: GOOD_PIN, code }), 'in');
    return { number, secret: asked.secret, token, recoveryCodes: [] };
  }
  const first = await maintenance.firstAdministrator;
  /** On books that had one before, nobody signs in. */
  const tokens: Partial<Record<Role, string>> = first ? { administrator: (await enter(first)).token } : {};

  async function askAny(role: Role, name: string, input?: unknown) {
    // Nobody is refused here for being quick.
    await wait(60);
    return handleRequest({ token: await tokenOf(role), name, input });
  }
  async function tokenOf(role: Role): Promise<string> {
    const known = tokens[role];
    if (known) return known;
    const administrator = tokens.administrator ?? '';
    const invited = await handleRequest({ token: administrator, name: 'people.invite', input: { name: role, role } });
    if (!invited.ok) throw new Error(invited.error.code);
    const { token } = await enter(invited.value as Invitation);
    tokens[role] = token;
    return token;
  }
  return {
    station,
    store,
    clock,
    terminal,
    /** The same as the station has it. */
    terminalPort: terminal,
    switched,
    /** What its charge controller says is wrong when it is asked. */
    faults,
    listeners: () => listeners.size,
    askAny,
    ask: <N extends RequestName>(role: Role, name: N, input: InputOf<N>) =>
      askAny(role, name, input) as Promise<AnswerOf<N>>,
    async tellOf(evse: number, ...notices: EvseNotice[]) {
      for (const notice of notices) for (const listener of listeners) listener({ type: 'evse', evse, notice });
      await settled();
    },
    link(up: boolean) {
      for (const listener of listeners) listener({ type: 'link', up });
    },
    tile: (evse: number) => station.view().connectors.find(({ connectorId }) => connectorId === evse),
    /** What the audit trail says was done, newest first: "administrator connector.takeOut done". */
    trail: () =>
      store
        .staffTrail(Number.MAX_SAFE_INTEGER, 100)
        .flatMap((row) =>
          row.kind === 'staffAction' && row.result !== 'begun' ? [`${row.role} ${row.action} ${row.result}`] : [],
        ),
  };
}
export type StaffBench = Awaited<ReturnType<typeof bench>>;
