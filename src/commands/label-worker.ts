/** A worker thread of `voc annotate`: jobs in, labels out, in the order in which they came. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadResources } from '../pipeline.ts';
import { createLabelling, type Job } from './labelling.ts';

/** What the thread that starts a worker hands to it. */
export interface WorkerData {
  readonly dictionaries: Readonly<Record<string, string>>;
  /** Shared by all threads, not copied. */
  readonly words: Uint8Array;
}

const { dictionaries, words } = workerData as WorkerData;
const label = createLabelling(loadResources(dictionaries, words));

parentPort?.on('message', (job: Job) => {
  const labelled = label(job);
  parentPort?.postMessage(labelled, [labelled.bytes.buffer]);
});
