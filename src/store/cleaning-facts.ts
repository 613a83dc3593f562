import type { CleaningFacts } from '../model/facts.ts';
import { FLAGS } from '../model/flags.ts';
import { labelsOf, SENTIMENTS } from '../model/labels.ts';
import type { Filter } from '../model/store.ts';
import { FLAGS_SQL, JOIN_COPIES } from './copies.ts';
import { COMPARED } from './counts.ts';
import { conditionOf } from './filter.ts';
import { count, query, settled } from './query.ts';
import { hasAllVoices } from './scope.ts';
import type { Store } from './session.ts';

/** Counts flags, and the voices without a suspect one. Needs the tables of `addCounts`. */
export async function readCleaningFacts(
  reader: Store,
  { exclude, ...others }: Filter,
): Promise<CleaningFacts> {
  const { sql, values } = conditionOf(others);
  const all = exclude === undefined || exclude.length === 0;
  const of = all ? {} : values;
  const among = all ? 'SELECT n FROM numbered' : `SELECT v.number FROM voices v WHERE ${sql}`;
  // To look voices up takes several times as long as to count them.
  const copied = (await hasAllVoices(reader)) ? '' : ` WHERE number IN (${among})`;
  const { rows, groups, counted, clean } = await settled<Asked>({
    rows: query<FlagRow>(
      reader,
      all
        ? `SELECT flags, sum(voices) AS voices, coalesce(sum(voices) FILTER (uncompared), 0) AS uncompared FROM counted_flags GROUP BY flags`
        : `SELECT ${FLAGS_SQL} AS flags, count(*) AS voices, count(*) FILTER (v.load > ${COMPARED}) AS uncompared
           FROM voices v JOIN annotations a ON a.number = v.number ${JOIN_COPIES} WHERE ${sql} GROUP BY ALL`,
      of,
    ),
    groups: count(reader, `SELECT count(DISTINCT duplicate_group) FROM copies${copied}`, of),
    counted: count(reader, 'SELECT sum(voices) FROM counted_scope'),
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
    'SELECT sentiment, sum(voices) AS voices FROM counted_flags WHERE clean GROUP BY ALL',
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
      `SELECT rating_max AS max, rating AS value, sum(voices) AS voices FROM counted_ratings
       WHERE clean AND rating IS NOT NULL AND rating_max IS NOT NULL GROUP BY ALL ORDER BY ALL`,
    ),
    pains: await query(
      reader,
      'SELECT pain AS id, sum(clean) AS voices FROM counted_pains GROUP BY ALL HAVING sum(clean) > 0 ORDER BY id',
    ),
  };
}

function carries(joined: string, flag: string): boolean {
  return joined.split('|').includes(flag);
}

function sumOf(rows: readonly { readonly voices: number }[]): number {
  return rows.reduce((sum, { voices }) => sum + voices, 0);
}
