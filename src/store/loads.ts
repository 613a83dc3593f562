import type { MergeResult } from '../model/store.ts';
import { query } from './query.ts';
import type { Store } from './session.ts';

/** One entry of the store's log of loads: `read` is the sum of the merge's counts and `rejected`. It holds no time. */
export interface Load extends MergeResult {
  readonly number: number;
  readonly file: string;
  readonly format: string;
  readonly encoding: string;
  readonly read: number;
  readonly rejected: number;
}

const COLUMNS =
  'number, file, format, encoding, read, added, updated, outdated, duplicate, rejected';

/** All loads, first to last. */
export function readLoads(reader: Store): Promise<Load[]> {
  return query<Load>(reader, `SELECT ${COLUMNS} FROM loads ORDER BY number`);
}

/** The load that took a batch in; undefined while it waits. */
export async function loadOfBatch(reader: Store, batch: string): Promise<Load | undefined> {
  const sql = `SELECT ${COLUMNS} FROM loads WHERE batch = $batch`;
  return (await query<Load>(reader, sql, { batch }))[0];
}
