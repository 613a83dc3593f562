import { existsSync, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Annotation } from '../model/annotation.ts';
import { InputError } from '../model/errors.ts';
import type { Voice, VoiceMarks } from '../model/voice.ts';
import { isUnreadable, readableAttributes } from './attributes.ts';
import { LABELS, OPINION, putLabels, writeOpinions } from './batch.ts';
import { waitingBatches } from './batch-files.ts';
import { markBroken } from './broken.ts';
import { checkLeftovers, misplacedOpinions } from './check.ts';
import { mergeWaiting } from './merge.ts';
import { numberAgain } from './numbers.ts';
import { withWriter } from './open.ts';
import { count, inTransaction, query, quoted } from './query.ts';
import { type Columns, createRowWriter } from './row-writer.ts';
import { type StoreOptions, type WritableStore, whileOpen } from './session.ts';
import { RANK, settleVersions } from './versions.ts';

/** What a repair was about. */
export type RepairName =
  | 'leftovers'
  | 'damagedBatch'
  | 'waiting'
  | 'log'
  | 'attributes'
  | 'broken'
  | 'duplicateKeys'
  | 'versions'
  | 'orphans'
  | 'annotations'
  | 'numbers'
  | 'pains'
  | 'loads';

/** One thing that was put right: how many of it, or which file. */
export interface Repair {
  readonly name: RepairName;
  readonly count: number;
  readonly file?: string;
}

/** How voices are annotated anew. */
export interface Annotator {
  readonly annotate: (text: string) => Annotation;
  /** Version of the program. */
  readonly engine: string;
  /** What a stored voice is known by if key and version are made anew; null where they are as they stand. */
  readonly marksAnew: (voice: Voice) => VoiceMarks | null;
}

/**
 * Puts right what can be put right without losing a voice: everything in the store that can be made from its voices
 * again, and what dead processes left beside it. Batches that wait are taken in; one that cannot be read is put aside.
 * @throws InputError as `withWriter` does; what was put right before stays so
 */
export async function repairStore(
  path: string,
  annotator: Annotator,
  options: StoreOptions,
): Promise<Repair[]> {
  const store = resolve(path);
  const repairs: Repair[] = [];
  const { dead, log } = await checkLeftovers(store);
  const intent = `${store}.intent`;
  if (dead.includes(intent)) rmSync(intent, { force: true });
  for (const file of await putDamagedAside(store, options)) {
    repairs.push({ name: 'damagedBatch', count: 1, file });
  }
  await withWriter(store, options, async (writer) => {
    const { kept } = await mergeWaiting(writer, []);
    const rows = await inTransaction(writer.connection, () => repairRows(writer, annotator));
    await writer.connection.run('CHECKPOINT store');
    repairs.push(
      {
        name: 'leftovers',
        count: dead.filter((file) => file === intent || !existsSync(file)).length,
      },
      { name: 'waiting', count: kept.length },
      { name: 'log', count: log ? 1 : 0 },
      ...rows,
    );
  });
  return repairs.filter((repair) => repair.count > 0);
}

/** A batch that cannot be read would keep all later ones out. It is renamed, never removed. */
async function putDamagedAside(store: string, options: StoreOptions): Promise<string[]> {
  const aside: string[] = [];
  for (const { file } of await waitingBatches(store)) {
    const sound = await whileOpen(file, 'READ_ONLY', options, async (batch) =>
      query(batch, 'SELECT id FROM load, (SELECT count(row), count(text) FROM voices)'),
    ).then(
      (loads) => loads.length === 1,
      (error: unknown) => {
        if (error instanceof InputError && error.status !== 1) throw error;
        return false;
      },
    );
    if (sound) continue;
    const away = file.replace(/batch-(\d+)$/, 'damaged-$1');
    await rename(file, away);
    aside.push(away);
  }
  return aside;
}

async function repairRows(writer: WritableStore, annotator: Annotator): Promise<Repair[]> {
  return [
    { name: 'attributes', count: await rewriteAttributes(writer) },
    { name: 'broken', count: await markBroken(writer, annotator.marksAnew) },
    { name: 'duplicateKeys', count: await separateDuplicates(writer) },
    { name: 'versions', count: await settleAll(writer) },
    { name: 'orphans', count: await removeOrphans(writer) },
    { name: 'annotations', count: await annotateAgain(writer, annotator) },
    { name: 'numbers', count: await numberAgain(writer) },
    { name: 'pains', count: await freeWordings(writer) },
    { name: 'loads', count: await recountLoads(writer) },
  ];
}

/**
 * Writes attributes and joined columns that the engine cannot read as JSON again, with nothing left out. A row whose attributes
 * change has no version any more: it is compared by its contents when it comes again.
 */
async function rewriteAttributes(writer: WritableStore): Promise<number> {
  let rewritten = 0;
  for (const [table, column, also] of [
    ['voices', 'attributes', ', version = NULL'],
    ['versions', 'attributes', ', version = NULL'],
    ['joined', 'columns', ''],
  ] as const) {
    for (let found = TEXTS; found === TEXTS; rewritten += found) {
      const rows = await query<{ id: number; stored: string | null }>(
        writer,
        `SELECT rowid AS id, ${column} AS stored FROM ${table} WHERE ${isUnreadable(column)} LIMIT ${TEXTS}`,
      );
      for (const { id, stored } of rows) {
        const json = stored === null ? '{}' : readableAttributes(stored);
        await writer.connection.run(
          `UPDATE ${table} SET ${column} = $json${also} WHERE rowid = ${id}`,
          { json },
        );
      }
      found = rows.length;
    }
  }
  return rewritten;
}

/** Of rows with one key one stays; equal ones go, and others become versions. */
async function separateDuplicates(writer: WritableStore): Promise<number> {
  const { connection } = writer;
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE doubled AS
      SELECT rowid AS id, row_number() OVER (PARTITION BY key ORDER BY ${RANK}, rowid) AS place,
        row_number() OVER (PARTITION BY key, version, text, attributes, rating ORDER BY ${RANK}, rowid) AS copy
      FROM voices WHERE key IN (SELECT key FROM voices GROUP BY key HAVING count(*) > 1)`);
  await connection.run(`
    INSERT INTO versions BY NAME SELECT * FROM voices
      WHERE rowid IN (SELECT id FROM doubled WHERE place > 1 AND copy = 1)
        AND NOT EXISTS (SELECT 1 FROM versions h WHERE h.key = voices.key AND h.version = voices.version);
    DELETE FROM voices WHERE rowid IN (SELECT id FROM doubled WHERE place > 1)`);
  return count(writer, 'SELECT count(*) FROM doubled WHERE place > 1');
}

/** Puts the version that counts into its place, also where its voice is gone. */
async function settleAll(writer: WritableStore): Promise<number> {
  await writer.connection.run(
    'CREATE OR REPLACE TEMP TABLE contested AS SELECT DISTINCT key FROM versions',
  );
  const settled = await settleVersions(writer);
  await writer.connection.run('DROP TABLE contested');
  return settled;
}

const WITHOUT_VOICE = 'NOT EXISTS (SELECT 1 FROM voices v WHERE v.key = voice_key)';

async function removeOrphans(writer: WritableStore): Promise<number> {
  let removed = 0;
  for (const table of ['annotations', 'opinions', 'elements', 'copies', 'joined']) {
    removed += await count(writer, `SELECT count(*) FROM ${table} WHERE ${WITHOUT_VOICE}`);
    await writer.connection.run(`DELETE FROM ${table} WHERE ${WITHOUT_VOICE}`);
  }
  return removed;
}

/** Texts that are kept in memory together. */
const TEXTS = 2_000;

/** Annotates voices whose annotation is missing, double or not of their text. */
async function annotateAgain(writer: WritableStore, annotator: Annotator): Promise<number> {
  const { connection } = writer;
  const without = await query<{ key: string }>(
    writer,
    `SELECT v.key FROM voices v LEFT JOIN annotations a ON a.voice_key = v.key AND a.sentiment IS NOT NULL
     GROUP BY v.key HAVING count(a.voice_key) <> 1`,
  );
  const keys = [
    ...new Set([...without.map(({ key }) => key), ...(await misplacedOpinions(writer))]),
  ];
  for (let at = 0; at < keys.length; at += TEXTS) {
    const some = keys
      .slice(at, at + TEXTS)
      .map(quoted)
      .join(', ');
    const texts = await query<{ key: string; text: string }>(
      writer,
      `SELECT key, text FROM voices WHERE key IN (${some})`,
    );
    await connection.run(`
      DELETE FROM annotations WHERE voice_key IN (${some});
      DELETE FROM opinion_pains WHERE voice_key IN (${some});
      DELETE FROM opinions WHERE voice_key IN (${some})`);
    await appendAnnotations(writer, texts, annotator);
  }
  return keys.length;
}

const ANNOTATIONS = {
  voice_key: 'VARCHAR',
  ...LABELS,
  engine: 'VARCHAR',
} as const satisfies Columns;

const OPINIONS = { voice_key: 'VARCHAR', ...OPINION } as const satisfies Columns;

async function appendAnnotations(
  { connection }: WritableStore,
  texts: readonly { readonly key: string; readonly text: string }[],
  { annotate, engine }: Annotator,
): Promise<void> {
  const tables = ['annotations', 'opinions'];
  for (const table of tables) {
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE fresh_${table} AS SELECT * EXCLUDE (number) FROM ${table} LIMIT 0`,
    );
  }
  const labels = await createRowWriter(connection, 'fresh_annotations', ANNOTATIONS, 'temp');
  const opinions = await createRowWriter(connection, 'fresh_opinions', OPINIONS, 'temp');
  for (const { key, text } of texts) {
    const annotation = annotate(text);
    const { put } = labels;
    put.voice_key(key);
    putLabels(put, annotation);
    put.engine(engine);
    labels.endRow();
    writeOpinions(opinions, opinions.put.voice_key, key, annotation);
  }
  labels.close();
  opinions.close();
  for (const table of tables) {
    await connection.run(`
      INSERT INTO ${table} BY NAME
        SELECT f.*, v.number FROM fresh_${table} f JOIN voices v ON v.key = f.voice_key;
      DROP TABLE fresh_${table}`);
  }
}

/** Wordings of a pain point that is not there wait for the next clustering. */
async function freeWordings(writer: WritableStore): Promise<number> {
  const lost = 'pain_id NOT IN (SELECT id FROM pains)';
  const found = await count(writer, `SELECT count(*) FROM opinion_pains WHERE ${lost}`);
  await writer.connection.run(`UPDATE opinion_pains SET pain_id = NULL WHERE ${lost}`);
  return found;
}

/** Makes the log of loads agree with the versions that are there; what was read and rejected is believed. */
async function recountLoads(writer: WritableStore): Promise<number> {
  const { connection } = writer;
  await connection.run(`
    UPDATE voices SET load = (SELECT coalesce(max(number), 0) + 1 FROM loads) WHERE load IS NULL;
    UPDATE versions SET load = (SELECT coalesce(max(number), 0) + 1 FROM loads) WHERE load IS NULL`);
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE stored AS
      SELECT load AS number, count(*) AS rows FROM (
        SELECT load FROM voices UNION ALL SELECT load FROM versions) GROUP BY load`);
  const unknown = await count(
    writer,
    'SELECT count(*) FROM stored WHERE number IS NOT NULL AND number NOT IN (SELECT number FROM loads)',
  );
  await connection.run(`
    INSERT INTO loads BY NAME
      SELECT number, 'repaired-' || number AS batch, '?' AS file, '' AS format, '' AS encoding, rows AS read,
        rows AS added, 0 AS updated, 0 AS outdated, 0 AS duplicate, 0 AS rejected, 0 AS removed, 0 AS masked
      FROM stored WHERE number IS NOT NULL AND number NOT IN (SELECT number FROM loads)`);
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE wrong AS
      SELECT l.number, greatest(coalesce(s.rows, 0) + l.removed, 0) AS kept FROM loads l LEFT JOIN stored s USING (number)
      WHERE coalesce(s.rows, 0) <> l.added + l.updated + l.outdated - l.removed
        OR l.read <> l.added + l.updated + l.outdated + l.duplicate + l.rejected`);
  await connection.run(`
    UPDATE loads SET updated = least(updated, kept), outdated = least(outdated, kept - least(updated, kept))
      FROM wrong w WHERE w.number = loads.number;
    UPDATE loads SET added = kept - updated - outdated, read = greatest(read, kept + rejected),
      duplicate = greatest(read, kept + rejected) - kept - rejected
      FROM wrong w WHERE w.number = loads.number`);
  return unknown + (await count(writer, 'SELECT count(*) FROM wrong'));
}
