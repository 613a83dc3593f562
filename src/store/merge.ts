import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError } from '../model/errors.ts';
import type { AnnotatedVoice, MergeResult } from '../model/store.ts';
import { type Batch, type LoadCounts, type LoadSource, stageBatch } from './batch.ts';
import { sweepLeftovers, waitingBatches } from './batch-files.ts';
import { requireSpace } from './disk.ts';
import { type Load, loadOfBatch } from './loads.ts';
import { withWriter } from './open.ts';
import { count, inTransaction, query, quoted } from './query.ts';
import type { StoreOptions, WritableStore } from './session.ts';

/** What the merge did with the batches asked for, in their order, and with those of earlier commands. */
export interface Merged {
  readonly results: readonly MergeResult[];
  readonly kept: readonly Load[];
}

/** Room that the engine needs beyond the rows themselves. */
const SPARE_BYTES = 4 * 1024 * 1024;

/**
 * The order that decides between rows of one batch with equal keys: by content, so that it does not depend on
 * the order of the file. A voice that is already in the store always stays as it is.
 */
const CONTENT = `created_at NULLS LAST, created_offset, text, id, source, channel, customer_id, customer_group,
  rating, rating_max, product, attributes, sentiment, score, kinds, stages, signals, urgency, row`;

/** Stages annotated voices and merges them. See `stageBatch` and `mergeBatches`. */
export async function loadVoices(
  path: string,
  source: LoadSource,
  voices: AsyncIterable<AnnotatedVoice>,
  counts: () => LoadCounts,
  options: StoreOptions = {},
): Promise<MergeResult & Pick<Merged, 'kept'>> {
  const batch = await stageBatch(path, source, voices, counts, options);
  const { results, kept } = await mergeBatches(path, [batch], options);
  return { ...(results[0] ?? { added: 0, duplicate: 0 }), kept };
}

/**
 * Merges the batches, and those that earlier commands had to leave behind, into the store: each in one
 * transaction, so that the store is as before or as after whenever the process dies. A batch that is met again
 * after such a death is recognised. Throws an InputError that names the first batch that stays on disk; it is
 * merged by the next call.
 */
export async function mergeBatches(
  path: string,
  batches: readonly Batch[],
  options: StoreOptions = {},
): Promise<Merged> {
  try {
    return await withWriter(path, options, (writer) => mergeWaiting(writer, batches));
  } catch (error) {
    const [first] = await waitingBatches(path);
    if (!(error instanceof InputError) || first === undefined) throw error;
    const { zh, en } = error.text;
    throw new InputError(
      {
        zh: `${zh}（已分析的数据保留在 ${first.file}，下次 voc ingest 会自动并入）`,
        en: `${en} (what was analysed is kept in ${first.file}; the next voc ingest takes it in)`,
      },
      { cause: error, status: error.status },
    );
  }
}

/** Merges the batches that wait beside an open store; see `mergeBatches`. */
export async function mergeWaiting(
  writer: WritableStore,
  batches: readonly Batch[],
): Promise<Merged> {
  await sweepLeftovers(writer.path);
  // Listed under the lock: another process may have merged ours, as we merge its.
  const waiting = await waitingBatches(writer.path);
  const bytes = waiting.reduce((sum, batch) => sum + batch.bytes, 0);
  await requireSpace(writer.path, 2 * bytes + SPARE_BYTES);
  const merged = new Map<string, Load>();
  for (const { file } of waiting) {
    const [id, load] = await mergeFile(writer, file);
    merged.set(id, load);
    await rm(file, { force: true });
  }
  const asked = new Set(batches.map(({ id }) => id));
  const results: MergeResult[] = [];
  for (const { id, file } of batches) {
    const load = merged.get(id) ?? (await loadOfBatch(writer, id));
    if (!load) throw new Error(`batch ${file} was neither merged nor logged`);
    results.push({ added: load.added, duplicate: load.duplicate });
  }
  return { results, kept: [...merged].filter(([id]) => !asked.has(id)).map(([, load]) => load) };
}

async function mergeFile(
  writer: WritableStore,
  file: string,
): Promise<readonly [id: string, load: Load]> {
  const { connection } = writer;
  await connection.run(`ATTACH ${quoted(resolve(file))} AS batch (READ_ONLY)`);
  try {
    const rows = await query<{ id: string }>(writer, 'SELECT id FROM batch.load');
    const id = rows[0]?.id ?? '';
    const known = await loadOfBatch(writer, id);
    if (known) return [id, known];
    await inTransaction(connection, () => mergeAttached(writer));
    const load = await loadOfBatch(writer, id);
    if (!load) throw new Error(`the merge of ${file} left no entry in the log`);
    return [id, load];
  } finally {
    await connection.run('DETACH batch').catch(() => undefined);
  }
}

/** A batch that an earlier version had to leave has none. */
async function hasElements(writer: WritableStore): Promise<boolean> {
  const sql = `SELECT count(*) FROM duckdb_tables() WHERE database_name = 'batch' AND table_name = 'elements'`;
  return (await count(writer, sql)) > 0;
}

async function mergeAttached(writer: WritableStore): Promise<void> {
  const { connection } = writer;
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE fresh AS
      SELECT b.row, b.key FROM batch.voices b WHERE NOT EXISTS (SELECT 1 FROM voices v WHERE v.key = b.key)`);
  await connection.run(`
    DELETE FROM fresh WHERE row IN (
      SELECT row FROM (
        SELECT row, row_number() OVER (PARTITION BY key ORDER BY ${CONTENT}) AS rank FROM batch.voices
        WHERE key IN (SELECT key FROM fresh GROUP BY key HAVING count(*) > 1))
      WHERE rank > 1)`);
  const number = (await count(writer, 'SELECT coalesce(max(number), 0) FROM loads')) + 1;
  const added = await count(writer, 'SELECT count(*) FROM fresh');
  const total = await count(writer, 'SELECT count(*) FROM batch.voices');
  await connection.run(`
    INSERT INTO voices BY NAME
      SELECT b.* EXCLUDE (row, created_at, sentiment, score, kinds, stages, signals, urgency),
        ${number} AS load, CAST(created_at AS TIMESTAMP) AS created_at
      FROM batch.voices b JOIN fresh USING (row)`);
  await connection.run(`
    INSERT INTO annotations
      SELECT b.key, sentiment, score, kinds, stages, signals, urgency, (SELECT engine FROM batch.load)
      FROM batch.voices b JOIN fresh USING (row)`);
  await connection.run(`
    INSERT INTO opinions
      SELECT key, seq, "start", "end", span, term, aspect, polarity, stage
      FROM batch.opinions JOIN fresh USING (row)`);
  if (await hasElements(writer)) {
    await connection.run(`
      INSERT INTO elements
        SELECT key, "start", "end", element, item, opinion FROM batch.elements JOIN fresh USING (row)`);
  }
  await connection.run(`
    INSERT INTO loads BY NAME
      SELECT ${number} AS number, id AS batch, * EXCLUDE (id, engine), ${added} AS added, ${total - added} AS duplicate
      FROM batch.load`);
  await connection.run('DROP TABLE fresh');
}
