import { watch } from 'node:fs';
import { join } from 'node:path';
import { startBroker } from '../../electron/simulators/broker.ts';
import {
  startTerminalSimulator,
  type TerminalSimulator,
} from '../../electron/simulators/cardTerminal/terminalSimulator.ts';
import { type ChargerSimulator, startChargerSimulator } from '../../electron/simulators/charger/chargerSimulator.ts';
import { readConfig } from '../../electron/station/config.ts';
import type { Result } from '../../machines/result.ts';
import { listenIn, type Wire } from './wire.ts';

/** How many times faster than life cars charge. */
const SPEED = 20;
const BANK_MS = 40;
const bookFiles = { terminal: 'terminal-book.json', station: 'station.db-wal' } as const;

/** Terminal, charge controller and cars on real sockets. They live here and outlive every station. */
export type Hardware = {
  readonly terminal: TerminalSimulator;
  readonly charger: ChargerSimulator;
  readonly wire: Wire;
  /** What a station needs to be told to reach this hardware. */
  readonly overrides: Readonly<Record<string, string>>;
  /** Calls back each time the terminal's book is written, or something into the station's. */
  onWritten(book: 'terminal' | 'station', listener: () => void): () => void;
  /** Whether the bank is being asked at this moment. */
  isBankAsked(): boolean;
  close(): Promise<void>;
};

export async function startHardware(options: { configFile: string; dataDir: string; seed: number }): Promise<Hardware> {
  const { configFile, dataDir, seed } = options;
  const { powerController, evses, cardTerminal } = unwrap(readConfig(configFile));
  const broker = unwrap(await startBroker({ host: '127.0.0.1', port: 0 }));
  const terminal = unwrap(
    await startTerminalSimulator({
      host: '127.0.0.1',
      port: 0,
      bookFile: join(dataDir, bookFiles.terminal),
      seed,
      password: cardTerminal.password ?? '',
      bankDelayMs: BANK_MS,
    }),
  );
  const wire = await listenIn(broker.url);
  const charger = startChargerSimulator({
    brokerUrl: broker.url,
    modules: powerController.modules,
    evses,
    seed,
    speed: SPEED,
    stateFile: join(dataDir, 'meters.json'),
    heartbeatMs: 100,
    meterMs: 200,
  });
  return {
    terminal,
    charger,
    wire,
    overrides: {
      ...impatience,
      dataDir,
      'server.port': '0',
      'simulation.enabled': 'false',
      'simulation.speed': String(SPEED),
      'cardTerminal.port': String(terminal.port),
      'powerController.url': broker.url,
    },
    onWritten(book, listener) {
      const watcher = watch(dataDir, (_, name) => {
        if (name === bookFiles[book]) listener();
      });
      return () => watcher.close();
    },
    isBankAsked: () => terminal.state().display[1] === 'Asking the bank',
    async close() {
      await Promise.allSettled([terminal.close(), charger.close(), wire.close()]);
      await broker.stop();
    },
  };
}

/** The station's waits, shortened so that a story fits between two kills and nothing is left lying for long. */
const impatience: Readonly<Record<string, string>> = {
  'cardTerminal.reconnectMinMs': '50',
  'cardTerminal.t3Ms': '2000',
  'powerController.heartbeatTimeoutMs': '1000',
  'powerController.requestTimeoutMs': '2000',
  'timeouts.priceShownMs': '2000',
  'timeouts.presentCardMs': '3000',
  'timeouts.secondFactorMs': '3000',
  'timeouts.declinedMs': '1500',
  'timeouts.plugInMs': '5000',
  'timeouts.carPausedMs': '1500',
  'timeouts.stopRetryMs': '200',
  'timeouts.receiptMs': '1500',
  'timeouts.releasedMs': '800',
  'payment.idleGraceMs': '1500',
  'payment.settlementRetryMinMs': '150',
  'payment.settlementRetryMaxMs': '1000',
};

function unwrap<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
