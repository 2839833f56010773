import { useEffect, useState } from 'react';
import type { MachineApi, MachineTrouble } from '../../electron/ipc/machine.ts';
import type { Result } from '../../machines/result.ts';
import type { Desk } from './desk.ts';
import { useMaintenance } from './page.ts';

declare global {
  interface Window {
    /** Put there by the preload of Electron's maintenance window; absent in a browser. */
    readonly surtidorMachine?: MachineApi;
  }
}

/** What Electron alone can do; null where this page is in a browser. */
export const machine: MachineApi | null = window.surtidorMachine ?? null;

type Answer<V> = Result<V, MachineTrouble>;
type Asks<V> = (functions: MachineApi, token: string) => Promise<Answer<V>>;

/** Asks Electron in the name of whoever is signed in. */
export async function askMachine<V>(desk: Desk, asks: Asks<V>): Promise<Answer<V>> {
  const token = desk.signedIn.get()?.token;
  if (!machine || !token) return { ok: false, error: { code: 'notHere' } };
  return asks(machine, token).catch(() => ({ ok: false, error: { code: 'away' } }));
}

/** The newest that was seen, looked at again every `everyMs`; null until something was. `asks` stays the same. */
export function useMachineLook<V>(asks: Asks<V>, everyMs: number): V | null {
  const { desk } = useMaintenance();
  const [seen, setSeen] = useState<V | null>(null);
  useEffect(() => {
    if (!machine) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const look = async () => {
      const answer = await askMachine(desk, asks);
      if (over) return;
      if (answer.ok) setSeen(answer.value);
      timer = setTimeout(look, everyMs);
    };
    void look();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [desk, asks, everyMs]);
  return seen;
}
