import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { ok } from '../../machines/result.ts';
import type { OcpiTariff } from '../billing/ocpiTariff.ts';
import { type Weighed, type Weighing, weigh } from '../billing/tariffTool/weigh.ts';
import { type BooksCheck, checkBooks, type ExportOrder } from './exportBooks.ts';
import { type HandedOver, type HandOverOrder, handOver } from './handOver.ts';

/** One long job, on the books or on a tariff, in a thread of its own: see `background.ts`. */
export type BooksJob =
  | ({ readonly job: 'check' } & Pick<ExportOrder, 'file' | 'config' | 'period' | 'nowMs'>)
  | ({ readonly job: 'handOver' } & HandOverOrder)
  | ({ readonly job: 'weigh'; readonly before: OcpiTariff; readonly after: OcpiTariff } & Weighing);
export type JobValue<J extends BooksJob> = J extends { job: 'check' }
  ? BooksCheck
  : J extends { job: 'weigh' }
    ? Weighed
    : HandedOver;

if (!isMainThread) {
  const job = workerData as BooksJob;
  parentPort?.postMessage(outcomeOf(job));
}

function outcomeOf(job: BooksJob) {
  switch (job.job) {
    case 'check':
      return checkBooks(job);
    case 'handOver':
      return handOver(job);
    case 'weigh':
      return ok(weigh(job.before, job.after, job));
  }
}
