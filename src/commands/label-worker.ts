/** A worker thread of `voc annotate`: jobs in, labels out, in the order in which they came. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadResources, type UserWord } from '../pipeline.ts';
import { createLabelling, type Job } from './labelling.ts';

/** What the thread that starts a worker hands to it. */
export interface WorkerData {
  readonly dictionaries: Readonly<Record<string, string>>;
  /** Shared by all threads, not copied. */
  readonly words: Uint8Array;
  readonly userWords: readonly UserWord[];
}

const { dictionaries, words, userWords } = workerData as WorkerData;
const label = createLabelling(loadResources(dictionaries, words, userWords));

parentPort?.on('message', (job: Job) => {
  const labelled = label(job);
  parentPort?.postMessage(labelled, [labelled.bytes.buffer]);
});
