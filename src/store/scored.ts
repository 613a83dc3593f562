import { attributeSql, WITH_ATTRIBUTES } from './columns.ts';
import { query, quoted } from './query.ts';
import type { Store } from './session.ts';

/** A column of the exports that a metric takes scores from, of the voices of one source only where that is no null. */
export interface ScoreColumn {
  readonly metric: string;
  readonly column: string;
  readonly source: string | null;
}

/** A text in such a column, and how many voices have it there. */
export interface ScoreText extends Pick<ScoreColumn, 'metric' | 'column'> {
  readonly raw: string;
  readonly voices: number;
}

/** Makes the temporary table `scored` (n of the voice in `scope`, metric, column, raw) and counts what stands in it. */
export async function selectScored(
  reader: Store,
  columns: readonly ScoreColumn[],
): Promise<ScoreText[]> {
  const parts = columns.map(
    ({ metric, column, source }) =>
      `SELECT s.n, ${quoted(metric)} AS metric, ${quoted(column)} AS "column", ${attributeSql(column)} AS raw
       FROM scope s ${WITH_ATTRIBUTES} WHERE ${source === null ? 'true' : `s.source = ${quoted(source)}`}`,
  );
  const none = `SELECT n, '' AS metric, '' AS "column", '' AS raw FROM scope WHERE false`;
  await reader.connection.run(
    `CREATE OR REPLACE TEMP TABLE scored AS
       SELECT * FROM (${[none, ...parts].join(' UNION ALL ')}) WHERE raw IS NOT NULL`,
  );
  return query<ScoreText>(
    reader,
    `SELECT metric, "column", raw, count(*) AS voices FROM scored GROUP BY ALL ORDER BY ALL`,
  );
}

/** What the voices of `scope s` that meet a condition have in the columns of `scored`, in no particular order. */
export function readScored(
  reader: Store,
  condition: string,
): Promise<(Omit<ScoreText, 'voices'> & { readonly n: number })[]> {
  return query(
    reader,
    `SELECT t.n, t.metric, t."column", t.raw FROM scored t JOIN scope s USING (n) WHERE ${condition}`,
  );
}
