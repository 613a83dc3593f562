import type { CleaningFacts } from '../model/facts.ts';
import { FLAGS } from '../model/flags.ts';
import { labelsOf, SENTIMENTS } from '../model/labels.ts';
import type { Filter } from '../model/store.ts';
import { FLAGS_SQL, JOIN_COPIES } from './copies.ts';
import { conditionOf } from './filter.ts';
import { count, query, settled } from './query.ts';
import type { Store } from './session.ts';

/** Counts flags, and the voices without a suspect one. Needs the tables `scope` and `pained`. */
export async function readCleaningFacts(
  reader: Store,
  { exclude, ...others }: Filter,
): Promise<CleaningFacts> {
  const { sql, values } = conditionOf(others);
  const all = exclude === undefined || exclude.length === 0;
  const voices = all
    ? `(SELECT voice, flags, load FROM scope)`
    : `(SELECT v.rowid AS voice, ${FLAGS_SQL} AS flags, v.load
        FROM voices v JOIN annotations a ON a.voice_key = v.key ${JOIN_COPIES} WHERE ${sql})`;
  const of = all ? {} : values;
  const { rows, groups, counted, clean } = await settled<Asked>({
    rows: query<FlagRow>(
      reader,
      `SELECT flags, count(*) AS voices, count(*) FILTER (load > (
         SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'compared_load')) AS uncompared
       FROM ${voices} GROUP BY flags`,
      of,
    ),
    groups: count(
      reader,
      `SELECT count(DISTINCT duplicate_group) FROM copies c JOIN voices v ON v.key = c.voice_key JOIN ${voices} s ON s.voice = v.rowid`,
      of,
    ),
    counted: count(reader, 'SELECT count(*) FROM scope'),
    clean: readClean(reader),
  });
  const flags = Object.fromEntries(
    labelsOf(FLAGS).map((flag) => [flag, sumOf(rows.filter((row) => carries(row.flags, flag)))]),
  ) as CleaningFacts['flags'];
  const uncompared = rows.reduce((sum, row) => sum + row.uncompared, 0);
  return { flags, groups, excluded: sumOf(rows) - counted, uncompared, clean };
}

interface FlagRow {
  readonly flags: string;
  readonly voices: number;
  readonly uncompared: number;
}

interface Asked {
  readonly rows: FlagRow[];
  readonly groups: number;
  readonly counted: number;
  readonly clean: CleaningFacts['clean'];
}

async function readClean(reader: Store): Promise<CleaningFacts['clean']> {
  const sentiments = await query<{ sentiment: string; voices: number }>(
    reader,
    'SELECT sentiment, count(*) AS voices FROM scope WHERE clean GROUP BY ALL',
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
      `SELECT rating_max AS max, rating AS value, count(*) AS voices FROM scope
       WHERE clean AND rating IS NOT NULL AND rating_max IS NOT NULL GROUP BY ALL ORDER BY ALL`,
    ),
    pains: await query(
      reader,
      'SELECT pain AS id, count(*) AS voices FROM pained WHERE clean GROUP BY ALL ORDER BY id',
    ),
  };
}

function carries(joined: string, flag: string): boolean {
  return joined.split('|').includes(flag);
}

function sumOf(rows: readonly { readonly voices: number }[]): number {
  return rows.reduce((sum, { voices }) => sum + voices, 0);
}
