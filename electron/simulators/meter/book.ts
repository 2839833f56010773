import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { StartTransaction } from './requests.ts';

const Register = z.object({ importWh: z.number(), atMs: z.number() });
const Running = StartTransaction.extend({ begin: Register });
const Finished = Running.extend({ end: Register, pagination: z.int(), ocmf: z.string() });
const Pages = z.object({
  running: Running.nullable(),
  finished: z.array(Finished),
  timeSetMs: z.number().nullable(),
});

export type Register = Readonly<z.infer<typeof Register>>;
export type RunningTransaction = Readonly<z.infer<typeof Running>>;
export type FinishedTransaction = Readonly<z.infer<typeof Finished>>;

/** What the meter keeps through a power cut: transactions with their records, and when its clock was set. */
export function createMeterBook(file: string | null) {
  const pages = load(file);

  function change(update: Partial<z.infer<typeof Pages>>): void {
    Object.assign(pages, update);
    if (file === null) return;
    writeFileSync(`${file}.new`, JSON.stringify(pages));
    renameSync(`${file}.new`, file);
  }

  return {
    get running(): RunningTransaction | null {
      return pages.running;
    },
    get timeSetMs(): number | null {
      return pages.timeSetMs;
    },
    finished: (): readonly FinishedTransaction[] => [...pages.finished],
    /** The newest of that id. */
    find: (transactionId: string) => pages.finished.findLast((each) => each.transactionId === transactionId),
    setTime: (atMs: number): void => change({ timeSetMs: atMs }),
    start: (running: RunningTransaction): void => change({ running }),
    finish: (finished: FinishedTransaction): void => change({ running: null, finished: [...pages.finished, finished] }),
  };
}
export type MeterBook = ReturnType<typeof createMeterBook>;

function load(file: string | null): z.infer<typeof Pages> {
  const empty = { running: null, finished: [], timeSetMs: null };
  if (file === null) return empty;
  try {
    const parsed = Pages.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : empty;
  } catch {
    return empty; // the first start, or a file cut short
  }
}
