import type { ComparedVoice, CopyFinding } from '../model/copies.ts';
import { type CopyFlag, SPUN_FROM, SUSPECT_FLAGS } from '../model/flags.ts';
import { count, inTransaction, quoted, stream } from './query.ts';
import type { Store, WritableStore } from './session.ts';

/** Joins the voices `v` to what comparing found of them, null where it found nothing. */
export const JOIN_COPIES = 'LEFT JOIN copies c ON c.number = v.number';

/** What comparing found of a voice, as SQL over its row `c` of `copies`, by the flag that says it. */
export const FOUND: Readonly<Record<CopyFlag, string>> = {
  duplicates: 'c.duplicate_group <> c.voice_key',
  copied: 'c.copied',
  spun: `c.spun >= ${SPUN_FROM}`,
};

const MARKS = Object.keys(FOUND) as CopyFlag[];

/** The flags of a text and those of which `condition` says that comparing found them, joined with `|` in the order of `FLAGS`. */
function flagsOf(own: string, condition: (flag: CopyFlag, at: number) => string): string {
  const found = MARKS.map((flag, at) => `CASE WHEN ${condition(flag, at)} THEN '${flag}' END`);
  return `concat_ws('|', nullif(${own}, ''), ${found.join(', ')})`;
}

/** All flags of a voice `v` with its copies `c`. */
export const FLAGS_SQL: string = flagsOf('v.flags', (flag) => FOUND[flag]);

/** What comparing found of a voice as one number, a bit for each flag. */
export const MARKS_SQL: string = MARKS.map(
  (flag, at) => `CASE WHEN ${FOUND[flag]} THEN ${1 << at} ELSE 0 END`,
).join(' + ');
/** The number after the largest of `MARKS_SQL`. */
export const MARKS_END: number = 1 << MARKS.length;

/**
 * The sets of flags of voices by `code`, made of the set of a text and of the marks of comparing, and whether voices that
 * carry them are clean: texts are put together and taken apart once a set, not once a voice.
 */
export const MARKED_SETS: string = `SELECT *, NOT list_has_any(string_split(flags, '|'), [${SUSPECT_FLAGS.map(quoted).join(', ')}]) AS clean
  FROM (
    SELECT enum_code(CAST(own AS flag_sets)) * ${MARKS_END} + marks AS code,
      TRY_CAST(${flagsOf('own', (_, at) => `marks & ${1 << at} > 0`)} AS flag_sets) AS flags
    FROM (SELECT unnest(enum_range(CAST(NULL AS flag_sets))) AS own), (SELECT CAST(unnest(range(${MARKS_END})) AS INTEGER) AS marks))
  WHERE flags IS NOT NULL`;

/** Every set of flags that `FLAGS_SQL` may give for the voices of the store, and some more; sorted. */
export const FLAG_SETS: string = `SELECT '' AS value UNION
  SELECT concat_ws('|', nullif(v.flags, ''), d, c, s) FROM (SELECT DISTINCT flags FROM voices) v,
    (SELECT unnest([NULL, 'duplicates']) AS d), (SELECT unnest([NULL, 'copied']) AS c), (SELECT unnest([NULL, 'spun']) AS s)
  ORDER BY value`;

/** All voices for comparing, in no order, since to sort texts takes memory; streamed. */
export async function* readCompared(store: Store): AsyncGenerator<ComparedVoice> {
  const rows = stream(
    store.connection,
    'SELECT key, CAST(epoch_us(created_at) AS DOUBLE), text, customer_id, product FROM voices',
    {},
  );
  for await (const [key, saidAt, text, customerId, product] of rows) {
    yield {
      key: String(key),
      saidAt: typeof saidAt === 'number' ? saidAt : null,
      text: String(text),
      customerId: typeof customerId === 'string' ? customerId : null,
      product: typeof product === 'string' ? product : null,
    };
  }
  await store.release();
}

/** Number of the last load of the store; 0 without one. */
export function lastLoad(reader: Store): Promise<number> {
  return count(reader, 'SELECT coalesce(max(number), 0) FROM loads');
}

/** Replaces what comparing found, in one transaction. `upTo` is the last load whose voices were compared. */
export async function writeCopies(
  { connection }: WritableStore,
  copies: readonly CopyFinding[],
  upTo: number,
): Promise<void> {
  await inTransaction(connection, async () => {
    await connection.run(`DELETE FROM copies;
      CREATE OR REPLACE TEMP TABLE found AS SELECT * EXCLUDE (number) FROM copies`);
    const appender = await connection.createAppender('found', 'main', 'temp');
    for (const { key, group, copied, spun } of copies) {
      appender.appendVarchar(key);
      if (group === null) appender.appendNull();
      else appender.appendVarchar(group);
      appender.appendBoolean(copied);
      appender.appendDouble(spun);
      appender.endRow();
    }
    appender.closeSync();
    await connection.run(`
      INSERT INTO copies BY NAME SELECT f.*, v.number FROM found f JOIN voices v ON v.key = f.voice_key ORDER BY v.number;
      DROP TABLE found;
      UPDATE meta SET value = '${upTo}' WHERE name = 'compared_load'`);
  });
}
