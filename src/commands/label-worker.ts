/** A worker thread of `voc annotate`: jobs in, labels out, in the order in which they came. */

import { parentPort, workerData } from 'node:worker_threads';
import type { Shipped } from '../model/shipped.ts';
import { loadAnnotating, type UserWord } from '../pipeline/annotating.ts';
import { createLabelling, type Job } from './labelling.ts';

/** What the thread that starts a worker hands to it. */
export interface WorkerData {
  /** Its bytes are shared by all threads, not copied. */
  readonly shipped: Shipped;
  readonly userWords: readonly UserWord[];
}

const { shipped, userWords } = workerData as WorkerData;
const label = createLabelling(loadAnnotating(shipped, userWords));

parentPort?.on('message', (job: Job) => {
  const labelled = label(job);
  parentPort?.postMessage(labelled, [labelled.bytes.buffer]);
});
