import type { MetricDefinition } from '../model/metric.ts';
import { attributeSql } from './columns.ts';
import { query, quoted, settled } from './query.ts';
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
  const group = byGroup ? 'g.value' : 'NULL';
  const groups = (of: string): string => (byGroup ? `JOIN grouped g ON g.n = ${of}.n` : '');
  if (answer.by !== null) {
    const columns = answer.by.map((column) => `s.${column}`).join(', ');
    const given = `${source} AND ${answer.given}`;
    return settled<RawMetric>({
      answers: countAnswers(
        reader,
        `SELECT voices, wordless, "group", ${answer.sql} FROM (
           SELECT ${columns}, s.wordless, ${group} AS "group", count(*) AS voices
           FROM scope s ${groups('s')} WHERE ${source} GROUP BY ALL) s`,
      ),
      pains: countPains(
        reader,
        `SELECT t.pain, ${group} AS "group" FROM pained t ${groups('t')}
         ${given === 'true AND true' ? '' : `JOIN scope s ON s.n = t.n WHERE ${given}`}`,
      ),
    });
  }
  await reader.connection.run(
    `CREATE OR REPLACE TEMP TABLE answered AS
       SELECT a.*, ${group} AS "group" FROM (
         SELECT s.n, s.wordless, ${answer.sql} FROM scope s ${answer.sql.includes('v.') ? JOIN_VOICES : ''}
         WHERE ${source}) a ${groups('a')}
       WHERE raw IS NOT NULL`,
  );
  return settled<RawMetric>({
    answers: countAnswers(reader, 'SELECT *, 1 AS voices FROM answered'),
    pains: countPains(reader, 'SELECT t.pain, a."group" FROM answered a JOIN pained t USING (n)'),
  });
}

/** @param from SQL of rows with `raw`, `column`, `createdAt`, `group`, `wordless`, and `voices`, how many each stands for */
function countAnswers(reader: Store, from: string): Promise<RawAnswer[]> {
  return query<RawAnswer>(
    reader,
    `SELECT "group", raw, "column", "createdAt", CAST(sum(voices) AS BIGINT) AS voices,
       CAST(coalesce(sum(voices) FILTER (NOT wordless), 0) AS BIGINT) AS "withText"
     FROM (${from}) WHERE raw IS NOT NULL GROUP BY ALL ORDER BY ALL`,
  );
}

/** @param from SQL of a row with `pain` and `group` for each pain point that a voice names */
function countPains(reader: Store, from: string): Promise<BesidePain[]> {
  return query<BesidePain>(
    reader,
    `SELECT a."group", p.id, p.label, a.voices
     FROM (
       SELECT "group", pain, count(*) AS voices FROM (${from}) GROUP BY ALL) a
     JOIN pains p ON p.id = CAST(a.pain AS VARCHAR) AND p.other IS NULL
     QUALIFY row_number() OVER (PARTITION BY a."group" ORDER BY voices DESC, p.id) <= ${PAINS_BESIDE}
     ORDER BY a."group", voices DESC, p.id`,
  );
}

/** How voices `s` of the scope, and their rows `v` of the store, answer a metric. */
interface Answer {
  /** The columns `raw`, `column` and `createdAt`. */
  readonly sql: string;
  /** The columns of the scope that they are made of, where these have few values; else null. */
  readonly by: readonly string[] | null;
  /** Which voices have an answer, where `by` is no null. */
  readonly given: string;
}

/** Null for a metric without columns. */
function answerSql({ columns, label, scale, days }: MetricDefinition): Answer | null {
  const [first, ...others] = columns;
  const plain = (value: string): string =>
    `${value} AS raw, ${quoted(first ?? '')} AS "column", NULL AS "createdAt"`;
  if (label !== null) return { sql: plain(labelSql(label)), by: LABELS, given: 'true' };
  if (first === undefined) return null;
  if (first === 'sentiment') {
    const sql = `CASE s.sentiment WHEN 'positive' THEN 1 WHEN 'negative' THEN -1 ELSE 0 END`;
    return { sql: plain(sql), by: ['sentiment'], given: 'true' };
  }
  if (first === 'repeat') return { sql: plain(repeatSql(days ?? 0)), by: null, given: '' };
  const rating =
    scale === null ? 's.rating' : `CASE WHEN s.rating_max = ${scale[1]} THEN s.rating END`;
  if (first === 'rating' && others.length === 0) {
    return { sql: plain(rating), by: ['rating', 'rating_max'], given: `${rating} IS NOT NULL` };
  }
  return { sql: attributesSql(columns, rating), by: null, given: '' };
}

/** The first answer that a voice has in the columns. */
function attributesSql(columns: readonly string[], rating: string): string {
  const values = columns.map((column) =>
    column === 'rating' ? `CAST(${rating} AS VARCHAR)` : attributeSql(column),
  );
  const cases = values.map((value, at) => [value, quoted(columns[at] ?? '')] as const);
  return `coalesce(${values.join(', ')}) AS raw,
    CASE ${cases.map(([value, name]) => `WHEN ${value} IS NOT NULL THEN ${name}`).join(' ')} END AS "column",
    CASE WHEN regexp_matches(raw, '\\d{4}') THEN strftime(s.created_at, '%Y-%m-%dT%H:%M:%S') END AS "createdAt"`;
}

const LABELS: readonly string[] = ['sentiment', 'kinds', 'signals', 'urgency'];

function labelSql(label: string): string {
  const tests = LABELS.map(
    (column) => `list_contains(string_split(s.${column}, '|'), ${quoted(label)})`,
  );
  return `CASE WHEN ${tests.join(' OR ')} THEN 1 ELSE 0 END`;
}

/** 1 where the same customer's voice before is at most so many days older; voices are numbered by time. */
function repeatSql(days: number): string {
  return `CASE WHEN s.customer IS NOT NULL AND s.created_at IS NOT NULL THEN
    CASE WHEN s.created_at - lag(s.created_at) OVER (PARTITION BY s.customer ORDER BY s.n)
      <= to_days(${Math.trunc(days)}) THEN 1 ELSE 0 END END`;
}
