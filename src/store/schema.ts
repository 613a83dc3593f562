import { link, rename } from 'node:fs/promises';
import { InputError } from '../model/errors.ts';
import { ownFile, removeOwnFile } from './intent.ts';
import { count, inTransaction, query, quoted } from './query.ts';
import type { Store, WritableStore } from './session.ts';

/**
 * Entry n takes a store from schema version n to n + 1. Released entries never change; a new version is a new
 * entry. No UNIQUE or PRIMARY KEY: `merge` keeps keys unique by a join, at a fraction of the cost of an index.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE loads (
    number INTEGER, batch VARCHAR, file VARCHAR, format VARCHAR, encoding VARCHAR,
    read INTEGER, added INTEGER, duplicate INTEGER, rejected INTEGER);
  CREATE TABLE voices (
    key VARCHAR, load INTEGER, id VARCHAR, source VARCHAR, channel VARCHAR,
    created_at TIMESTAMP, created_offset VARCHAR, customer_id VARCHAR, customer_group VARCHAR,
    rating DOUBLE, rating_max DOUBLE, product VARCHAR, text VARCHAR, attributes VARCHAR);
  CREATE TABLE annotations (
    voice_key VARCHAR, sentiment VARCHAR, score DOUBLE, kinds VARCHAR, stages VARCHAR,
    signals VARCHAR, urgency VARCHAR, engine VARCHAR);
  CREATE TABLE opinions (
    voice_key VARCHAR, seq INTEGER, "start" INTEGER, "end" INTEGER, span VARCHAR, term VARCHAR,
    aspect VARCHAR, polarity VARCHAR, stage VARCHAR);
  CREATE TABLE pains (id VARCHAR, label VARCHAR, aspect VARCHAR, stage VARCHAR, other VARCHAR);
  CREATE TABLE opinion_pains (
    span VARCHAR, term VARCHAR, aspect VARCHAR, stage VARCHAR, pain_id VARCHAR);
  `,
  // Whether the voices of a load are without personal data (1), and where its rejected rows are.
  `
  ALTER TABLE loads ADD COLUMN masked INTEGER DEFAULT 0;
  ALTER TABLE loads ADD COLUMN rejects_file VARCHAR;
  `,
  // Circumstances and emotions; `opinion` is the position of the opinion nearest to each. Voices of earlier loads have none.
  `
  CREATE TABLE elements (
    voice_key VARCHAR, "start" INTEGER, "end" INTEGER, element VARCHAR, item VARCHAR, opinion INTEGER);
  ALTER TABLE loads ADD COLUMN with_elements INTEGER DEFAULT 0;
  `,
  // What the text of a voice tells of how much it is worth counting, joined with `|`; NULL where nobody has looked.
  `
  ALTER TABLE voices ADD COLUMN flags VARCHAR;
  `,
  // What comparing the voices found, only of voices of which it found something; `meta` says up to which load.
  `
  CREATE TABLE copies (voice_key VARCHAR, duplicate_group VARCHAR, copied BOOLEAN, spun DOUBLE);
  INSERT INTO meta VALUES ('compared_load', '0');
  `,
  // Versions of voices: `voices` holds the one that counts, `versions` the others with what was found in them. Keys of
  // rows with an id of their own no longer hold the text; those that would meet another voice stay as they are.
  `
  ALTER TABLE voices ADD COLUMN version VARCHAR;
  ALTER TABLE voices ADD COLUMN changed_at TIMESTAMP;
  ALTER TABLE voices ADD COLUMN reach TIMESTAMP;
  ALTER TABLE loads ADD COLUMN updated INTEGER DEFAULT 0;
  ALTER TABLE loads ADD COLUMN outdated INTEGER DEFAULT 0;
  ALTER TABLE loads ADD COLUMN removed INTEGER DEFAULT 0;
  CREATE TABLE versions AS SELECT * FROM voices LIMIT 0;
  ALTER TABLE versions ADD COLUMN sentiment VARCHAR;
  ALTER TABLE versions ADD COLUMN score DOUBLE;
  ALTER TABLE versions ADD COLUMN kinds VARCHAR;
  ALTER TABLE versions ADD COLUMN stages VARCHAR;
  ALTER TABLE versions ADD COLUMN signals VARCHAR;
  ALTER TABLE versions ADD COLUMN urgency VARCHAR;
  ALTER TABLE versions ADD COLUMN engine VARCHAR;
  ALTER TABLE versions ADD COLUMN opinions STRUCT(
    seq INTEGER, "start" INTEGER, "end" INTEGER, span VARCHAR, term VARCHAR, aspect VARCHAR,
    polarity VARCHAR, stage VARCHAR)[];
  ALTER TABLE versions ADD COLUMN elements STRUCT(
    "start" INTEGER, "end" INTEGER, element VARCHAR, item VARCHAR, opinion INTEGER)[];
  CREATE TEMP TABLE rekeyed AS
    SELECT v.key AS old, substr(sha256(CAST(json_array(source, v.id,
      CASE WHEN v.attributes LIKE '%"followup":"true"%' THEN 'followup' END) AS VARCHAR)), 1, 32) AS new
    FROM (SELECT key, source, load, attributes, CASE WHEN attributes LIKE '%"followup":"true"%'
        THEN regexp_replace(id, '-followup$', '') ELSE id END AS id FROM voices) v
    JOIN loads l ON l.number = v.load
    WHERE l.masked = 1 AND v.source <> 'chat' AND NOT regexp_full_match(v.id, '[0-9]{1,6}')
      AND NOT regexp_full_match(v.id, '[0-9a-f]{12}')
    QUALIFY count(*) OVER (PARTITION BY new) = 1;
  UPDATE voices SET key = new FROM rekeyed WHERE key = old;
  UPDATE annotations SET voice_key = new FROM rekeyed WHERE voice_key = old;
  UPDATE opinions SET voice_key = new FROM rekeyed WHERE voice_key = old;
  UPDATE elements SET voice_key = new FROM rekeyed WHERE voice_key = old;
  DELETE FROM copies;
  UPDATE meta SET value = '0' WHERE name = 'compared_load';
  DROP TABLE rekeyed;
  `,
  // Columns of operational data by voice, and the log of joins.
  `
  CREATE TABLE joined (voice_key VARCHAR, prefix VARCHAR, file VARCHAR, line INTEGER, columns VARCHAR);
  CREATE TABLE joins (
    file VARCHAR, prefix VARCHAR, key VARCHAR, span DOUBLE, masked INTEGER,
    considered INTEGER, matched INTEGER, ambiguous INTEGER, unmatched INTEGER);
  `,
  // An opinion is placed by its voice, not by its wording alone; pain points have runs, decisions and ids that go on.
  `
  CREATE TABLE placed AS
    SELECT o.voice_key, o.seq, p.pain_id AS group_id, 'words' AS ground, p.pain_id
    FROM opinions o JOIN opinion_pains p ON p.span = o.span AND p.aspect = o.aspect AND p.stage = o.stage
      AND p.term IS NOT DISTINCT FROM o.term
    WHERE o.polarity = 'negative';
  DROP TABLE opinion_pains;
  ALTER TABLE placed RENAME TO opinion_pains;
  CREATE TABLE groups AS SELECT * FROM pains;
  CREATE TABLE carried_ids (group_id VARCHAR, pain_id VARCHAR);
  CREATE TABLE decisions (
    number INTEGER, action VARCHAR, pain_id VARCHAR, others VARCHAR, term VARCHAR, label VARCHAR, undone INTEGER);
  CREATE TABLE runs (
    number INTEGER, engine VARCHAR, voices INTEGER, opinions INTEGER, pains INTEGER,
    first_day VARCHAR, last_day VARCHAR);
  CREATE TABLE run_pains (
    run INTEGER, pain_id VARCHAR, label VARCHAR, event VARCHAR, partner VARCHAR,
    opinions_before INTEGER, opinions_after INTEGER, overlap DOUBLE);
  `,
  // A number of each voice, also with what belongs to it: to join by numbers takes a fraction of the time. Written anew
  // and not updated, because that goes through the memory in parts.
  `
  ALTER TABLE voices ADD COLUMN number INTEGER;
  UPDATE voices SET number = rowid;
  ALTER TABLE versions ADD COLUMN number INTEGER;
  UPDATE versions SET number = rowid + (SELECT coalesce(max(rowid), 0) + 1 FROM voices);
  ${['annotations', 'opinions', 'elements', 'opinion_pains'].map(withNumbers).join('')}
  `,
  // Files that joins have written, absolute or from the folder of the store; those of earlier joins are where they lie by default.
  // How far the case of a voice is, more is later; NULL where no status tells.
  `
  CREATE TABLE join_files (path VARCHAR, kind VARCHAR);
  INSERT INTO join_files
    SELECT DISTINCT file || '.unjoined.rejects.csv', 'unjoined' FROM joins
    UNION ALL SELECT DISTINCT file || '.rejects.csv', 'rejects' FROM joins;
  ALTER TABLE voices ADD COLUMN progress INTEGER;
  ALTER TABLE versions ADD COLUMN progress INTEGER;
  `,
  // What comparing found of a voice carries its number, too.
  `${withNumbers('copies')}
  `,
];

function withNumbers(table: string): string {
  return `
  CREATE TABLE numbered_rows AS SELECT t.*, v.number FROM ${table} t LEFT JOIN voices v ON v.key = t.voice_key;
  DROP TABLE ${table};
  ALTER TABLE numbered_rows RENAME TO ${table};`;
}

interface Versions {
  readonly schema: number;
  readonly engine: string;
}

/** The versions that a store carries: of its tables, and of the engine that last wrote it. */
export async function readVersions(store: Store): Promise<Versions> {
  const tables = await query<{ name: string }>(
    store,
    `SELECT table_name AS name FROM duckdb_tables() WHERE database_name = 'store'`,
  );
  if (!tables.some(({ name }) => name === 'meta')) throw notOurs(store.path);
  const rows = await query<{ name: string; value: string }>(store, 'SELECT name, value FROM meta');
  const meta = new Map(rows.map(({ name, value }) => [name, value]));
  const schema = Number(meta.get('schema_version'));
  if (!Number.isInteger(schema)) throw notOurs(store.path);
  return { schema, engine: meta.get('engine_version') ?? '' };
}

/** True for a store of this version, false for an older one. Throws an InputError for a newer one. */
export async function isCurrent(
  store: Store,
  migrations: readonly string[] = MIGRATIONS,
): Promise<boolean> {
  const { schema, engine } = await readVersions(store);
  if (schema > migrations.length) throw newer(store.path, `${schema} > ${migrations.length}`);
  const ours = await engineVersion(store);
  if (isNewer(engine, ours)) throw newer(store.path, `DuckDB ${engine} > ${ours}`);
  return schema === migrations.length;
}

/**
 * Makes a new store file. It gets its name only when its tables stand, so that nobody ever meets a store without
 * tables, whenever this process dies. If another process was faster, its store stays.
 */
export async function createStore(
  file: string,
  open: (file: string, fill: (store: Store) => Promise<void>) => Promise<void>,
): Promise<void> {
  const fresh = `${file}.new-${process.pid}`;
  removeOwnFile(fresh);
  ownFile(fresh);
  try {
    await open(fresh, (store) => fill(store));
    await link(fresh, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EPERM' || code === 'ENOTSUP') await rename(fresh, file);
    else if (code !== 'EEXIST') throw error;
  } finally {
    removeOwnFile(fresh);
  }
}

async function fill(store: Store): Promise<void> {
  await store.connection.run(`
    BEGIN TRANSACTION;
    CREATE TABLE meta (name VARCHAR, value VARCHAR);
    INSERT INTO meta VALUES ('schema_version', '0'), ('engine_version', version());
    COMMIT`);
  for (const [version, sql] of MIGRATIONS.entries()) await step(store, version, sql);
  // On a full disk, closing leaves the tables in the log without a word; the file gets its name without it.
  await store.connection.run('CHECKPOINT store');
}

/** Brings an older store up to date, after a copy of it to `<store>.v<version>.bak`. */
export async function migrate(
  store: WritableStore,
  migrations: readonly string[] = MIGRATIONS,
): Promise<void> {
  if (!(await isCurrent(store, migrations))) {
    const { schema } = await readVersions(store);
    await backUp(store, `${store.path}.v${schema}.bak`);
    for (const [version, sql] of migrations.entries()) {
      if (version >= schema) await step(store, version, sql);
    }
  }
  const stamp = `value <> version() AND name = 'engine_version'`;
  if ((await count(store, `SELECT count(*) FROM meta WHERE ${stamp}`)) > 0) {
    await store.connection.run(`UPDATE meta SET value = version() WHERE ${stamp}`);
  }
}

async function step(store: Store, version: number, sql: string): Promise<void> {
  await inTransaction(store.connection, async () => {
    await store.connection.run(sql);
    await store.connection.run(
      `UPDATE meta SET value = '${version + 1}' WHERE name = 'schema_version'`,
    );
  });
}

/** Copies through the engine: to open the file by hand would give up this process's lock on it. */
async function backUp(store: WritableStore, backup: string): Promise<void> {
  const part = `${backup}.part`;
  removeOwnFile(part);
  ownFile(part);
  await store.connection.run(`ATTACH ${quoted(part)} AS backup`);
  await store.connection.run('COPY FROM DATABASE store TO backup');
  await store.connection.run('DETACH backup');
  await rename(part, backup);
  removeOwnFile(part);
}

async function engineVersion(store: Store): Promise<string> {
  const rows = await query<{ version: string }>(store, 'SELECT version() AS version');
  return rows[0]?.version ?? '';
}

function isNewer(theirs: string, ours: string): boolean {
  const [a, b] = [theirs, ours].map((text) => (text.match(/\d+/g) ?? []).map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (a?.[i] ?? 0) - (b?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

function newer(path: string, versions: string): InputError {
  return new InputError({
    zh: `${path}：由更新版本的 voc 写成（${versions}）；请升级：npm install -g voc-toolkit@latest`,
    en: `${path}: was written by a newer voc (${versions}); upgrade: npm install -g voc-toolkit@latest`,
  });
}

function notOurs(path: string): InputError {
  return new InputError({
    zh: `${path}：是 DuckDB 文件，但不是 voc 的库；请移走它，或用 --store 换一个文件名`,
    en: `${path}: is a DuckDB file, but not a voc store; move it away, or choose another file with --store`,
  });
}
