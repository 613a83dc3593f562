import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { WorkerData } from './label-worker.ts';
import type { Job, Labelled } from './labelling.ts';

/** Threads that do jobs side by side. */
export interface LabelWorkers {
  /** Gives a job to the thread with the fewest. */
  readonly run: (job: Job) => Promise<Labelled>;
  readonly close: () => Promise<void>;
}

/** The worker's file: TypeScript where the sources run unbuilt. */
const WORKER = new URL(`./label-worker${extname(import.meta.url)}`, import.meta.url);

/**
 * Megabytes for what lives shortly: a thread left alone takes three times as much for nothing, since hardly anything of a
 * batch outlives it.
 */
const LIMITS = { maxYoungGenerationSizeMb: 8 };

/** A thread, and who waits for its answers, in the order of the jobs. */
interface Thread {
  readonly worker: Worker;
  readonly waiting: ((labelled: Labelled) => void)[];
}

/**
 * Starts `count` threads. An error in one is a bug: nobody listens for it here, so that it ends the process with
 * its stack trace.
 */
export function startWorkers(count: number, workerData: WorkerData): LabelWorkers {
  const threads = Array.from({ length: count }, () => startThread(workerData));
  return {
    run: (job) =>
      new Promise((done) => {
        const { worker, waiting } = leastBusy(threads);
        waiting.push(done);
        worker.postMessage(job);
      }),
    close: async () => {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}

function startThread(workerData: WorkerData): Thread {
  const worker = new Worker(WORKER, { workerData, resourceLimits: LIMITS });
  const thread: Thread = { worker, waiting: [] };
  thread.worker.on('message', (labelled: Labelled) => thread.waiting.shift()?.(labelled));
  return thread;
}

function leastBusy(threads: readonly Thread[]): Thread {
  return threads.reduce((least, one) => (one.waiting.length < least.waiting.length ? one : least));
}
