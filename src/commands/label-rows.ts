import type { FilterResources, FilterRow } from '../pipeline.ts';
import { createLabelling, type Job, type Labelled } from './labelling.ts';
import { inThreads } from './threads.ts';

/** A batch of rows with what was found in their texts. */
export interface LabelledRows {
  readonly rows: readonly FilterRow[];
  readonly labelled: Labelled;
}

/** Labels batches of rows in their order, with as many threads as `jobs` says. */
export async function* labelRows(
  batches: AsyncIterable<readonly FilterRow[]>,
  jobOf: (rows: readonly FilterRow[]) => Job,
  resources: FilterResources,
  jobs: number,
): AsyncGenerator<LabelledRows> {
  const here = createLabelling(resources);
  const rowsIn = (rows: readonly FilterRow[]): number => rows.length;
  const task = { worker: 'label-worker', jobOf, rowsIn, here };
  for await (const { input, answer } of inThreads(batches, task, resources, jobs)) {
    yield { rows: input, labelled: answer };
  }
}
