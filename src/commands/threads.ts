import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { readShipped } from '../io/resources.ts';
import type { Shipped } from '../model/shipped.ts';
import type { UserWord } from '../pipeline/annotating.ts';
import type { Resources } from '../pipeline.ts';

/** What the thread that starts another hands to it. */
export interface ThreadData {
  /** Its bytes are shared by all threads, not copied. */
  readonly shipped: Shipped;
  readonly userWords: readonly UserWord[];
}

/** Work that threads can share: a job made of each input has an answer that depends on nothing else. */
export interface Task<Input, Job, Answer> {
  /** Name of the worker's file beside this one, without its suffix; it answers each job with a message. */
  readonly worker: string;
  readonly jobOf: (input: Input) => Job;
  /** How many rows an input has. */
  readonly rowsIn: (input: Input) => number;
  /** Does a job in this thread. */
  readonly here: (job: Job) => Answer;
}

/** Rows that are done before threads are started, which takes as long as some thousands of rows. */
const ROWS_ALONE = 2_000;
/** Inputs on their way for each thread: one that it works on, one that waits for it. */
const AHEAD = 2;

/**
 * Does the jobs of the inputs and gives both in order. With `count` above 0 as many threads share the work; then no
 * more inputs are in memory than the threads have at hand, so that a slow reader slows all of it down.
 */
export async function* inThreads<Input, Job, Answer>(
  inputs: AsyncIterable<Input>,
  { worker, jobOf, rowsIn, here }: Task<Input, Job, Answer>,
  resources: Pick<Resources, 'userWords'>,
  count: number,
): AsyncGenerator<{ readonly input: Input; readonly answer: Answer }> {
  let alone = count === 0 ? Number.POSITIVE_INFINITY : ROWS_ALONE;
  let threads: Threads<Job, Answer> | null = null;
  const waiting: Promise<{ readonly input: Input; readonly answer: Answer }>[] = [];
  try {
    for await (const input of inputs) {
      if (alone > 0) {
        alone -= rowsIn(input);
        yield { input, answer: here(jobOf(input)) };
        continue;
      }
      threads ??= startThreads<Job, Answer>(worker, count, sharedData(resources));
      waiting.push(threads.run(jobOf(input)).then((answer) => ({ input, answer })));
      if (waiting.length >= count * AHEAD) yield* next(waiting);
    }
    while (waiting.length > 0) yield* next(waiting);
  } finally {
    await threads?.close();
  }
}

async function* next<Value>(waiting: Promise<Value>[]): AsyncGenerator<Value> {
  const first = await waiting.shift();
  if (first !== undefined) yield first;
}

/** What threads open: one copy for all of them. */
function sharedData({ userWords }: Pick<Resources, 'userWords'>): ThreadData {
  const { dictionaries, words, polarity, opinions, aspects } = readShipped();
  return {
    shipped: {
      dictionaries: shared(dictionaries),
      words: shared(words),
      polarity: shared(polarity),
      opinions: shared(opinions),
      aspects: shared(aspects),
    },
    userWords,
  };
}

function shared(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}

/** Threads that do jobs side by side. */
interface Threads<Job, Answer> {
  /** Gives a job to the thread with the fewest. */
  readonly run: (job: Job) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/** A thread, and who waits for its answers, in the order of the jobs. */
interface Thread<Answer> {
  readonly worker: Worker;
  readonly waiting: ((answer: Answer) => void)[];
}

/**
 * Starts `count` threads. An error in one is a bug: nobody listens for it here, so that it ends the process with
 * its stack trace.
 */
function startThreads<Job, Answer>(
  name: string,
  count: number,
  workerData: ThreadData,
): Threads<Job, Answer> {
  // TypeScript where the sources run unbuilt.
  const file = new URL(`./${name}${extname(import.meta.url)}`, import.meta.url);
  const threads = Array.from({ length: count }, () => startThread<Answer>(file, workerData));
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

/**
 * Megabytes for what lives shortly: a thread left alone takes several times as much for nothing, since hardly
 * anything of a job outlives it.
 */
const LIMITS = { maxYoungGenerationSizeMb: 8 };

function startThread<Answer>(file: URL, workerData: ThreadData): Thread<Answer> {
  const worker = new Worker(file, { workerData, resourceLimits: LIMITS });
  const thread: Thread<Answer> = { worker, waiting: [] };
  thread.worker.on('message', (answer: Answer) => thread.waiting.shift()?.(answer));
  return thread;
}

function leastBusy<Answer>(threads: readonly Thread<Answer>[]): Thread<Answer> {
  return threads.reduce((least, one) => (one.waiting.length < least.waiting.length ? one : least));
}
