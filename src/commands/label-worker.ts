/** A worker thread of `voc annotate`: jobs in, labels out, in the order in which they came. */

import { parentPort, workerData } from 'node:worker_threads';
import { loadAnnotating } from '../pipeline/annotating.ts';
import { createLabelling, type Job } from './labelling.ts';
import type { ThreadData } from './threads.ts';

const { shipped, userWords } = workerData as ThreadData;
const label = createLabelling(loadAnnotating(shipped, userWords));

parentPort?.on('message', (job: Job) => {
  const labelled = label(job);
  parentPort?.postMessage(labelled, [labelled.bytes.buffer]);
});
parentPort?.postMessage('ready');
