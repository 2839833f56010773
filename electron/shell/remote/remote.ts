import { enable, initialize } from '@electron/remote/main';
import type { App, BrowserWindow, IpcMain } from 'electron';
import { z } from 'zod';
import { err } from '../../../machines/result.ts';
import type { TransportLog } from '../../ipc/log.ts';
import type { MachineFunction } from '../../ipc/machine.ts';
import { StaffRequest } from '../../ipc/maintenance.ts';
import type { Station } from '../../station/station.ts';
import { openGate } from './gate.ts';
import { type MachineParts, machineRequests } from './machineRequests.ts';
import { sealed } from './sealed.ts';

const Question = StaffRequest.pick({ token: true, input: true });
type Answer = (text: string) => void;

/** `@electron/remote` for the maintenance window: a few named functions, each asked of the station before it is done. */
export function openRemote(deps: {
  readonly app: App;
  readonly ipcMain: IpcMain;
  readonly station: Pick<Station, 'handlers' | 'staffDesk'>;
  readonly parts: MachineParts;
  readonly log: TransportLog;
}): { enableFor(window: BrowserWindow): void } {
  const { station, parts, log } = deps;
  const { staffDesk, handlers } = station;

  async function answerTo(name: MachineFunction, text: unknown): Promise<unknown> {
    const question = Question.safeParse(parsed(text));
    if (!question.success) return err({ code: 'malformed' });
    const { token, input } = question.data;
    const requests = machineRequests(parts, async (asked, its) => {
      const answer = await handlers.maintenance?.handleRequest({ token, name: asked, input: its });
      return answer ?? err({ code: 'closed' });
    });
    return staffDesk.hear({ token, name: `machine.${name}`, input }, requests);
  }

  const gate = openGate({
    ...deps,
    remote: { initialize, enable },
    module: sealed((name, question, answer) => {
      if (!isAnswer(answer)) return;
      answerTo(name, question)
        .catch((cause) => {
          log.error({ name, err: cause }, 'remote: a function failed');
          return err({ code: 'internal' });
        })
        .then((value) => answer(JSON.stringify(value)));
    }),
    onIntruder: () => staffDesk.intruder('machine.remote'),
  });
  return { enableFor: ({ webContents }) => gate.enableFor(webContents) };
}

const isAnswer = (value: unknown): value is Answer => typeof value === 'function';

function parsed(text: unknown): unknown {
  try {
    return z
      .string()
      .max(4_096)
      .transform((json) => JSON.parse(json))
      .parse(text);
  } catch {
    return null;
  }
}
