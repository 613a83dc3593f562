import { writeFileSync } from 'node:fs';
import { checkStore } from '../../src/store/check.ts';
import { withReader } from '../../src/store/open.ts';
import { query } from '../../src/store/query.ts';

/** An export of so many voices, ids from `first` on, no two texts alike. */
export function rowsOf(count: number, first = 1): string {
  const rows = Array.from({ length: count }, (_, at) => {
    const n = first + at;
    return `${n},"第${n}次下单，等了${n % 40}天才发货，客服也不回复",${(n % 5) + 1}\n`;
  });
  return `编号,评价内容,评分\n${rows.join('')}`;
}

export function writeRows(path: string, count: number, first = 1): void {
  writeFileSync(path, rowsOf(count, first));
}

/** How many voices a store holds; fails where its tables do not fit together. */
export async function voicesIn(store: string): Promise<number> {
  const read = await withReader(store, {}, checkStore);
  if (!read.found) return 0;
  const faults = Object.entries(read.value.faults).filter(([, count]) => count > 0);
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  return read.value.rows.voices;
}

/** How many times the voices of a store were clustered. */
export async function clusterRunsIn(store: string): Promise<number> {
  const read = await withReader(store, {}, (reader) =>
    query<{ runs: number }>(reader, 'SELECT count(*)::INTEGER AS runs FROM runs'),
  );
  return read.found ? (read.value[0]?.runs ?? 0) : 0;
}
