import type { App, BrowserWindow, Dialog, PowerMonitor, Screen } from 'electron';
import { z } from 'zod';
import { err, ok, type Result } from '../../../machines/result.ts';
import type { Stick } from '../../books/sticks.ts';
import type { MachineFunction, MachineTrouble } from '../../ipc/machine.ts';
import { PeriodInput } from '../../maintenance/reports.ts';
import { act, look, type Request } from '../../maintenance/request.ts';
import { administrators, keepersOfBooks, menders } from '../../maintenance/roles.ts';
import { reportTables } from '../../reports/csv.ts';
import type { DeveloperTools } from './developerTools.ts';
import { displaysOf, figuresOf, powerOf } from './facts.ts';
import { saveOnStick } from './saveTable.ts';

/** What of Electron the functions need. */
export type MachineParts = {
  readonly app: App;
  readonly screen: Screen;
  readonly powerMonitor: PowerMonitor;
  readonly dialog: Pick<Dialog, 'showSaveDialog'>;
  readonly isKeptAwake: () => boolean;
  /** The maintenance window, while it is open. */
  readonly window: () => BrowserWindow | null;
  readonly sticks: () => readonly Stick[];
  readonly tools: DeveloperTools;
};

/** The station's own requests, in the name of whoever asks. */
export type AskStation = (name: string, input?: unknown) => Promise<Result<unknown, MachineTrouble>>;
export type MachineRequestName = `machine.${MachineFunction}`;

const Table = z.strictObject({ period: PeriodInput, table: z.enum(reportTables) });
const Csv = z.strictObject({ name: z.string().regex(/^[\w-]+\.csv$/), text: z.string() });

/** The functions behind remote as requests of staff: the station knows who asks, whether they may, and writes it down. */
export function machineRequests(parts: MachineParts, ask: AskStation) {
  const { app, screen, powerMonitor, window, tools } = parts;

  async function saveTable(what: z.infer<typeof Table>): Promise<Result<{ path: string } | null, MachineTrouble>> {
    const made = await ask('reports.csv', what);
    if (!made.ok) return made;
    const open = window();
    return open ? saveOnStick({ ...parts, window: open }, Csv.parse(made.value)) : err({ code: 'notHere' });
  }

  return {
    'machine.displays': look({ roles: menders, input: z.undefined(), handle: () => ok(displaysOf(screen)) }),
    'machine.power': look({
      roles: menders,
      input: z.undefined(),
      handle: () => ok(powerOf(powerMonitor, parts.isKeptAwake)),
    }),
    'machine.figures': look({ roles: menders, input: z.undefined(), handle: async () => ok(await figuresOf(app)) }),
    'machine.relaunch': act({
      roles: menders,
      input: z.undefined(),
      handle: () => ask('upkeep.restart', { when: 'now' }),
    }),
    'machine.saveTable': act({
      roles: keepersOfBooks,
      input: Table,
      tell: ({ table, period }) => `${table}, ${period.kind} ${period.day}`,
      handle: saveTable,
    }),
    'machine.developerTools': act({
      roles: administrators,
      input: z.undefined(),
      handle: (): Result<null, MachineTrouble> => {
        const open = window();
        if (!open) return err({ code: 'notHere' });
        tools.open(open, async () => (await ask('session.look')).ok);
        return ok(null);
      },
    }),
  } satisfies Record<MachineRequestName, Request>;
}
