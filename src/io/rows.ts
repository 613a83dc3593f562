import type { Cell } from '../model/store.ts';

/** Rows to write: the model's `Table`, or the same with its rows at hand. */
export interface Rows {
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>;
}
