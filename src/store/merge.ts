import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError } from '../model/errors.ts';
import type { AnnotatedVoice, MergeResult } from '../model/store.ts';
import { dropArrived, receiveRows } from './arrival.ts';
import { type Batch, type LoadCounts, type LoadSource, stageBatch } from './batch.ts';
import { sweepLeftovers, waitingBatches } from './batch-files.ts';
import { requireSpace } from './disk.ts';
import { isOutOfMemory } from './faults.ts';
import { type Load, loadOfBatch } from './loads.ts';
import { withWriter } from './open.ts';
import { count, inTransaction, query, quoted } from './query.ts';
import type { StoreOptions, WritableStore } from './session.ts';
import {
  CONTENT,
  DETAILS,
  type Detail,
  IN_LOAD,
  lowerReach,
  packed,
  SAYS_THE_SAME,
  settleVersions,
} from './versions.ts';

/** What the merge did with the batches asked for, in their order, and with those of earlier commands. */
export interface Merged {
  readonly results: readonly MergeResult[];
  readonly kept: readonly Load[];
}

/** Threads of the engine while it merges. */
const THREADS = 2;
/**
 * What the engine may keep in memory while it merges; what is larger goes through files beside the store, packed and unpacked.
 * With the first, that is half as much of a million short texts as with 128 MB (7 % less CPU time, measured); the others are for
 * where it is too little: thousands of transcripts, which the engine compresses together.
 */
const MEMORY_LIMITS = ['192MB', '384MB', '1GB'] as const;
const NOTHING: MergeResult = { added: 0, updated: 0, outdated: 0, duplicate: 0 };

/** Room that the engine needs beyond the rows themselves. */
const SPARE_BYTES = 4 * 1024 * 1024;

/** Stages annotated voices and merges them. See `stageBatch` and `mergeBatches`. */
export async function loadVoices(
  path: string,
  source: LoadSource,
  voices: AsyncIterable<readonly AnnotatedVoice[]>,
  counts: () => LoadCounts,
  options: StoreOptions = {},
): Promise<MergeResult & Pick<Merged, 'kept'>> {
  const batch = await stageBatch(path, source, voices, counts, options);
  const { results, kept } = await mergeBatches(path, [batch], options);
  return { ...(results[0] ?? NOTHING), kept };
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
    return await mergeWithin(MEMORY_LIMITS, path, batches, options);
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

/** Merges within the first of the limits, or where that is too little, within the next. */
async function mergeWithin(
  [memoryLimit = '', ...larger]: readonly string[],
  path: string,
  batches: readonly Batch[],
  options: StoreOptions,
): Promise<Merged> {
  try {
    const limits = { memoryLimit, threads: THREADS, ...options };
    return await withWriter(path, limits, (writer) => mergeWaiting(writer, batches));
  } catch (error) {
    if (larger.length === 0 || !isOutOfMemory(error)) throw error;
    return mergeWithin(larger, path, batches, options);
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
    const { added, updated, outdated, duplicate } = load;
    results.push({ added, updated, outdated, duplicate });
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

async function mergeAttached(writer: WritableStore): Promise<void> {
  const { connection } = writer;
  const number = (await count(writer, 'SELECT coalesce(max(number), 0) FROM loads')) + 1;
  await receiveRows(writer);
  const reach = await reachOfBatch(writer);
  const load: LoadColumns = { load: number, reach, after: await lastNumber(writer) };
  await chooseRows(writer);
  await insertNew(writer, load);
  const offered = await offeredIn(writer);
  if (offered > 0) await insertVersions(writer, load);
  if (reach !== null) await lowerReach(writer, reach);
  await settleVersions(writer);
  await writer.release();
  const added = await count(writer, 'SELECT count(*) FROM fresh');
  const updated = offered === 0 ? 0 : await updatedBy(writer, number);
  const total = await count(writer, 'SELECT count(*) FROM arrived');
  await connection.run(`
    INSERT INTO loads BY NAME
      SELECT ${number} AS number, id AS batch, * EXCLUDE (id, engine), ${added} AS added, ${updated} AS updated,
        ${offered - updated} AS outdated, ${total - added - offered} AS duplicate
      FROM batch.load`);
  await connection.run('DROP TABLE fresh; DROP TABLE met; DROP TABLE other; DROP TABLE contested');
  await dropArrived(writer);
}

/** Rows of the batch that offer a version. */
function offeredIn(writer: WritableStore): Promise<number> {
  return count(writer, 'SELECT count(*) FROM other');
}

/** Voices that a load found in the store and for which what it offers counts now. */
function updatedBy(writer: WritableStore, load: number): Promise<number> {
  return count(
    writer,
    `SELECT count(*) FROM voices v JOIN other USING (key) WHERE v.load = ${load}
       AND v.version = other.version AND v.key NOT IN (SELECT key FROM fresh)`,
  );
}

/** The largest number of a voice; those of a batch come after it. */
function lastNumber(writer: WritableStore): Promise<number> {
  return count(
    writer,
    `SELECT greatest((SELECT coalesce(max(number), 0) FROM voices), (SELECT coalesce(max(number), 0) FROM versions))`,
  );
}

/** Runs the large statements of a merge. */
function stepsOf({ connection, release }: WritableStore): (sql: string) => Promise<void> {
  return async (sql) => {
    await connection.run(sql);
    await release();
  };
}

/** How far an export reaches in time; the last hundredth is left out, since typing errors lie in the future. Null without dates. */
async function reachOfBatch(writer: WritableStore): Promise<string | null> {
  const rows = await query<{ reach: string | null }>(
    writer,
    'SELECT CAST(quantile_disc(CAST(created_at AS TIMESTAMP), 0.99) AS VARCHAR) AS reach FROM arrived',
  );
  return rows[0]?.reach ?? null;
}

/**
 * Sorts the rows of the view `arrived` out, into temporary tables: `fresh` with one row of each voice that is not in
 * the store, and `other` with one row of each version that is not known and not of a fresh row. The rest are
 * duplicates.
 */
async function chooseRows(writer: WritableStore): Promise<void> {
  const step = stepsOf(writer);
  await step(`
    CREATE OR REPLACE TEMP TABLE fresh AS
      SELECT b.row, b.key FROM arrived b WHERE NOT EXISTS (SELECT 1 FROM voices s WHERE s.key = b.key)`);
  // By the keys alone, so that of the voices of the store only those that are met again are read whole.
  await step(`
    CREATE OR REPLACE TEMP TABLE met AS
      SELECT b.row, s.rowid AS voice FROM arrived b JOIN voices s ON s.key = b.key`);
  await step(`
    CREATE OR REPLACE TEMP TABLE other AS
      SELECT b.row, b.key, b.version FROM arrived b
      WHERE b.row IN (SELECT row FROM fresh WHERE key IN (SELECT key FROM fresh GROUP BY key HAVING count(*) > 1))
      UNION ALL
      SELECT b.row, b.key, b.version FROM met JOIN arrived b USING (row) JOIN voices s ON s.rowid = met.voice
      WHERE NOT ${SAYS_THE_SAME}
        AND NOT EXISTS (SELECT 1 FROM versions h WHERE h.key = b.key AND h.version = b.version)`);
  await step('CREATE OR REPLACE TEMP TABLE contested (key VARCHAR)');
  // Most exports repeat no key: only what does is ranked, since that takes the texts.
  if ((await offeredIn(writer)) === 0) return;
  await step(`
    CREATE OR REPLACE TEMP TABLE ranked AS
      SELECT b.row, b.key, b.version, row_number() OVER (PARTITION BY b.key ORDER BY b.changed_at DESC NULLS LAST, ${inBatch(IN_LOAD)}) AS place,
        row_number() OVER (PARTITION BY b.key, b.version ORDER BY ${inBatch(CONTENT)}) AS copy
      FROM arrived b WHERE b.row IN (SELECT row FROM other)`);
  await step(`
    DELETE FROM fresh WHERE row IN (SELECT row FROM ranked WHERE place > 1);
    DELETE FROM other WHERE row IN (SELECT row FROM ranked WHERE copy > 1)
      OR (key, version) IN (SELECT (r.key, r.version) FROM ranked r JOIN fresh f USING (row));
    DROP TABLE ranked;
    INSERT INTO contested
      SELECT DISTINCT key FROM other WHERE key NOT IN (SELECT key FROM fresh)`);
}

const inBatch = (order: string): string =>
  order.replaceAll(/\b(?!DESC|NULLS|LAST|length)[a-z_]+\b/g, 'b.$&');

const LABELS = 'sentiment, score, kinds, stages, signals, urgency';

/** What a load gives to the voices that it brings. */
interface LoadColumns {
  readonly load: number;
  readonly reach: string | null;
  /** Their numbers come after this one. */
  readonly after: number;
}

/** The columns of a voice as the tables of the store have them. */
const columnsOf = ({ load, reach, after }: LoadColumns): string =>
  `b.row + ${after} AS number, b.* EXCLUDE (row, created_at, changed_at, ${LABELS}), ${load} AS load,
   CAST(b.created_at AS TIMESTAMP) AS created_at, CAST(b.changed_at AS TIMESTAMP) AS changed_at,
   CAST(${reach === null ? 'NULL' : quoted(reach)} AS TIMESTAMP) AS reach`;

async function insertNew(writer: WritableStore, load: LoadColumns): Promise<void> {
  const step = stepsOf(writer);
  await step(`
    INSERT INTO voices BY NAME
      SELECT ${columnsOf(load)} FROM arrived b JOIN fresh USING (row)`);
  await step(`
    INSERT INTO annotations BY NAME
      SELECT b.key AS voice_key, b.row + ${load.after} AS number, ${LABELS}, (SELECT engine FROM batch.load) AS engine
      FROM arrived b JOIN fresh USING (row)`);
  for (const { name, columns } of await detailsOf(writer)) {
    await step(`
      INSERT INTO ${name} BY NAME
        SELECT key AS voice_key, row + ${load.after} AS number, ${columns} FROM batch.${name} JOIN fresh USING (row)`);
  }
}

async function insertVersions(writer: WritableStore, load: LoadColumns): Promise<void> {
  const joins = (await detailsOf(writer)).map(
    (
      detail,
    ) => `LEFT JOIN (SELECT row, ${packed(detail)} AS ${detail.name} FROM batch.${detail.name}
        WHERE row IN (SELECT row FROM other) GROUP BY row) ${detail.name} ON ${detail.name}.row = b.row`,
  );
  const lists = (await detailsOf(writer)).map(({ name }) => `${name}.${name}`);
  await stepsOf(writer)(`
    INSERT INTO versions BY NAME
      SELECT ${columnsOf(load)}, ${LABELS}, (SELECT engine FROM batch.load) AS engine, ${lists.join(', ')}
      FROM arrived b JOIN other ON other.row = b.row ${joins.join(' ')}`);
}

/** The tables of what was found in a text that a batch has; one that an earlier version had to leave has fewer. */
async function detailsOf(writer: WritableStore): Promise<readonly Detail[]> {
  const there = await query<{ name: string }>(
    writer,
    `SELECT table_name AS name FROM duckdb_tables() WHERE database_name = 'batch'`,
  );
  return DETAILS.filter(({ name }) => there.some((table) => table.name === name));
}
