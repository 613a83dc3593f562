import { count } from './query.ts';
import type { WritableStore } from './session.ts';

/*
 * A row of an export may come again and say something else: a later status, a corrected text. Each thing that it
 * said is a version of the voice, and no version is ever changed. `voices` holds the one that counts, with its
 * annotation and opinions in their tables; `versions` holds the others, with the same inside one row.
 */

/**
 * The order that decides between rows of one load with equal keys: by content, so that it does not depend on
 * the order of the file. Who says more goes first.
 */
export const CONTENT: string = `length(attributes) DESC, created_at NULLS LAST, created_offset, text, id, source, channel,
  customer_id, customer_group, rating, rating_max, product, attributes`;

/** Which of two rows of one load that say no change or the same goes first: that of the later status. */
export const IN_LOAD: string = `progress DESC NULLS LAST, ${CONTENT}`;

/**
 * Which of two versions counts: the one whose row says that it was changed later; where rows do not say it or say the
 * same, the one of the export that reaches further in time; where that is level too, the one that was loaded later; of one
 * load, that of the later status.
 */
export const RANK: string = `changed_at DESC NULLS LAST, reach DESC NULLS LAST, load DESC, ${IN_LOAD}`;

const ANNOTATION = 'sentiment, score, kinds, stages, signals, urgency, engine';

/** A table of what was found in a text, with the columns besides the voice, and their order. */
export interface Detail {
  readonly name: string;
  readonly columns: string;
  readonly order: string;
}

export const DETAILS: readonly Detail[] = [
  {
    name: 'opinions',
    columns: 'seq, "start", "end", span, term, aspect, polarity, stage',
    order: 'seq',
  },
  {
    name: 'elements',
    columns: '"start", "end", element, item, opinion',
    order: '"start", "end", element, item',
  },
];

/** The rows of a voice in such a table as one value. */
export function packed({ columns, order }: Detail): string {
  const fields = columns.split(', ').map((name) => `${name.replaceAll('"', "'")}: ${name}`);
  return `list({${fields.join(', ')}} ORDER BY ${order})`;
}

/** Versions that should count and do not, among the voices of a table with keys. */
const winningOf = (keys: string): string => `
  SELECT * FROM (
    SELECT *, row_number() OVER (PARTITION BY key ORDER BY ${RANK}) AS rank FROM (
      SELECT *, false AS counts FROM versions WHERE key IN (SELECT key FROM ${keys})
      UNION ALL BY NAME
      SELECT *, true AS counts FROM voices WHERE key IN (SELECT key FROM ${keys})))
  WHERE rank = 1 AND NOT counts`;

/** Voices against which one of their other versions should count. */
export const OVERRULED: string = `(${winningOf('versions')} AND key IN (SELECT key FROM voices))`;

/**
 * Puts the version that counts into `voices` for each key of the temporary table `contested`. What moves is moved
 * whole, so that a version is in exactly one of the two tables.
 * @returns how many voices have another version now
 */
export async function settleVersions(writer: WritableStore): Promise<number> {
  const { connection } = writer;
  await connection.run(`CREATE OR REPLACE TEMP TABLE winning AS ${winningOf('contested')}`);
  const settled = await count(writer, 'SELECT count(*) FROM winning');
  if (settled === 0) {
    await connection.run('DROP TABLE winning');
    return 0;
  }
  await moveToVersions(writer);
  await connection.run(`
    INSERT INTO voices BY NAME
      SELECT * EXCLUDE (${ANNOTATION}, ${DETAILS.map(({ name }) => name).join(', ')}, counts, rank) FROM winning;
    INSERT INTO annotations BY NAME SELECT key AS voice_key, number, ${ANNOTATION} FROM winning;
    DELETE FROM versions WHERE (key, coalesce(version, '')) IN (SELECT (key, coalesce(version, '')) FROM winning)`);
  for (const { name, columns } of DETAILS) {
    const fields = columns.split(', ').map((column) => `o.${column} AS ${column}`);
    await connection.run(`
      INSERT INTO ${name} BY NAME
        SELECT voice_key, number, ${fields.join(', ')}
        FROM (SELECT key AS voice_key, number, unnest(${name}) AS o FROM winning)`);
  }
  await connection.run('DROP TABLE winning');
  return settled;
}

/**
 * Moves the voices against which a version of the temporary table `winning` counts, with what was found in them. That is
 * looked for by numbers first: by keys alone, a few voices take the memory and time of all rows of every table.
 */
async function moveToVersions({ connection }: WritableStore): Promise<void> {
  const isLosing = 'number IN (SELECT number FROM losing)';
  const joins = DETAILS.map(
    (
      detail,
    ) => `LEFT JOIN (SELECT voice_key, ${packed(detail)} AS ${detail.name} FROM ${detail.name}
        WHERE ${isLosing} GROUP BY voice_key) ${detail.name} ON ${detail.name}.voice_key = v.key`,
  );
  const lists = DETAILS.map(({ name }) => `${name}.${name}`);
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE losing AS
      SELECT number FROM voices WHERE key IN (SELECT key FROM winning)`);
  await connection.run(`
    INSERT INTO versions BY NAME
      SELECT v.*, a.* EXCLUDE (voice_key, number), ${lists.join(', ')}
      FROM (SELECT * FROM voices WHERE ${isLosing}) v
      LEFT JOIN (SELECT * FROM annotations WHERE ${isLosing}) a ON a.voice_key = v.key ${joins.join(' ')}
      WHERE v.key IN (SELECT key FROM winning)`);
  await connection.run('DROP TABLE losing');
  await connection.run('DELETE FROM voices WHERE key IN (SELECT key FROM winning)');
  for (const table of [
    'annotations',
    'copies',
    'opinion_pains',
    ...DETAILS.map(({ name }) => name),
  ]) {
    await connection.run(`DELETE FROM ${table} WHERE voice_key IN (SELECT key FROM winning)`);
  }
}

/** A row of the batch `b` says what the stored voice `s` says; a store of an earlier version knows no versions. */
export const SAYS_THE_SAME: string = `(s.version = b.version OR (s.version IS NULL AND s.text = b.text AND s.attributes = b.attributes
  AND s.rating IS NOT DISTINCT FROM b.rating AND s.channel IS NOT DISTINCT FROM b.channel))`;

/**
 * Notes that versions which the rows of the view `arrived` bring again were seen in an export that reaches no further than
 * `reach`: a version counts from the first export that has it, in whichever order they are loaded. Adds the keys for
 * which that may decide otherwise to the temporary table `contested`.
 */
export async function lowerReach(writer: WritableStore, reach: string): Promise<void> {
  const { connection } = writer;
  const later = `(reach IS NULL OR reach > TIMESTAMP '${reach}')`;
  const stale = await count(
    writer,
    `SELECT (SELECT count(*) FROM voices WHERE ${later}) + (SELECT count(*) FROM versions WHERE ${later})`,
  );
  if (stale === 0) return;
  for (const table of ['voices', 'versions']) {
    await connection.run(`
      UPDATE ${table} SET reach = TIMESTAMP '${reach}', version = b.version FROM arrived b
      WHERE ${table}.key = b.key AND ${later.replaceAll('reach IS', `${table}.reach IS`).replaceAll('reach >', `${table}.reach >`)}
        AND ${SAYS_THE_SAME.replaceAll('s.', `${table}.`)}`);
  }
  await connection.run(`
    INSERT INTO contested SELECT DISTINCT b.key FROM arrived b
    WHERE b.key IN (SELECT key FROM versions) AND b.key NOT IN (SELECT key FROM contested)`);
}
