import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Result } from '../../machines/result.ts';
import type { BooksJob, JobValue } from './booksWorker.ts';

/** Main, as it is built, is one file of CommonJS; so is this worker beside it. */
const script = join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? 'booksWorker.ts' : 'booksWorker.cjs');

/**
 * Does what takes seconds in a thread of its own: a charge that runs is not kept waiting. A bug in it rejects.
 */
export function inBackground<J extends BooksJob>(job: J): Promise<Result<JobValue<J>, string>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { workerData: job });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the books' thread ended with ${code} and no answer`)));
  });
}
