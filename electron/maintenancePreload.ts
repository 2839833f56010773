import './preload.ts';
import { require as requireFromAfar } from '@electron/remote';
import { contextBridge } from 'electron';
import { MACHINE_MODULE, type MachineFunction, machineFunctions, type RemoteCall } from './ipc/machine.ts';

/**
 * The maintenance window's door: the driver's page has the same for its own calls, and nothing of what follows. The page
 * is given functions by name; remote itself stays in here.
 */

function call(name: MachineFunction, token: string, input: unknown): Promise<unknown> {
  return new Promise((resolve) => {
    const machine = requireFromAfar(MACHINE_MODULE) as Record<MachineFunction, RemoteCall>;
    machine[name](JSON.stringify({ token, input }), (text) => resolve(JSON.parse(text)));
  });
}

contextBridge.exposeInMainWorld(
  'surtidorMachine',
  Object.fromEntries(
    machineFunctions.map((name) => [name, (token: string, input?: unknown) => call(name, token, input)]),
  ),
);
