import type { CleaningFacts } from '../model/facts.ts';
import { FLAGS, SUSPECT_FLAGS } from '../model/flags.ts';
import { labelsOf, SENTIMENTS } from '../model/labels.ts';
import type { Filter } from '../model/store.ts';
import { FLAGS_SQL, JOIN_COPIES } from './copies.ts';
import { conditionOf } from './filter.ts';
import { count, query, quoted } from './query.ts';
import type { Store } from './session.ts';

/** Counts flags, and the voices without a suspect one. Needs the tables `scope` and `stated`. */
export async function readCleaningFacts(
  reader: Store,
  { exclude, ...others }: Filter,
): Promise<CleaningFacts> {
  const { sql, values } = conditionOf(others);
  const voices = `FROM voices v JOIN annotations a ON a.voice_key = v.key ${JOIN_COPIES} WHERE ${sql}`;
  const rows = await query<{ flags: string; voices: number }>(
    reader,
    `SELECT ${FLAGS_SQL} AS flags, count(*) AS voices ${voices} GROUP BY ALL`,
    values,
  );
  const flags = Object.fromEntries(
    labelsOf(FLAGS).map((flag) => [flag, sumOf(rows.filter((row) => carries(row.flags, flag)))]),
  ) as CleaningFacts['flags'];
  return {
    flags,
    groups: await count(reader, `SELECT count(DISTINCT c.duplicate_group) ${voices}`, values),
    excluded: sumOf(rows) - (await count(reader, 'SELECT count(*) FROM scope')),
    uncompared: await count(
      reader,
      `SELECT count(*) ${voices} AND v.load > (
         SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'compared_load')`,
      values,
    ),
    clean: await readClean(reader),
  };
}

async function readClean(reader: Store): Promise<CleaningFacts['clean']> {
  await reader.connection.run(
    `CREATE OR REPLACE TEMP TABLE clean AS SELECT n, sentiment, rating, rating_max FROM scope
     WHERE NOT list_has_any(string_split(flags, '|'), [${SUSPECT_FLAGS.map(quoted).join(', ')}])`,
  );
  const sentiments = await query<{ sentiment: string; voices: number }>(
    reader,
    'SELECT sentiment, count(*) AS voices FROM clean GROUP BY ALL',
  );
  const sentiment = Object.fromEntries(
    labelsOf(SENTIMENTS).map((label) => [
      label,
      sumOf(sentiments.filter((row) => row.sentiment === label)),
    ]),
  ) as CleaningFacts['clean']['sentiment'];
  return {
    voices: sumOf(sentiments),
    sentiment,
    ratings: await query(
      reader,
      `SELECT rating_max AS max, rating AS value, count(*) AS voices FROM clean
       WHERE rating IS NOT NULL AND rating_max IS NOT NULL GROUP BY ALL ORDER BY ALL`,
    ),
    pains: await query(
      reader,
      `SELECT pain_id AS id, count(DISTINCT n) AS voices FROM stated JOIN clean USING (n)
       WHERE pain_id IS NOT NULL GROUP BY ALL ORDER BY id`,
    ),
  };
}

function carries(joined: string, flag: string): boolean {
  return joined.split('|').includes(flag);
}

function sumOf(rows: readonly { readonly voices: number }[]): number {
  return rows.reduce((sum, { voices }) => sum + voices, 0);
}
