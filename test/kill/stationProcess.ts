import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import type { DriverIntent } from '../../electron/ipc/contract.ts';
import type { KioskView } from '../../machines/view.ts';

/** One life of the station, from its start to its end by our hand. */
export type StationProcess = {
  /** What its screen shows; null until it shows anything, and when it is dead. */
  readonly view: KioskView | null;
  /** A touch at its screen; lost when nobody is there to feel it. */
  send(intent: DriverIntent): void;
  /** Settles when it can be touched, or is dead. */
  readonly ready: Promise<void>;
  /** SIGKILL: without farewell, as by a power cut. */
  kill(): Promise<void>;
  /** As Ctrl-C does. @returns the exit code. */
  interrupt(): Promise<number | null>;
};

const entry = fileURLToPath(new URL('./station.ts', import.meta.url));

/** `onCrash` is told when it ends though nobody ended it. Whatever it prints goes to `outputFile`. */
export function spawnStation(options: {
  configFile: string;
  overrides: Readonly<Record<string, string>>;
  outputFile: string;
  onCrash: (why: string) => void;
}): StationProcess {
  const output = openSync(options.outputFile, 'a');
  const child = spawn(process.execPath, [entry, options.configFile, JSON.stringify(options.overrides)], {
    stdio: ['ignore', output, output, 'ipc'],
  });
  const exited = once(child, 'exit') as Promise<[number | null, string | null]>;
  let ended = false;
  let view: KioskView | null = null;
  let socket: WebSocket | null = null;

  const ready = new Promise<void>((resolve) => {
    child.once('message', (address) => {
      const url = new URL(String(address));
      socket = new WebSocket(`ws://${url.host}/socket?groups=kiosk&${url.hash.slice(1)}`, { origin: url.origin });
      socket.on('error', () => socket?.terminate()); // it was killed under us
      socket.on('message', (bytes) => {
        const message = JSON.parse(String(bytes)) as { push?: string; value?: KioskView };
        if (ended || message.push !== 'kiosk.viewChanged' || !message.value) return;
        view = message.value;
        resolve();
      });
    });
    void exited.then(([code, signal]) => {
      view = null;
      socket?.terminate();
      if (!ended) options.onCrash(`the station ended by itself (${signal ?? `exit code ${code}`})`);
      resolve();
    });
  });

  return {
    ready,
    get view() {
      return view;
    },
    send(intent) {
      if (socket?.readyState === WebSocket.OPEN)
        socket.send(JSON.stringify({ id: 1, call: 'kiosk.sendIntent', input: intent }));
    },
    async kill() {
      ended = true;
      view = null;
      child.kill('SIGKILL');
      await exited;
    },
    async interrupt() {
      ended = true;
      view = null;
      child.kill('SIGINT');
      const [code] = await exited;
      return code;
    },
  };
}
