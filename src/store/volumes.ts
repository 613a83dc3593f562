import { query } from './query.ts';
import type { Store } from './session.ts';

/** How many voices a value of `grouped` has, and how many of them lie before the last weeks of the scope. */
export interface Volume {
  readonly value: string;
  readonly voices: number;
  readonly recent: number;
}

/** The values of `grouped` by name; dated voices from `since` on (a Monday) are recent. Needs `scope`. */
export function readVolumes(reader: Store, since: string | null): Promise<Volume[]> {
  return query<Volume>(
    reader,
    `SELECT g.value, count(*) AS voices, count(*) FILTER (s.week >= CAST($since AS DATE)) AS recent
     FROM grouped g JOIN scope s USING (n) GROUP BY g.value ORDER BY g.value`,
    { since },
  );
}
