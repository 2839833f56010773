import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { err, ok, type Result } from '../../../machines/result.ts';
import type { Clock } from '../../station/clock.ts';
import type { StationLog } from '../../station/log.ts';
import type { Store } from '../../store/store.ts';
import type { Person } from '../roles.ts';
import type { Hindrance, Said, TestKind } from './course.ts';
import { faulty, inShort, LastRun, TestName, type Verdict } from './results.ts';
import { createRunning, type Running } from './running.ts';

export type TestRow = {
  readonly name: TestName;
  /** Why it cannot be begun now. */
  readonly hindrance: Hindrance | null;
  readonly last: LastRun | null;
};
export type TestsView = { readonly running: Running | null; readonly tests: readonly TestRow[] };
export type TestTrouble = { readonly code: Hindrance | 'testRuns' | 'notRunning' };

const SNAPSHOT = 'maintenance.tests';
const VERSION = '1';
const LastRuns = z.partialRecord(TestName, LastRun);

const outcomeInTrail = { passed: 'testPassed', failed: 'testFailed', stopped: 'testStopped' } as const;

/**
 * Runs one test at a time, whoever looks: a page that is loaded anew finds it where it stands. What a test came to is
 * kept as its last run, and goes to the audit trail.
 */
export function createTestRunner(deps: {
  readonly kinds: Readonly<Record<TestName, TestKind>>;
  readonly store: Pick<Store, 'recordAction' | 'saveSnapshot' | 'snapshot'>;
  readonly clock: Clock;
  readonly log: StationLog;
  readonly onReaderWanted: (listener: () => void) => () => void;
}) {
  const { kinds, store, clock, log } = deps;
  let running: ReturnType<typeof createRunning> | null = null;
  let lastRuns = remembered();

  /** Of another version, or none: nothing was tested that we could tell of. */
  function remembered(): z.infer<typeof LastRuns> {
    const saved = store.snapshot(SNAPSHOT);
    return (saved?.version === VERSION && LastRuns.safeParse(saved.snapshot).data) || {};
  }

  async function conduct(name: TestName, by: Person): Promise<void> {
    const mine = createRunning({ ...deps, name, kind: kinds[name], person: by.name });
    running = mine;
    const verdict = await mine.conduct().catch((cause): Verdict => {
      log.error({ test: name, err: cause }, 'a test failed by itself');
      return faulty('stationError');
    });
    running = null;
    const { startedAtMs } = mine.view;
    keep(name, { ...verdict, person: by.name, atMs: clock.now(), tookMs: clock.now() - startedAtMs }, by);
  }

  function keep(name: TestName, last: LastRun, { name: person, role }: Person): void {
    lastRuns = { ...lastRuns, [name]: last };
    const result = outcomeInTrail[last.outcome];
    log.info({ test: name, outcome: last.outcome, finding: last.finding, fault: last.fault }, 'a test has ended');
    try {
      store.recordAction({ key: randomUUID(), person, role, action: 'test.end', detail: inShort(name, last), result });
      store.saveSnapshot(SNAPSHOT, VERSION, lastRuns);
    } catch (cause) {
      log.error({ test: name, cause: String(cause) }, 'the outcome of a test could not be written down');
    }
  }

  return {
    begin(name: TestName, by: Person): Result<null, TestTrouble> {
      if (running) return err({ code: 'testRuns' });
      const hindrance = kinds[name].hindrance();
      if (hindrance) return err({ code: hindrance });
      void conduct(name, by);
      return ok(null);
    },
    say(said: Said): Result<null, TestTrouble> {
      if (!running) return err({ code: 'notRunning' });
      running.hear(said);
      return ok(null);
    },
    cancel(): Result<null, TestTrouble> {
      if (!running) return err({ code: 'notRunning' });
      running.end('cancelled');
      return ok(null);
    },
    view: (): TestsView => ({
      running: running?.view ?? null,
      tests: TestName.options.map((name) => ({
        name,
        hindrance: kinds[name].hindrance(),
        last: lastRuns[name] ?? null,
      })),
    }),
  };
}
export type TestRunner = ReturnType<typeof createTestRunner>;
