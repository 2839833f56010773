import { join } from 'node:path';
import { z } from 'zod';
import type { DayTotals } from '../../machines/ports/cardTerminal.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import { readMounts, sticksIn } from '../books/sticks.ts';
import { backupBooks } from '../store/backupBooks.ts';
import { booksFile } from './reports.ts';
import { act, look } from './request.ts';
import type { MaintenanceParts } from './requests.ts';
import { menders } from './roles.ts';
import { copyLogs, makeFolder, sizeOf } from './saveFiles.ts';

/** What can be done just now. Null in `restart` or `reloadPage`: nothing here could do it. */
export type UpkeepView = {
  readonly isFree: boolean;
  readonly restart: 'possible' | 'waiting' | null;
  readonly reloadPage: 'possible' | null;
  /** Where copies may go. */
  readonly places: readonly Place[];
};
/** Without a name: the station's own folder; else a USB stick. */
export type Place = { readonly name: string | null; readonly path: string };
/** What was put where. */
export type Saved = { readonly path: string; readonly bytes: number };

type Trouble = { readonly code: 'inUse' | 'notHere' | 'unwritable' | 'noPlace' };

const WAIT_LOOK_MS = 1_000;
const place = z.string().min(1).max(200);

/** What keeps a station going: links, page and process begun anew, the terminal's day closed, copies of books and log. */
export function upkeepRequests(
  parts: Pick<MaintenanceParts, 'config' | 'hands' | 'clock' | 'now' | 'log'>,
  mounts = readMounts,
) {
  const { config, hands, clock, now, log } = parts;
  const { shell } = hands;
  const own = { name: null, path: join(config.dataDir, 'export') };
  const places = (): readonly Place[] => [own, ...sticksIn(config.books.exportTo, mounts)];
  let stopWaiting: (() => void) | null = null;

  function endWait(): void {
    stopWaiting?.();
    stopWaiting = null;
  }

  function restart(when: 'now' | 'whenFree'): Result<null, Trouble> {
    const { restart } = shell;
    if (!restart) return err({ code: 'notHere' });
    if (when === 'now' && !hands.isFree()) return err({ code: 'inUse' });
    endWait();
    // Not before the page has its answer.
    stopWaiting = clock.every(WAIT_LOOK_MS, () => {
      if (!hands.isFree()) return;
      endWait();
      log.warn('restarted by staff');
      restart();
    });
    return ok(null);
  }

  /** Into a place of the list alone, whatever path the page names. */
  async function save(
    asked: string,
    fileName: string,
    write: (path: string) => Promise<Result<number, string>> | Result<number, string>,
  ): Promise<Result<Saved, Trouble>> {
    const target = places().find(({ path }) => path === asked);
    if (!target) return err({ code: 'noPlace' });
    const made = target === own ? makeFolder(own.path) : ok(null);
    const path = join(target.path, fileName);
    const written = made.ok ? await write(path) : made;
    if (written.ok) return ok({ path, bytes: written.value });
    log.error({ path, why: written.error }, 'staff could not save it');
    return err({ code: 'unwritable' });
  }
  const stamp = (): string => new Date(now()).toISOString().slice(0, 19).replaceAll(':', '');

  return {
    'upkeep.look': look({
      roles: menders,
      input: z.undefined(),
      handle: () =>
        ok<UpkeepView>({
          isFree: hands.isFree(),
          restart: shell.restart ? (stopWaiting ? 'waiting' : 'possible') : null,
          reloadPage: shell.reloadPage ? 'possible' : null,
          places: places().map(({ name, path }) => ({ name, path })),
        }),
    }),
    'upkeep.closeDay': act({
      roles: menders,
      input: z.undefined(),
      handle: async () => {
        const closed = await hands.closeDay();
        return closed.ok ? ok<DayTotals | null>(closed.value) : closed;
      },
    }),
    'upkeep.reconnect': act({
      roles: menders,
      input: z.strictObject({ device: z.enum(['cardTerminal', 'powerController']) }),
      tell: ({ device }) => device,
      handle: async ({ device }): Promise<Result<null, Trouble>> => {
        if (!hands.isFree()) return err({ code: 'inUse' });
        await hands.reconnect[device]();
        return ok(null);
      },
    }),
    'upkeep.reloadPage': act({
      roles: menders,
      input: z.undefined(),
      handle: (): Result<null, Trouble> => {
        if (!shell.reloadPage) return err({ code: 'notHere' });
        shell.reloadPage();
        return ok(null);
      },
    }),
    'upkeep.restart': act({
      roles: menders,
      input: z.strictObject({ when: z.enum(['now', 'whenFree']) }),
      tell: ({ when }) => when,
      handle: ({ when }) => restart(when),
    }),
    'upkeep.keepRunning': act({
      roles: menders,
      input: z.undefined(),
      handle: () => {
        endWait();
        return ok(null);
      },
    }),
    'upkeep.backUp': act({
      roles: menders,
      input: z.strictObject({ place }),
      tell: ({ place }) => place,
      handle: ({ place }) =>
        save(place, `books-${stamp()}.db`, async (path) => {
          const copied = await backupBooks(booksFile(parts), path);
          return copied.ok ? ok(sizeOf(path)) : copied;
        }),
    }),
    'upkeep.saveLogs': act({
      roles: menders,
      input: z.strictObject({ place }),
      tell: ({ place }) => place,
      handle: ({ place }) =>
        save(place, `log-${stamp()}.ndjson`, (path) => copyLogs(join(config.dataDir, 'station.log'), path)),
    }),
  };
}
