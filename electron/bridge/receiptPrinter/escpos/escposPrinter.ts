import type { Logger } from 'pino';
import type { PrinterError, PrinterStatus, ReceiptPrinter } from '../../../../machines/ports/receiptPrinter.ts';
import { err, ok, type Result } from '../../../../machines/result.ts';
import type { ReceiptPrinterConfig } from '../../../station/config.devices.ts';
import { createMutex } from '../../../station/mutex.ts';
import { type LinkHealth, noHealth } from '../../linkHealth.ts';
import { type Bitmap, rowsOf } from '../bitmap.ts';
import { drawReceipt } from '../draw.ts';
import { command, rasterImage } from './commands.ts';
import { type Connect, openLine, type PrinterLine } from './line.ts';
import { isPaperLow, troubleOf } from './status.ts';

/** Rows sent at a time: 16 mm, 9 kB, less than any printer's buffer. */
const BAND_ROWS = 128;
/** Bands on their way: one being burnt, one waiting, so that the paper does not stand still between them. */
const AHEAD = 2;

/**
 * A receipt printer that speaks ESC/POS over TCP. A connection lasts for one job or one look: these printers take one
 * connection at a time, and one kept open would lock out whoever services them.
 */
export function createEscposPrinter(
  config: ReceiptPrinterConfig,
  deps: { readonly log: Logger; readonly connect?: Connect; readonly health?: LinkHealth },
): ReceiptPrinter {
  const { log, health = noHealth } = deps;
  const oneAtATime = createMutex();
  const listeners = new Set<(status: PrinterStatus) => void>();
  let status: PrinterStatus = { trouble: 'link_lost', paperLow: false };
  let polling: NodeJS.Timeout | undefined;

  function become(next: PrinterStatus): void {
    const isAway = next.trouble === 'link_lost' || next.trouble === 'timed_out';
    health.become(next.trouble === null ? 'up' : isAway ? 'down' : 'trouble');
    if (next.trouble) health.failed(next.trouble);
    if (next.trouble === status.trouble && next.paperLow === status.paperLow) return;
    status = next;
    for (const listener of listeners) listener(next);
  }

  /** Looks, and tells what was seen. */
  async function look(line: PrinterLine): Promise<Result<void, PrinterError>> {
    const askedAtMs = performance.now();
    const seen = await line.look();
    if (seen.ok) health.answered(performance.now() - askedAtMs);
    const trouble = seen.ok ? troubleOf(seen.value) : seen.error;
    become({ trouble: trouble?.code ?? null, paperLow: seen.ok ? isPaperLow(seen.value) : status.paperLow });
    return trouble ? err(trouble) : ok(undefined);
  }

  async function withLine(work: (line: PrinterLine) => Promise<Result<void, PrinterError>>) {
    const opened = await openLine(config, deps.connect);
    if (!opened.ok) {
      become({ ...status, trouble: opened.error.code });
      return opened;
    }
    try {
      return await work(opened.value);
    } finally {
      opened.value.close();
    }
  }

  async function burn(line: PrinterLine, bitmap: Bitmap): Promise<Result<void, PrinterError>> {
    const ready = await look(line);
    if (!ready.ok) return ready;
    const lateAt = performance.now() + config.jobTimeoutMs;

    /** Until that many parts of the job are worked off. Silence is looked into: a printer without paper answers nothing in turn. */
    async function workedOff(parts: number): Promise<Result<void, PrinterError>> {
      while (line.answered < parts) {
        if (line.closed) return err({ code: 'link_lost' });
        if (performance.now() > lateAt) return err({ code: 'timed_out' });
        const before = line.answered;
        await line.news(config.statusPollMs);
        if (line.answered > before) continue;
        const well = await look(line);
        if (!well.ok) return well;
      }
      return ok(undefined);
    }

    line.send(command.initialise, command.noAutomaticStatus);
    let sent = 0;
    for (let row = 0; row < bitmap.heightDots; row += BAND_ROWS) {
      line.send(rasterImage(rowsOf(bitmap, row, BAND_ROWS)), command.paperStatus);
      sent += 1;
      const before = await workedOff(sent - AHEAD + 1);
      if (!before.ok) return before;
    }
    line.send(command.feedAndCut, command.paperStatus);
    const all = await workedOff(sent + 1);
    return all.ok ? look(line) : all;
  }

  return {
    get status() {
      return status;
    },
    start() {
      if (polling || config.pollMs === 0) return;
      const poll = () => void oneAtATime(() => withLine(look));
      polling = setInterval(poll, config.pollMs);
      poll();
    },
    async stop() {
      clearInterval(polling);
      polling = undefined;
      await oneAtATime(async () => {});
    },
    print: (receipt, code) =>
      oneAtATime(() =>
        withLine(async (line) => {
          const printed = await burn(line, drawReceipt(receipt, code, config.widthDots));
          // The rest of a torn receipt must not come out before the next one.
          if (!printed.ok) line.send(command.clearBuffer);
          log.info({ error: printed.ok ? null : printed.error }, 'print job');
          return printed;
        }),
      ),
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
