import type { Clustering, OpinionKey } from '../model/pain.ts';
import { inTransaction, query } from './query.ts';
import type { Store, WritableStore } from './session.ts';

/**
 * Joins each opinion `o` to the row `p` of its pain point, null where it has none. Polarity is compared as a column:
 * as a condition on `o` alone it would make the engine compare every opinion with every key.
 */
export const JOIN_PAINS = `LEFT JOIN (SELECT *, 'negative' AS polarity FROM opinion_pains) p
  ON p.polarity = o.polarity AND p.span = o.span AND p.aspect = o.aspect AND p.stage = o.stage
    AND p.term IS NOT DISTINCT FROM o.term`;

/** All distinct ways in which a negative opinion is stated, sorted by aspect, term (none first), span and stage. */
export async function readOpinionKeys(reader: Store): Promise<OpinionKey[]> {
  return query<OpinionKey>(
    reader,
    `SELECT span, term, aspect, stage, count(DISTINCT voice_key) AS voices FROM opinions
     WHERE polarity = 'negative' GROUP BY ALL ORDER BY aspect, term NULLS FIRST, span, stage`,
  );
}

/** Replaces the pain points of the store, and what belongs to them, in one transaction. */
export async function writeClustering(
  writer: WritableStore,
  keys: readonly OpinionKey[],
  clustering: Clustering,
): Promise<void> {
  if (keys.length !== clustering.assigned.length) {
    throw new RangeError(`${keys.length} opinion keys, ${clustering.assigned.length} assignments`);
  }
  const { connection } = writer;
  await inTransaction(connection, async () => {
    await connection.run('DELETE FROM opinion_pains');
    await connection.run('DELETE FROM pains');
    await appendRows(
      writer,
      'pains',
      clustering.pains.map(({ id, label, aspect, stage, other }) => [
        id,
        label,
        aspect,
        stage,
        other,
      ]),
    );
    await appendRows(
      writer,
      'opinion_pains',
      keys.map(({ span, term, aspect, stage }, at) => [
        span,
        term,
        aspect,
        stage,
        clustering.assigned[at] ?? null,
      ]),
    );
  });
}

async function appendRows(
  { connection }: WritableStore,
  table: string,
  rows: readonly (readonly (string | null)[])[],
): Promise<void> {
  const appender = await connection.createAppender(table, 'main', 'store');
  for (const row of rows) {
    for (const text of row) {
      if (text === null) appender.appendNull();
      else appender.appendVarchar(text);
    }
    appender.endRow();
  }
  appender.closeSync();
}
