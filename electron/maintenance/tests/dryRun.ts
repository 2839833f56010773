import type { Config } from '../../station/config.ts';
import type { StationLog } from '../../station/log.ts';
import type { TestKind } from './course.ts';
import { failed, passed, stopped } from './results.ts';

/** A whole charge on simulated hardware: says whether station, prices and books are sound when no device is to blame. */
export const dryRunTest = ({ config, log }: { readonly config: Config; readonly log: StationLog }): TestKind => ({
  limitMs: 120_000,
  hindrance: () => null,
  async run({ signal }) {
    // Simulators are loaded by nobody who does not test.
    const { dryRun } = await import('../../station/dryRun.ts');
    const done = await dryRun(config, log, signal);
    if (done.ok) {
      const { receiptNumber, energyWh, total } = done.value;
      return passed(
        { fact: 'energy', wh: energyWh },
        { fact: 'money', ...total },
        { fact: 'receipt', text: receiptNumber },
      );
    }
    switch (done.error.code) {
      case 'cancelled':
        return stopped('cancelled');
      case 'stuck':
        return failed('chargeStuck', { fact: 'stage', text: done.error.stage });
      case 'booksDiffer':
        return failed('booksDiffer', { fact: 'stage', text: done.error.detail });
    }
  },
});
