import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';
import { linesTo } from './logFile.ts';
import { scrub } from './scrub.ts';

/** What the station's parts write to: `log.warn({ order: key }, 'what happened')`. */
export type StationLog = Logger;

export type LogOptions = {
  /** A file to append to (made 0600), or standard output. */
  readonly to: 'stdout' | { readonly file: string; readonly maxBytes?: number; readonly keepFiles?: number };
  readonly level?: 'debug' | 'info' | 'warn' | 'error' | 'silent';
};

/**
 * JSON lines, each on disk before the call returns: the last line before a power cut is the one that matters. Secrets
 * and card numbers are taken out of whole lines at the very end, so that no field, error or child logger slips past.
 */
export function createLog({ to, level = 'info' }: LogOptions): StationLog {
  return createLogOn(to === 'stdout' ? destination({ dest: 1, sync: true }) : linesTo(to), level);
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
