import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Grouping } from '../model/lineage.ts';
import { groupOpinions, writeClustering } from './clustering.ts';
import { compact } from './compact.ts';
import { mergeWaiting } from './merge.ts';
import { withReader, withWriter } from './open.ts';
import { count, inTransaction, query, stream } from './query.ts';
import { type Store, type StoreOptions, whileOpen } from './session.ts';

/** Whom to forget. */
export interface Person {
  /** Whether a customer id of the store is this person's. */
  readonly isTheirs: (customerId: string) => boolean;
  /** What the person is called: other voices may say it. */
  readonly names: readonly string[];
  /** Whether voices of others that say a name go too. */
  readonly mentions: boolean;
}

/** What there is of a person in one database file. */
export interface Traces {
  readonly voices: number;
  readonly opinions: number;
  /** Voices of others that say a name of the person in their text, id or attributes. */
  readonly mentions: number;
}

/** What was removed, and what is left to do. */
export interface Forgotten extends Traces {
  /** Copies from before an upgrade out of which the person was removed too. */
  readonly backups: readonly string[];
  /** Files of loads that are under way: what they bring is not in the store yet. */
  readonly underWay: readonly string[];
}

/** Files that loads and joins have written about rows of exports. */
export interface WrittenFiles {
  /** Rejected rows. */
  readonly rejects: readonly string[];
  /** Voices and rows that were not joined. */
  readonly unjoined: readonly string[];
}

/** What there is of a person in the store; null where there is no store. */
export async function tracesOf(
  path: string,
  person: Person,
  options: StoreOptions,
): Promise<Traces | null> {
  const read = await withReader(path, options, async (reader) => {
    await markVoices(reader, person);
    return countTraces(reader);
  });
  return read.found ? read.value : null;
}

/**
 * Removes a person from the store, from batches that wait (they are taken in first) and from copies of upgrades, and
 * writes each file anew, so that no free block and no log holds what was deleted. Also when nothing is found: an
 * earlier call may have died between the two.
 * @param grouping groups the opinions that are left: labels of pain points quote what people said
 * @param clean takes the person out of files that lie outside the store, given the keys of the voices that go. Called before
 * these go: where it dies, the next call knows them still
 * @throws InputError as `withWriter` does, and where a batch cannot be taken in; then nothing is removed
 */
export async function forgetPerson(
  path: string,
  person: Person,
  grouping: Grouping,
  clean: (files: WrittenFiles, keys: ReadonlySet<string>) => Promise<void>,
  options: StoreOptions,
): Promise<Forgotten> {
  const store = resolve(path);
  const traces = await withWriter(store, options, async (writer) => {
    await mergeWaiting(writer, []);
    await markVoices(writer, person);
    const keys = await query<{ key: string }>(writer, `SELECT key ${goingOf(person)}`);
    await clean(await writtenFiles(writer), new Set(keys.map(({ key }) => key)));
    const found = await removeVoices(writer, person, true);
    if (found.clustered) {
      await writeClustering(writer, await groupOpinions(writer, grouping), grouping);
    }
    await compact(writer);
    return found.traces;
  });
  const backups = await besides(store, /^v\d+\.bak$/);
  for (const backup of backups) {
    await whileOpen(backup, 'READ_WRITE', options, async (copy) => {
      await removeVoices(copy, person, false);
      await compact(copy);
    });
  }
  return { ...traces, backups, underWay: await besides(store, /^part-\d+-\d+$/) };
}

async function writtenFiles(store: Store): Promise<WrittenFiles> {
  const rows = await query<{ path: string; kind: string }>(
    store,
    `SELECT rejects_file AS path, 'rejects' AS kind FROM loads WHERE rejects_file IS NOT NULL
     UNION SELECT path, kind FROM join_files ORDER BY path`,
  );
  const of = (wanted: string): string[] => {
    const paths = rows.filter(({ kind }) => kind === wanted).map(({ path }) => path);
    return [...new Set(paths.map((path) => resolve(dirname(store.path), path)))];
  };
  return { rejects: of('rejects'), unjoined: of('unjoined') };
}

/** The marked voices that go. */
const goingOf = ({ mentions }: Person): string => `FROM marked${mentions ? '' : ' WHERE theirs'}`;

/**
 * Deletes what there is of a person, in one transaction; `clustered` tells whether pain points have to be made anew.
 * Where they will be (`follows`), those of other people stay until then, so that they are told from new ones; in a copy
 * for good they all go.
 */
async function removeVoices(
  store: Store,
  person: Person,
  follows: boolean,
): Promise<{ readonly traces: Traces; readonly clustered: boolean }> {
  const { connection } = store;
  return inTransaction(connection, async () => {
    await markVoices(store, person);
    const traces = await countTraces(store);
    const marked = `(SELECT key ${goingOf(person)})`;
    const pains = await count(store, 'SELECT count(*) FROM pains');
    const removed = traces.voices + (person.mentions ? traces.mentions : 0);
    const clustered = pains > 0 && removed > 0;
    await removeHistory(store, marked);
    await connection.run(`DELETE FROM opinions WHERE voice_key IN ${marked}`);
    await connection.run(`DELETE FROM annotations WHERE voice_key IN ${marked}`);
    await connection.run(`DELETE FROM voices WHERE key IN ${marked}`);
    // A group may bear the key of a voice that is gone now; the next `voc cluster` compares anew.
    if (removed > 0 && (await tablesOf(store)).includes('copies')) {
      await connection.run('DELETE FROM copies');
      await connection.run(`UPDATE meta SET value = '0' WHERE name = 'compared_load'`);
    }
    if (clustered && follows) {
      await connection.run(`DELETE FROM opinion_pains WHERE voice_key IN ${marked}`);
    } else if (clustered) {
      await connection.run('DELETE FROM opinion_pains');
      await connection.run('DELETE FROM pains');
    }
    return { traces, clustered };
  });
}

/** Deletes what stores of earlier versions do not have. The log of loads then says how many rows of each were removed. */
async function removeHistory(store: Store, marked: string): Promise<void> {
  const { connection } = store;
  const tables = await tablesOf(store);
  if (tables.includes('versions')) {
    await connection.run(`
        UPDATE loads SET removed = loads.removed + gone.rows FROM (
          SELECT load, count(*) AS rows FROM (
            SELECT load, key FROM voices UNION ALL SELECT load, key FROM versions)
          WHERE key IN ${marked} GROUP BY load) gone
        WHERE loads.number = gone.load`);
    await connection.run(`DELETE FROM versions WHERE key IN ${marked}`);
  }
  for (const table of ['elements', 'joined'].filter((name) => tables.includes(name))) {
    await connection.run(`DELETE FROM ${table} WHERE voice_key IN ${marked}`);
  }
}

/** What may name a person, in each table of voices; a backup of an earlier version has fewer of them. */
const SAYING: Readonly<Record<string, string>> = {
  voices: 'key, customer_id, text, id, attributes, product, channel, customer_group',
  versions: 'key, customer_id, text, id, attributes, product, channel, customer_group',
  joined: 'voice_key, NULL, NULL, NULL, columns, NULL, NULL, NULL',
};

async function tablesOf(store: Store): Promise<readonly string[]> {
  const rows = await query<{ name: string }>(
    store,
    `SELECT table_name AS name FROM duckdb_tables() WHERE database_name = 'store'`,
  );
  return rows.map(({ name }) => name);
}

/** All that is said by and of voices: the versions that count, the others, and joined columns. */
async function everythingSaid(store: Store): Promise<string> {
  const tables = await tablesOf(store);
  const selects = Object.entries(SAYING)
    .filter(([table]) => tables.includes(table))
    .map(([table, columns]) => `SELECT ${columns} FROM ${table}`);
  return `(${selects.join(' UNION ALL ')})`;
}

/** Makes the temporary table `marked` of the voices of which a version is the person's, or says a name. */
async function markVoices(store: Store, { isTheirs, names }: Person): Promise<void> {
  const theirs: string[] = [];
  const said = await everythingSaid(store);
  const ids = `SELECT DISTINCT customer_id FROM ${said} WHERE customer_id IS NOT NULL`;
  for await (const [id] of stream(store.connection, ids, {})) {
    if (typeof id === 'string' && isTheirs(id)) theirs.push(id);
  }
  const list = (prefix: string, values: readonly string[]) =>
    Object.fromEntries(values.map((value, at) => [`${prefix}${at}`, value]));
  const places = ['text', 'id', 'attributes', 'product', 'channel', 'customer_group'];
  const says = names.flatMap((_, at) => places.map((column) => `contains(${column}, $name${at})`));
  await store.connection.run(
    `CREATE OR REPLACE TEMP TABLE marked AS SELECT * FROM (
       SELECT key, bool_or(coalesce(customer_id IN (${[...theirs.keys(), ''].map((at) => (at === '' ? 'NULL' : `$id${at}`)).join(', ')}), false)) AS theirs,
         bool_or(coalesce(${says.join(' OR ') || 'false'}, false)) AS says FROM ${said} GROUP BY key)
     WHERE theirs OR says`,
    { ...list('id', theirs), ...list('name', names) },
  );
}

async function countTraces(store: Store): Promise<Traces> {
  return {
    voices: await count(store, 'SELECT count(*) FROM marked WHERE theirs'),
    opinions: await count(
      store,
      'SELECT count(*) FROM opinions WHERE voice_key IN (SELECT key FROM marked WHERE theirs)',
    ),
    mentions: await count(store, 'SELECT count(*) FROM marked WHERE NOT theirs'),
  };
}

/** Files beside the store whose name goes on like this, sorted. */
async function besides(store: string, suffix: RegExp): Promise<string[]> {
  const prefix = `${basename(store)}.`;
  const names = await readdir(dirname(store));
  return names
    .filter((name) => name.startsWith(prefix) && suffix.test(name.slice(prefix.length)))
    .sort()
    .map((name) => join(dirname(store), name));
}
