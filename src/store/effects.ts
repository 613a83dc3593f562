import { query } from './query.ts';
import type { Store } from './session.ts';

/** Voices before and since the day of an action; the period before is as long as the one since, or as the data. */
export interface EffectRow {
  readonly pain: string;
  readonly before: number;
  readonly beforeTotal: number;
  readonly after: number;
  readonly afterTotal: number;
}

/**
 * Counts a pain point before a day and since, in the dated voices of the scope. Needs the tables `scope` and `stated`.
 * @param since first day of the action, `YYYY-MM-DD`
 */
export async function readEffect(reader: Store, pain: string, since: string): Promise<EffectRow> {
  const [row] = await query<Omit<EffectRow, 'pain'>>(
    reader,
    `WITH dated AS (
       SELECT n, CAST(created_at AS DATE) AS day FROM scope WHERE created_at IS NOT NULL),
     days AS (SELECT CAST($since AS DATE) AS since, max(day) AS last FROM dated),
     sided AS (
       SELECT dated.n, day >= since AS after FROM dated, days
       WHERE day >= since - CAST(last - since + 1 AS INTEGER)),
     named AS (SELECT DISTINCT n FROM stated WHERE pain_id = $pain)
     SELECT count(*) FILTER (NOT after AND named.n IS NOT NULL) AS before,
       count(*) FILTER (NOT after) AS "beforeTotal",
       count(*) FILTER (after AND named.n IS NOT NULL) AS after,
       count(*) FILTER (after) AS "afterTotal"
     FROM sided LEFT JOIN named USING (n)`,
    { pain, since },
  );
  if (row === undefined) throw new Error('an aggregate gave no row');
  return { pain, ...row };
}
