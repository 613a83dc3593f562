import type { MetricDefinition } from '../model/metric.ts';
import { attributeSql } from './columns.ts';
import { query, quoted } from './query.ts';
import { JOIN_VOICES } from './scope.ts';
import type { Store } from './session.ts';

/** An answer as it stands in the store, by how many voices of a group it was given. */
export interface RawAnswer {
  /** Null without a grouping. */
  readonly group: string | null;
  /** A number, or the text of an export's column. */
  readonly raw: number | string;
  /** Name of the column that it stands in. */
  readonly column: string;
  /** Wall time of the voice, for columns that hold a time; null otherwise, and for undated voices. */
  readonly createdAt: string | null;
  readonly voices: number;
  readonly withText: number;
}

/** A pain point that voices behind a figure name. */
export interface BesidePain {
  readonly group: string | null;
  readonly id: string;
  readonly label: string;
  readonly voices: number;
}

/** What a metric is computed from, and what the voices that gave the answers complain of most. */
export interface RawMetric {
  readonly answers: readonly RawAnswer[];
  /** At most three a group, largest first. */
  readonly pains: readonly BesidePain[];
}

const PAINS_BESIDE = 3;

/**
 * Reads the answers of a metric. Needs the tables `scope` and `pained`, and `grouped` where `byGroup`.
 * @param definition with the columns that there are
 */
export async function readMetric(
  reader: Store,
  definition: MetricDefinition,
  byGroup: boolean,
): Promise<RawMetric> {
  const answer = answerSql(definition);
  if (answer === null) return { answers: [], pains: [] };
  const source = definition.source === null ? 'true' : `s.source = ${quoted(definition.source)}`;
  await reader.connection.run(
    `CREATE OR REPLACE TEMP TABLE answered AS
       SELECT a.*, ${byGroup ? 'g.value' : 'NULL'} AS "group" FROM (
         SELECT s.n, s.wordless, ${answer} FROM scope s ${answer.includes('v.') ? JOIN_VOICES : ''}
         WHERE ${source}) a ${byGroup ? 'JOIN grouped g ON g.n = a.n' : ''}
       WHERE raw IS NOT NULL`,
  );
  const answers = await query<RawAnswer>(
    reader,
    `SELECT "group", raw, "column", "createdAt", count(*) AS voices,
       count(*) FILTER (NOT wordless) AS "withText"
     FROM answered GROUP BY ALL ORDER BY ALL`,
  );
  const pains = await query<BesidePain>(
    reader,
    `SELECT a."group", p.id, p.label, a.voices
     FROM (
       SELECT a."group", CAST(t.pain AS VARCHAR) AS pain, count(*) AS voices
       FROM answered a JOIN pained t USING (n) GROUP BY ALL) a
     JOIN pains p ON p.id = a.pain AND p.other IS NULL
     QUALIFY row_number() OVER (PARTITION BY a."group" ORDER BY voices DESC, p.id) <= ${PAINS_BESIDE}
     ORDER BY a."group", voices DESC, p.id`,
  );
  return { answers, pains };
}

/** The columns `raw`, `column` and `createdAt` of an answer; null for a metric without columns. */
function answerSql({ columns, label, scale, days }: MetricDefinition): string | null {
  const [first, ...others] = columns;
  const plain = (value: string): string =>
    `${value} AS raw, ${quoted(first ?? '')} AS "column", NULL AS "createdAt"`;
  if (label !== null) return plain(labelSql(label));
  if (first === undefined) return null;
  if (first === 'sentiment') {
    return plain(`CASE s.sentiment WHEN 'positive' THEN 1 WHEN 'negative' THEN -1 ELSE 0 END`);
  }
  if (first === 'repeat') return plain(repeatSql(days ?? 0));
  const rating =
    scale === null ? 's.rating' : `CASE WHEN s.rating_max = ${scale[1]} THEN s.rating END`;
  if (first === 'rating' && others.length === 0) return plain(rating);
  const values = columns.map((column) =>
    column === 'rating' ? `CAST(${rating} AS VARCHAR)` : attributeSql(column),
  );
  const cases = values.map((value, at) => [value, quoted(columns[at] ?? '')] as const);
  return `coalesce(${values.join(', ')}) AS raw,
    CASE ${cases.map(([value, name]) => `WHEN ${value} IS NOT NULL THEN ${name}`).join(' ')} END AS "column",
    CASE WHEN regexp_matches(raw, '\\d{4}') THEN strftime(s.created_at, '%Y-%m-%dT%H:%M:%S') END AS "createdAt"`;
}

function labelSql(label: string): string {
  const columns = ['s.sentiment', 's.kinds', 's.signals', 's.urgency'];
  const tests = columns.map(
    (column) => `list_contains(string_split(${column}, '|'), ${quoted(label)})`,
  );
  return `CASE WHEN ${tests.join(' OR ')} THEN 1 ELSE 0 END`;
}

/** 1 where the same customer's voice before is at most so many days older; voices are numbered by time. */
function repeatSql(days: number): string {
  return `CASE WHEN s.customer_id IS NOT NULL AND s.created_at IS NOT NULL THEN
    CASE WHEN s.created_at - lag(s.created_at) OVER (PARTITION BY s.customer_id ORDER BY s.n)
      <= to_days(${Math.trunc(days)}) THEN 1 ELSE 0 END END`;
}
