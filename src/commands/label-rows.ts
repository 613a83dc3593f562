import { readShipped } from '../io/resources.ts';
import type { FilterRow, Resources } from '../pipeline.ts';
import type { WorkerData } from './label-worker.ts';
import { type LabelWorkers, startWorkers } from './label-workers.ts';
import { createLabelling, type Job, type Labelled } from './labelling.ts';

/** A batch of rows with what was found in their texts. */
export interface LabelledRows {
  readonly rows: readonly FilterRow[];
  readonly labelled: Labelled;
}

/** Rows that are done before threads are started, which takes as long as some thousands of rows. */
const ROWS_ALONE = 2_000;
/** Batches on their way for each thread: one that it works on, one that waits for it. */
const AHEAD = 2;

/**
 * Labels batches of rows in their order. With `jobs` above 1 as many threads share the work; then no more batches
 * are in memory than the threads have at hand, so that a slow reader slows all of it down.
 */
export async function* labelRows(
  batches: AsyncIterable<readonly FilterRow[]>,
  jobOf: (rows: readonly FilterRow[]) => Job,
  resources: Resources,
  jobs: number,
): AsyncGenerator<LabelledRows> {
  const label = createLabelling(resources);
  let alone = jobs === 1 ? Number.POSITIVE_INFINITY : ROWS_ALONE;
  let workers: LabelWorkers | null = null;
  const waiting: Promise<LabelledRows>[] = [];
  try {
    for await (const rows of batches) {
      if (alone > 0) {
        alone -= rows.length;
        yield { rows, labelled: label(jobOf(rows)) };
        continue;
      }
      workers ??= startWorkers(jobs, sharedData(resources));
      waiting.push(workers.run(jobOf(rows)).then((labelled) => ({ rows, labelled })));
      if (waiting.length >= jobs * AHEAD) yield* next(waiting);
    }
    while (waiting.length > 0) yield* next(waiting);
  } finally {
    await workers?.close();
  }
}

async function* next(waiting: Promise<LabelledRows>[]): AsyncGenerator<LabelledRows> {
  const first = await waiting.shift();
  if (first !== undefined) yield first;
}

/** What threads open: one copy for all of them. */
function sharedData({ userWords }: Resources): WorkerData {
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
