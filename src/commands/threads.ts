import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { InputError } from '../model/errors.ts';
import type { Shipped } from '../model/shipped.ts';
import type { UserWord } from '../pipeline/annotating.ts';
import type { Resources } from '../pipeline.ts';

/** What the thread that starts another hands to it. */
export interface ThreadData {
  /** Its bytes are in memory that all threads share, and so are not copied. */
  readonly shipped: Shipped;
  readonly userWords: readonly UserWord[];
}

/** Work that threads can share: a job made of each input has an answer that depends on nothing else. */
export interface Task<Input, Job, Answer> {
  /** Name of the worker's file beside this one, without its suffix; it says by a message that it is ready, and answers each job with one. */
  readonly worker: string;
  readonly jobOf: (input: Input) => Job;
  /** How many rows an input has. */
  readonly rowsIn: (input: Input) => number;
  /** Does a job in this thread. */
  readonly here: (job: Job) => Answer;
}

/**
 * Fewer rows are done by this thread alone: to start another takes as long as some thousands. With the first rows beyond,
 * which take this thread ten times as long as later ones, the others start.
 */
const ROWS_ALONE = 500;
/** Inputs on their way for each thread: one that it works on, and others for the time in which this one writes. */
const AHEAD = 4;

/** Inputs in memory for each thread: what this one has done waits behind what another is still at. */
const KEPT = 6;

/** An input on its way, in its order. */
interface Underway<Input, Answer> {
  readonly input: Input;
  answer: { readonly value: Answer } | { readonly fault: Error } | null;
  /** Settled when there is an answer, or there will be none. */
  readonly done: Promise<void>;
}

/**
 * Does the jobs of the inputs and gives both in order. `jobs` threads share the work, this one among them: it reads
 * the inputs and hands them on, and does a job itself while all others have enough to do. No more inputs are in memory
 * than the threads have at hand, so that a slow reader slows all of it down.
 * @param early threads for this task that were started before; without them others are
 */
export async function* inThreads<Input, Job, Answer>(
  inputs: AsyncIterable<Input>,
  { worker, jobOf, rowsIn, here }: Task<Input, Job, Answer>,
  { shipped, userWords }: Pick<Resources, 'shipped' | 'userWords'>,
  jobs: number,
  early: EarlyThreads | null = null,
): AsyncGenerator<{ readonly input: Input; readonly answer: Answer }> {
  let alone = jobs === 1 ? Number.POSITIVE_INFINITY : ROWS_ALONE;
  let threads: Threads<Job, Answer> | null = null;
  const underway: Underway<Input, Answer>[] = [];
  const most = jobs * KEPT;
  try {
    for await (const input of inputs) {
      const job = jobOf(input);
      alone -= rowsIn(input);
      if (alone >= 0) {
        yield { input, answer: here(job) };
        continue;
      }
      threads ??=
        early?.take<Job, Answer>() ?? startThreads(worker, jobs - 1, { shipped, userWords });
      // Lets answers of other threads in.
      await new Promise(setImmediate);
      underway.push(
        threads.hasRoom() ? handOn(input, threads.run(job)) : doneHere(input, here(job)),
      );
      while (underway[0]?.answer || underway.length >= most) yield await next(underway);
    }
    while (underway.length > 0) yield await next(underway);
  } finally {
    await threads?.close();
  }
}

function handOn<Input, Answer>(input: Input, answer: Promise<Answer>): Underway<Input, Answer> {
  const one: Underway<Input, Answer> = {
    input,
    answer: null,
    done: answer.then(
      (value) => {
        one.answer = { value };
      },
      (fault) => {
        one.answer = { fault };
      },
    ),
  };
  return one;
}

function doneHere<Input, Answer>(input: Input, value: Answer): Underway<Input, Answer> {
  return { input, answer: { value }, done: Promise.resolve() };
}

/** The first input that is underway, when it is done. */
async function next<Input, Answer>(
  underway: Underway<Input, Answer>[],
): Promise<{ readonly input: Input; readonly answer: Answer }> {
  const first = underway.shift();
  await first?.done;
  if (!first?.answer) throw new Error('a job was done without an answer');
  if ('fault' in first.answer) throw first.answer.fault;
  return { input: first.input, answer: first.answer.value };
}

/** Threads that do jobs side by side. */
interface Threads<Job, Answer> {
  /** Whether one of them is ready, and would have to wait for its next job. */
  readonly hasRoom: () => boolean;
  /** Gives a job to the ready thread with the fewest. */
  readonly run: (job: Job) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/** Who waits for the answer to a job. */
interface Waiting<Answer> {
  readonly done: (answer: Answer) => void;
  readonly fail: (fault: Error) => void;
}

/** Threads that were started before there is work for them: the first work gets them. */
export interface EarlyThreads {
  readonly take: <Job, Answer>() => Threads<Job, Answer> | null;
}

/**
 * Starts `count` threads while this one still loads for itself what they load as well: else a second core stands still for
 * half a second. Until they are taken they hold up neither the end of the process nor its error: what they cannot load,
 * this thread cannot load either, and tells of it.
 */
export function startEarly(name: string, count: number, workerData: ThreadData): EarlyThreads {
  let threads: readonly Thread<unknown>[] | null = startAll(name, count, workerData);
  for (const thread of threads) {
    thread.early = true;
    thread.worker.unref();
  }
  return {
    take: <Job, Answer>() => {
      if (threads === null) return null;
      const taken = threads as readonly Thread<Answer>[];
      threads = null;
      for (const thread of taken) {
        thread.early = false;
        thread.worker.ref();
      }
      return shared<Job, Answer>(taken);
    },
  };
}

/** A thread, and who waits for its answers, in the order of the jobs. */
interface Thread<Answer> {
  readonly worker: Worker;
  /** Null until it has loaded what it needs: jobs would wait for that, and this thread behind them; null again when it has ended. */
  waiting: Waiting<Answer>[] | null;
  /** Whether nobody has work for it yet. */
  early: boolean;
}

/** Starts `count` threads. An error in one is a bug that ends the process with its stack trace, unless memory was short. */
function startThreads<Job, Answer>(
  name: string,
  count: number,
  workerData: ThreadData,
): Threads<Job, Answer> {
  return shared(startAll(name, count, workerData));
}

function startAll<Answer>(name: string, count: number, workerData: ThreadData): Thread<Answer>[] {
  // TypeScript where the sources run unbuilt.
  const file = new URL(`./${name}${extname(import.meta.url)}`, import.meta.url);
  return Array.from({ length: count }, () => startThread<Answer>(file, workerData));
}

/** Threads as those see them who have work for them. */
function shared<Job, Answer>(threads: readonly Thread<Answer>[]): Threads<Job, Answer> {
  return {
    hasRoom: () => (leastBusy(threads)?.waiting.length ?? AHEAD) < AHEAD,
    run: (job) =>
      new Promise((done, fail) => {
        const thread = leastBusy(threads);
        if (thread === null) return fail(new Error('a job for threads of which none is ready'));
        thread.waiting.push({ done, fail });
        thread.worker.postMessage(job);
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
const LIMITS = { maxYoungGenerationSizeMb: 32 };

function startThread<Answer>(file: URL, workerData: ThreadData): Thread<Answer> {
  const worker = new Worker(file, { workerData, resourceLimits: LIMITS });
  const thread: Thread<Answer> = { worker, waiting: null, early: false };
  worker.on('message', (answer: Answer) => {
    if (thread.waiting === null) thread.waiting = [];
    else thread.waiting.shift()?.done(answer);
  });
  const lose = (fault: Error): void => {
    for (const { fail } of thread.waiting ?? []) fail(fault);
    thread.waiting = null;
  };
  worker.on('error', (fault: Error & { readonly code?: string }) => {
    if (thread.early) return;
    if (fault.code !== 'ERR_WORKER_OUT_OF_MEMORY') throw fault;
    lose(outOfMemory());
  });
  worker.on('exit', () => lose(new Error('a thread ended before its work')));
  return thread;
}

function outOfMemory(): InputError {
  return new InputError({
    zh: '一个工作线程的内存不够用；请加上 --jobs 1，或换一台内存更大的机器',
    en: 'a thread ran out of memory; use --jobs 1, or a machine with more of it',
  });
}

type ReadyThread<Answer> = Thread<Answer> & { waiting: NonNullable<Thread<Answer>['waiting']> };

function leastBusy<Answer>(threads: readonly Thread<Answer>[]): ReadyThread<Answer> | null {
  const isReady = (one: Thread<Answer>): one is ReadyThread<Answer> => one.waiting !== null;
  return threads
    .filter(isReady)
    .reduce<ReadyThread<Answer> | null>(
      (least, one) => (least === null || one.waiting.length < least.waiting.length ? one : least),
      null,
    );
}
