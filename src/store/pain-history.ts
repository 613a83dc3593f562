import type { Run } from '../model/lineage.ts';
import type { Filter, Table } from '../model/store.ts';
import { JOIN_PAINS } from './clustering.ts';
import { conditionOf } from './filter.ts';
import { query, stream } from './query.ts';
import type { Store } from './session.ts';

/** All runs of `cluster` and all decisions taken, oldest first. */
export async function readRuns(reader: Store): Promise<Run[]> {
  return query<Run>(
    reader,
    `SELECT number, engine, voices, opinions, pains, first_day AS "firstDay", last_day AS "lastDay",
       (SELECT count(*) FROM run_pains e WHERE e.run = runs.number) AS changes
     FROM runs ORDER BY number`,
  );
}

/** What happened to pain points, run by run; of one pain point also what happened to others because of it. */
export function readEvents(reader: Store, painId: string | null): Table {
  const columns = [
    ...['run', 'pain_id', 'label', 'event', 'partner'],
    ...['opinions_before', 'opinions_after', 'overlap'],
  ];
  const sql = `SELECT ${columns.join(', ')} FROM run_pains
    WHERE $pain IS NULL OR pain_id = $pain OR partner = $pain ORDER BY run, pain_id`;
  return { columns, rows: stream(reader.connection, sql, { pain: painId }) };
}

/** Every opinion of a pain point with its voice, by time, undated last. */
export function readPainVoices(reader: Store, painId: string, filter: Filter): Table {
  const { sql: condition, values } = conditionOf(filter);
  const sql = `
    SELECT v.id, strftime(v.created_at, '%Y-%m-%dT%H:%M:%S') || v.created_offset, v.source, v.channel,
      v.customer_id, v.customer_group, v.product, o.span, p.ground, v.text, v.key
    FROM opinions o ${JOIN_PAINS} JOIN voices v ON v.key = o.voice_key
    WHERE p.pain_id = $pain AND ${condition} ORDER BY v.created_at NULLS LAST, v.key, o.seq`;
  return {
    columns: [
      ...['voice_id', 'created_at', 'source', 'channel', 'customer_id', 'customer_group'],
      ...['product', 'span', 'ground', 'text', 'voice_key'],
    ],
    rows: stream(reader.connection, sql, { ...values, pain: painId }),
  };
}
