import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { type BooksCheck, checkBooks, type ExportOrder } from './exportBooks.ts';
import { type HandedOver, type HandOverOrder, handOver } from './handOver.ts';

/** One job on the books, in a thread of its own: see `background.ts`. */
export type BooksJob =
  | ({ readonly job: 'check' } & Pick<ExportOrder, 'file' | 'config' | 'period' | 'nowMs'>)
  | ({ readonly job: 'handOver' } & HandOverOrder);
export type JobValue<J extends BooksJob> = J extends { job: 'check' } ? BooksCheck : HandedOver;

if (!isMainThread) {
  const job = workerData as BooksJob;
  parentPort?.postMessage(job.job === 'check' ? checkBooks(job) : handOver(job));
}
