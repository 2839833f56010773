import { appendFileSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';
import { scrub } from './scrub.ts';

/** What the station's parts write to: `log.warn({ order: key }, 'what happened')`. */
export type StationLog = Logger;

export type LogOptions = {
  /** A file to append to (made 0600), or standard output. */
  readonly to: 'stdout' | { readonly file: string };
  readonly level?: 'debug' | 'info' | 'warn' | 'error' | 'silent';
};

/**
 * JSON lines, each on disk before the call returns: the last line before a power cut is the one that matters. Secrets
 * and card numbers are taken out of whole lines at the very end, so that no field, error or child logger slips past.
 */
export function createLog({ to, level = 'info' }: LogOptions): StationLog {
  return createLogOn(to === 'stdout' ? destination({ dest: 1, sync: true }) : linesTo(to.file), level);
}

/**
 * Appends to a file of the own user alone. What the file does not take (a full disk, a folder that is read-only) goes to
 * standard error: the station goes on without its log, and the supervisor has the line.
 */
function linesTo(file: string): DestinationStream {
  let handle: number | null = null;
  return {
    write(line) {
      try {
        handle ??= opened(file);
        appendFileSync(handle, line);
      } catch {
        process.stderr.write(line);
      }
    },
  };
}

function opened(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  return openSync(file, 'a', 0o600);
}

/** The same log onto a stream of one's own. */
export function createLogOn(stream: DestinationStream, level: LogOptions['level'] = 'info'): StationLog {
  return pino(
    {
      level: level ?? 'info',
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: (line) => `${JSON.stringify(scrub(JSON.parse(line)))}\n` },
    },
    stream,
  );
}
