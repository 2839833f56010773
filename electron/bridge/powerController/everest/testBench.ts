import type { ControllerNotice, EvseNotice } from '../../../../machines/ports/powerController.ts';
import { startBroker } from '../../../simulators/broker.ts';
import { startChargerSimulator } from '../../../simulators/charger/chargerSimulator.ts';
import type { ChargerSimulatorOptions } from '../../../simulators/charger/options.ts';
import {
  createEverestController,
  type EverestControllerConfig,
  type EverestControllerDeps,
} from './everestController.ts';

const evses = [1, 2].map((evse) => ({
  evse,
  evseId: `ES*SUR*E0001*${evse}`,
  label: String(evse),
  maxPowerW: 150_000,
  everest: { evseManager: `evse${evse}_api`, originModules: [`evse_manager_${evse}`, `bsp_${evse}`, `psu_${evse}`] },
}));

export type TestBenchOptions = {
  readonly prefix?: string;
  readonly controller?: Partial<EverestControllerConfig>;
  readonly deps?: Partial<EverestControllerDeps>;
  readonly simulator?: Partial<ChargerSimulatorOptions>;
};

/** Broker, simulator and driver with short times; `logged` collects what the driver wrote, as text. */
export async function startTestBench(options: TestBenchOptions = {}) {
  const prefix = options.prefix ?? '';
  const started = await startBroker({ host: '127.0.0.1', port: 0 });
  if (!started.ok) throw new Error(started.error.detail);
  const broker = started.value;
  const modules = {
    authTokenProvider: 'token_provider',
    authTokenValidator: 'token_validator',
    authConsumer: 'auth',
    errorHistory: 'errors',
  };
  const simulator = startChargerSimulator({
    brokerUrl: broker.url,
    prefix,
    modules,
    evses,
    seed: 7,
    speed: 300,
    heartbeatMs: 40,
    meterMs: 40,
    communicationCheckTimeoutMs: 400,
    connectionTimeoutMs: 20_000,
    validateTimeoutMs: 1_000,
    ...options.simulator,
  });
  const logged: string[] = [];
  const write = (fields: Record<string, unknown>, message: string): void =>
    void logged.push(`${message} ${JSON.stringify(fields)}`);
  const create = () =>
    createEverestController(
      {
        protocol: 'everest',
        url: broker.url,
        prefix,
        modules,
        prevalidated: true,
        requestTimeoutMs: 1_500,
        heartbeatTimeoutMs: 250,
        communicationCheckMs: 60,
        faultCheckMs: 60,
        evses: evses.map(({ evse, everest }) => ({ evse, ...everest })),
        ...options.controller,
      },
      { log: { debug: write, info: write, warn: write, error: write }, reconnectMs: 60, ...options.deps },
    );
  const driver = watch(create());
  driver.controller.start();
  const others: (typeof driver)[] = [];
  return {
    broker,
    simulator,
    logged,
    ...driver,
    /** A second driver with an empty memory, as after a restart of the station. */
    async restartController() {
      await driver.controller.stop();
      const fresh = watch(create());
      others.push(fresh);
      fresh.controller.start();
      return fresh;
    },
    async close(): Promise<void> {
      for (const { controller } of [driver, ...others]) await controller.stop();
      await simulator.close();
      await broker.stop();
    },
  };
}

type Wanted<T extends EvseNotice['type']> = Extract<EvseNotice, { type: T }>;

/** Collects the driver's notices and waits for them. */
function watch(controller: ReturnType<typeof createEverestController>) {
  const notices: ControllerNotice[] = [];
  const waiting = new Set<() => void>();
  controller.onNotice((notice) => {
    notices.push(notice);
    for (const look of [...waiting]) look();
  });

  function until<T>(what: string, find: () => T | undefined, timeoutMs = 6_000): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        waiting.delete(look);
      };
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        end();
        resolve(found);
      };
      const timer = setTimeout(() => {
        end();
        reject(
          new Error(
            `waited for ${what}; had ${JSON.stringify(
              ofEvse(1)
                .map((n) => n.type)
                .filter((t) => t !== 'meter'),
            )}`,
          ),
        );
      }, timeoutMs);
      waiting.add(look);
      look();
    });
  }

  const ofEvse = (evse: number): EvseNotice[] =>
    notices.flatMap((notice) => (notice.type === 'evse' && notice.evse === evse ? [notice.notice] : []));

  return {
    controller,
    notices,
    ofEvse,
    /** Types in order, without readings of meter and car. */
    story: (evse: number): string[] =>
      ofEvse(evse)
        .filter(({ type }) => !['meter', 'vehicle', 'availability', 'resync'].includes(type))
        .map((notice) => (notice.type === 'handshake' ? `handshake:${notice.phase}` : notice.type)),
    linkIs: (up: boolean) => until(`link ${up}`, () => (controller.linkUp === up ? true : undefined)),
    /** The first such notice since `from` notices were there. */
    notice<T extends EvseNotice['type']>(
      evse: number,
      type: T,
      match: (notice: Wanted<T>) => boolean = () => true,
      from = 0,
    ) {
      return until(`${type} of EVSE ${evse}`, () => {
        for (const entry of notices.slice(from)) {
          if (entry.type !== 'evse' || entry.evse !== evse || entry.notice.type !== type) continue;
          if (match(entry.notice as Wanted<T>)) return entry.notice as Wanted<T>;
        }
        return undefined;
      });
    },
  };
}
export type TestBench = Awaited<ReturnType<typeof startTestBench>>;
