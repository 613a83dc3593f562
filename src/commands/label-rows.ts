import type { FilterResources, FilterRow } from '../pipeline.ts';
import { createLabelling, type Job, type Labelled } from './labelling.ts';
import { type EarlyThreads, inThreads, startEarly, type ThreadData } from './threads.ts';

/** A batch of rows with what was found in their texts. */
export interface LabelledRows {
  readonly rows: readonly FilterRow[];
  readonly labelled: Labelled;
}

const WORKER = 'label-worker';

/** Starts the threads that `labelRows` will want besides this one. */
export function startLabelling(jobs: number, data: ThreadData): EarlyThreads {
  return startEarly(WORKER, jobs - 1, data);
}

/**
 * Labels batches of rows in their order, with as many threads as `jobs` says.
 * @param early what `startLabelling` gave; null where it was not asked
 */
export async function* labelRows(
  batches: AsyncIterable<readonly FilterRow[]>,
  jobOf: (rows: readonly FilterRow[]) => Job,
  resources: FilterResources,
  jobs: number,
  early: EarlyThreads | null,
): AsyncGenerator<LabelledRows> {
  const here = createLabelling(resources);
  const rowsIn = (rows: readonly FilterRow[]): number => rows.length;
  const task = { worker: WORKER, jobOf, rowsIn, here };
  for await (const { input, answer } of inThreads(batches, task, resources, jobs, early)) {
    yield { rows: input, labelled: answer };
  }
}
