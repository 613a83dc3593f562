/** A worker thread of `voc ingest`: texts in, what is found in them out, in the order in which they came. */

import { parentPort, workerData } from 'node:worker_threads';
import { findInTexts, loadResources, type TextJob } from '../pipeline.ts';
import { pack } from './parcel.ts';
import type { ThreadData } from './threads.ts';

const { shipped, userWords } = workerData as ThreadData;
const resources = loadResources(shipped, userWords);

parentPort?.on('message', (job: TextJob) => {
  const parcel = pack(findInTexts(job, resources), job);
  parentPort?.postMessage(parcel, [parcel.numbers.buffer, parcel.scores.buffer]);
});
parentPort?.postMessage('ready');
