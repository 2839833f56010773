import { existsSync } from 'node:fs';
import { connect } from 'mqtt';
import type { ControllerNotice, EvseNotice, IdToken } from '../../machines/ports/powerController.ts';
import { createEverestController } from '../bridge/powerController/everest/everestController.ts';
import { startBroker } from '../simulators/broker.ts';
import { startChargerSimulator } from '../simulators/charger/chargerSimulator.ts';
import { loadContracts } from './everestContracts.ts';

/**
 * `node electron/conformance/everest.ts DIR`: driver and simulator play whole sessions, and every message of both sides is
 * held against the API contracts in DIR. Exit code 1 when one is invalid or an expected kind was never seen.
 */

const PREFIX = 'conformance/';
const card: IdToken = { value: 'PAY-7F3A9C21', kind: 'bankCard' };
const key: IdToken = { value: '04A1B2C3D4E5F6', kind: 'chargingKey' };
const modules = {
  authTokenProvider: 'provider',
  authTokenValidator: 'validator',
  authConsumer: 'auth',
  errorHistory: 'errors',
};
const evses = [
  {
    evse: 1,
    evseId: 'ES*SUR*E0001*1',
    label: 'A',
    maxPowerW: 150_000,
    everest: { evseManager: 'evse1_api', originModules: ['evse_manager', 'bsp', 'psu'] },
  },
];

const everyApi = [
  'evse_manager_consumer',
  'auth_token_provider',
  'auth_token_validator',
  'auth_consumer',
  'error_history_consumer',
];
const withReply = (api: string, command: string, asks: 'send' | 'receive' = 'send'): string[] => [
  `${api} ${asks}_request_${command}`,
  `${api} ${asks === 'send' ? 'receive' : 'send'}_reply_${command}`,
];
const expected = [
  ...everyApi.flatMap((api) => [`${api} receive_heartbeat`, `${api} send_communication_check`]),
  ...[
    'session_event',
    'session_info',
    'powermeter',
    'powermeter_public_key_ocmf',
    'ev_info',
    'evse_id',
    'enforced_limits',
    'selected_protocol',
    'supported_energy_transfer_modes',
    'dlink_ready',
    'isolation_measurement',
    'dc_voltage_current',
    'hlc_session_failed',
  ].map((name) => `evse_manager_consumer receive_${name}`),
  ...['get_evse', 'stop_transaction', 'enable_disable'].flatMap((name) => withReply('evse_manager_consumer', name)),
  'auth_token_provider send_provided_token',
  'auth_consumer receive_token_validation_status',
  ...withReply('auth_token_validator', 'validate_token', 'receive'),
  ...withReply('auth_consumer', 'withdraw_authorization'),
  ...withReply('error_history_consumer', 'active_errors'),
  'error_history_consumer receive_error_raised',
  'error_history_consumer receive_error_cleared',
];

async function run(directory: string): Promise<number> {
  const contracts = loadContracts(directory);
  const broker = await startBroker({ host: '127.0.0.1', port: 0 });
  if (!broker.ok) throw new Error(broker.error.detail);
  const { url } = broker.value;

  const seen = new Map<string, { valid: number; invalid: number }>();
  const listener = connect(url);
  listener.on('message', (topic, payload) => {
    const { name, problem } = contracts.judge(topic.slice(PREFIX.length), payload.toString());
    const count = seen.get(name) ?? { valid: 0, invalid: 0 };
    seen.set(name, count);
    if (problem === null) count.valid += 1;
    else count.invalid += 1;
    if (problem !== null) console.log(`INVALID ${name}: ${problem}`);
  });
  await new Promise((resolve) => listener.once('connect', resolve));
  await listener.subscribeAsync(`${PREFIX}#`);

  const simulator = startChargerSimulator({
    brokerUrl: url,
    prefix: PREFIX,
    modules,
    evses,
    seed: 1,
    speed: 300,
    heartbeatMs: 100,
    meterMs: 50,
  });
  try {
    await playPrevalidated(url, simulator);
    await playAsked(url, simulator);
  } finally {
    await simulator.close();
    await listener.endAsync();
    await broker.value.stop();
  }
  return report(seen);
}

/** Plug first: stop at the screen, a fault, an emergency stop, EVerest restarted mid-charge, a car that never agrees. */
async function playPrevalidated(url: string, simulator: Simulator): Promise<void> {
  const { controller, heard, stop } = await startDriver(url, true);
  simulator.plugIn(1, 'ioniq');
  await controller.authorize(1, card);
  await heard('chargingStarted');
  simulator.setFault(1, 'isolationFault', true);
  await heard('pausedByStation');
  simulator.setFault(1, 'isolationFault', false);
  await heard('chargingStarted');
  simulator.pressEmergencyStop(1);
  await heard('pausedByStation');
  simulator.releaseEmergencyStop(1);
  await controller.stopTransaction(1, 'local');
  await heard('transactionFinished');
  simulator.unplug(1);
  await heard('sessionFinished');
  await controller.setEnabled(1, false);
  await controller.setEnabled(1, true);
  simulator.plugIn(1, 'zoe');
  await controller.authorize(1, key);
  await heard('chargingStarted');
  await simulator.restart();
  await heard('transactionFinished');
  simulator.unplug(1);
  await heard('sessionFinished');
  simulator.plugIn(1, 'stubborn');
  await controller.authorize(1, key);
  await heard('handshake', (n) => n.type === 'handshake' && n.phase === 'negotiating');
  await new Promise((resolve) => setTimeout(resolve, 500)); // its refusal is told to no one but the log
  simulator.unplug(1);
  await heard('sessionFinished');
  await stop();
}

/** Authorize first, EVerest asking us about the token: a withdrawal, then a car that fills up. */
async function playAsked(url: string, simulator: Simulator): Promise<void> {
  const { controller, heard, stop } = await startDriver(url, false);
  await controller.authorize(1, card);
  await controller.withdraw(1, card);
  await heard('sessionFinished');
  await controller.authorize(1, key);
  simulator.plugIn(1, 'nearlyFull');
  await heard('pausedByCar');
  await controller.stopTransaction(1, 'carFinished');
  await heard('transactionFinished');
  simulator.unplug(1);
  await heard('sessionFinished');
  await stop();
}

type Simulator = ReturnType<typeof startChargerSimulator>;

/** `heard` resolves with the next such notice that no one has waited for yet. */
async function startDriver(url: string, prevalidated: boolean) {
  const quiet = (): void => {};
  const controller = createEverestController(
    {
      protocol: 'everest',
      url,
      prefix: PREFIX,
      modules,
      prevalidated,
      requestTimeoutMs: 5_000,
      heartbeatTimeoutMs: 2_000,
      communicationCheckMs: 200,
      faultCheckMs: 60_000,
      evses: evses.map(({ evse, everest }) => ({ evse, ...everest })),
    },
    { log: { debug: quiet, info: quiet, warn: quiet, error: quiet } },
  );
  const notices: EvseNotice[] = [];
  let look = (): void => {};
  let linked = (): void => {};
  controller.onNotice((notice: ControllerNotice) => {
    if (notice.type === 'evse') notices.push(notice.notice);
    else if (notice.up) linked();
    look();
  });

  function heard(type: EvseNotice['type'], match: (notice: EvseNotice) => boolean = () => true): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`never heard ${type}`)), 15_000);
      look = () => {
        const at = notices.findIndex((notice) => notice.type === type && match(notice));
        if (at < 0) return;
        clearTimeout(timer);
        notices.splice(0, at + 1);
        look = () => {};
        resolve();
      };
      look();
    });
  }

  const up = new Promise<void>((resolve) => {
    linked = resolve;
  });
  controller.start();
  await up;
  await heard('resync');
  return { controller, heard, stop: () => controller.stop() };
}

function report(seen: ReadonlyMap<string, { readonly valid: number; readonly invalid: number }>): number {
  for (const [name, { valid, invalid }] of [...seen].sort()) console.log(`${name}: ${valid} valid, ${invalid} invalid`);
  const missing = expected.filter((name) => !seen.has(name));
  for (const name of missing) console.log(`NEVER SEEN ${name}`);
  const valid = [...seen.values()].reduce((sum, count) => sum + count.valid, 0);
  const invalid = [...seen.values()].reduce((sum, count) => sum + count.invalid, 0);
  console.log(`everest: ${valid} messages valid, ${invalid} invalid`);
  return invalid > 0 || missing.length > 0 ? 1 : 0;
}

const directory = process.argv[2];
if (directory === undefined || !existsSync(directory)) {
  console.error('everest: name the folder of the API contracts: node electron/conformance/everest.ts DIR');
  process.exitCode = 2;
} else {
  process.exitCode = await run(directory);
}
