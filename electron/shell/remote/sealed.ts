import { type MachineFunction, machineFunctions, type RemoteCall } from '../../ipc/machine.ts';

/**
 * What the far side gets to hold. `@electron/remote` lets it read any member of what it holds, by any name, so there must
 * be none but ours: without a prototype there is no `constructor`, and from there no way to `Function` and the process.
 */
export function sealed(call: (name: MachineFunction, question: unknown, answer: unknown) => void) {
  const held: Record<string, RemoteCall> = Object.create(null);
  for (const name of machineFunctions) {
    const bare: RemoteCall = (question, answer) => call(name, question, answer);
    Object.setPrototypeOf(bare, null);
    held[name] = Object.freeze(bare);
  }
  return Object.freeze(held);
}
