import { count, query } from './query.ts';
import type { WritableStore } from './session.ts';
import { CONTENT, settleVersions } from './versions.ts';

/*
 * Rows without an id. Several rows of one file with one key may be as many voices (`Unnamed.repeatable`): the first has the
 * key, the n-th the key with n - 1 added to its first eight digits, so that it can be told from it again.
 * Which row is the first does not depend on the order of the file, and where exports overlap, the n-th is the n-th.
 */

/** What is known of a row without an id alone; batches of earlier versions have none of it. */
const OF_UNNAMED = ['former_key', 'order_number', 'repeatable'];

/**
 * Makes the temporary view `arrived` of the rows of an attached batch under the keys that they have in the store. Voices
 * that an earlier version stored get the keys of today as their rows come again.
 */
export async function receiveRows(writer: WritableStore): Promise<void> {
  const { connection } = writer;
  const columns = await query<{ name: string }>(
    writer,
    `SELECT column_name AS name FROM duckdb_columns() WHERE database_name = 'batch' AND table_name = 'voices'`,
  );
  const has = (wanted: string): boolean => columns.some(({ name }) => name === wanted);
  const added = has('progress') ? '' : ', CAST(NULL AS INTEGER) AS progress';
  if (!has('repeatable')) {
    await connection.run(
      `CREATE OR REPLACE TEMP VIEW arrived AS SELECT *${added} FROM batch.voices`,
    );
    return;
  }
  await renewKeys(writer);
  await countRows(writer);
  const plain = `b.* EXCLUDE (${OF_UNNAMED.join(', ')})`;
  const repeats = (await count(writer, 'SELECT count(*) FROM counted')) > 0;
  await connection.run(
    repeats
      ? `CREATE OR REPLACE TEMP VIEW arrived AS
         SELECT ${plain} REPLACE (coalesce(c.key, b.key) AS key, CASE WHEN c.key IS NULL THEN b.id ELSE ${idOf('c.key', 'b.id')} END AS id)${added}
         FROM batch.voices b LEFT JOIN counted c USING (row)`
      : `CREATE OR REPLACE TEMP VIEW arrived AS SELECT ${plain}${added} FROM batch.voices b`,
  );
}

/** Drops what `receiveRows` made. */
export async function dropArrived({ connection }: WritableStore): Promise<void> {
  await connection.run('DROP VIEW arrived; DROP TABLE IF EXISTS counted');
}

/** The id of a voice that has none of its export, in place of another such id. */
const idOf = (key: string, id: string): string =>
  `substr(${key}, 1, 12) || CASE WHEN ends_with(${id}, '-followup') THEN '-followup' ELSE '' END`;

/** Makes the temporary table `counted` with the keys of all rows but the first of each key that is more than one voice. */
async function countRows({ connection, release }: WritableStore): Promise<void> {
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE counted AS
      SELECT row, printf('%08x', (CAST('0x' || substr(key, 1, 8) AS BIGINT) + place - 1) % 4294967296) || substr(key, 9) AS key
      FROM (
        SELECT row, key, row_number() OVER (PARTITION BY key ORDER BY changed_at DESC NULLS LAST, version, ${CONTENT}) AS place
        FROM batch.voices WHERE repeatable AND key IN (
          SELECT key FROM batch.voices WHERE repeatable GROUP BY key HAVING count(*) > 1))
      WHERE place > 1`);
  await release();
}

/** Whether the stored row `s` says of itself what the row `r` does, as far as it counts for its key. */
const STATES_THE_SAME = `s.key = r.former_key AND s.rating IS NOT DISTINCT FROM r.rating
  AND s.product IS NOT DISTINCT FROM r.product AND s.channel IS NOT DISTINCT FROM r.channel
  AND CASE WHEN r.order_number IS NULL THEN NOT regexp_matches(s.attributes, '"o-[0-9a-f]{16}"')
    ELSE contains(s.attributes, '"' || r.order_number || '"') END`;

const CHILDREN = ['annotations', 'opinions', 'elements', 'joined', 'opinion_pains'];

/**
 * Gives voices and versions that are in the store under keys of earlier versions the keys that their rows have today. What
 * was a version of another voice by its former key alone becomes a voice.
 */
async function renewKeys(writer: WritableStore): Promise<void> {
  const { connection } = writer;
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE renewed AS
      SELECT former_key, rating, product, channel, order_number, min(key) AS key FROM batch.voices
      WHERE EXISTS (SELECT 1 FROM voices s WHERE s.key = former_key)
        AND NOT EXISTS (SELECT 1 FROM voices s WHERE s.key = batch.voices.key)
      GROUP BY ALL`);
  if ((await count(writer, 'SELECT count(*) FROM renewed')) > 0) {
    await connection.run(`
      CREATE OR REPLACE TEMP TABLE moved AS
        SELECT s.key AS old, min(r.key) AS key FROM voices s JOIN renewed r ON ${STATES_THE_SAME} GROUP BY s.key;
      UPDATE versions SET key = r.key, id = ${idOf('r.key', 'versions.id')} FROM renewed r
        WHERE ${STATES_THE_SAME.replaceAll('s.', 'versions.')};
      UPDATE voices SET key = m.key, id = ${idOf('m.key', 'voices.id')} FROM moved m WHERE voices.key = m.old;
      ${CHILDREN.map((table) => `UPDATE ${table} SET voice_key = m.key FROM moved m WHERE voice_key = m.old;`).join('\n')}
      CREATE OR REPLACE TEMP TABLE contested AS SELECT key FROM renewed UNION SELECT former_key FROM renewed;
      DELETE FROM copies;
      UPDATE meta SET value = '0' WHERE name = 'compared_load'`);
    await settleVersions(writer);
    await connection.run('DROP TABLE moved; DROP TABLE contested');
  }
  await connection.run('DROP TABLE renewed');
}
