import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { Random } from './random.ts';

const Transaction = z.object({
  uuid: z.string(),
  startWh: z.number(),
  startMs: z.number().default(0),
  idToken: z.string().nullable().default(null),
  /** As its signed record names who it was for, and what they were told it costs. */
  identificationType: z.string().default('NONE'),
  identification: z.string().default(''),
  tariffText: z.string().nullable().default(null),
});
const Finished = Transaction.extend({
  evse: z.int(),
  endWh: z.number(),
  endMs: z.number().default(0),
  pagination: z.int().default(0),
});
const State = z.object({
  registersWh: z.record(z.string(), z.number()),
  open: z.record(z.string(), Transaction),
  finished: z.array(Finished),
  /** Of each meter: how many transactions it has signed for. */
  pagination: z.record(z.string(), z.int()).default({}),
});

/** A transaction as the meter saw it: the witness besides all messages. */
export type FinishedTransaction = Readonly<z.infer<typeof Finished>>;
export type OpenTransaction = Readonly<z.infer<typeof Transaction>>;

/**
 * The billing meters: registers only rise, over all sessions. What is read has a float's grain, as on EVerest's wire.
 * With a file they outlive the process, and with them the transactions a power cut interrupted.
 */
export function createMeterBook(stateFile: string | null, random: Random) {
  const state = load(stateFile);

  function save(): void {
    if (stateFile === null) return;
    writeFileSync(`${stateFile}.new`, JSON.stringify(state));
    renameSync(`${stateFile}.new`, stateFile);
  }

  return {
    meterOf(evse: number) {
      const key = String(evse);
      state.registersWh[key] ??= Math.round(80_000 + random() * 50_000) + evse * 1_000;
      const readWh = (): number => Math.fround(state.registersWh[key] ?? 0);
      return {
        readWh,
        add(energyWh: number): void {
          state.registersWh[key] = (state.registersWh[key] ?? 0) + energyWh;
        },
        get open(): OpenTransaction | null {
          return state.open[key] ?? null;
        },
        start(who: Omit<OpenTransaction, 'startWh' | 'startMs'>): void {
          state.open[key] = { ...who, startWh: readWh(), startMs: Date.now() };
          save();
        },
        finish(): FinishedTransaction | null {
          const open = state.open[key];
          if (!open) return null;
          delete state.open[key];
          const pagination = (state.pagination[key] ?? 0) + 1;
          state.pagination[key] = pagination;
          const finished = { ...open, evse, endWh: readWh(), endMs: Date.now(), pagination };
          state.finished.push(finished);
          save();
          return finished;
        },
      };
    },
    save,
    finished: (): readonly FinishedTransaction[] => [...state.finished],
  };
}
export type MeterBook = ReturnType<typeof createMeterBook>;
export type Meter = ReturnType<MeterBook['meterOf']>;

function load(stateFile: string | null): z.infer<typeof State> {
  const empty = { registersWh: {}, open: {}, finished: [], pagination: {} };
  if (stateFile === null) return empty;
  try {
    const parsed = State.safeParse(JSON.parse(readFileSync(stateFile, 'utf8')));
    return parsed.success ? parsed.data : empty;
  } catch {
    return empty; // the first start, or a file cut short: the meters begin anew
  }
}
