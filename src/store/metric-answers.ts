import type { Quote } from '../model/facts.ts';
import type { MetricDefinition } from '../model/metric.ts';
import { attributeSql } from './columns.ts';
import { readPlainest } from './evidence.ts';
import { query, quoted, settled } from './query.ts';
import { JOIN_VOICES } from './scope.ts';
import type { Store } from './session.ts';

/** An answer as it stands in the store, by how many voices of a group it was given. */
export interface RawAnswer {
  /** Null without a grouping, and for voices that have no value of it. */
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
  // Voices without a value are a group of their own: the groups together are all that answered.
  const groups = (of: string): string => (byGroup ? `LEFT JOIN grouped g ON g.n = ${of}.n` : '');
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
         SELECT s.n, s.wordless, s.cost, ${answer.sql} FROM scope s ${answer.joins}
         WHERE ${source}) a ${groups('a')}
       WHERE raw IS NOT NULL`,
  );
  return settled<RawMetric>({
    answers: countAnswers(reader, 'SELECT * EXCLUDE (cost), 1 AS voices FROM answered'),
    pains: countPains(reader, 'SELECT t.pain, a."group" FROM answered a JOIN pained t USING (n)'),
  });
}

/** An answer of those that `readMetric` gave. */
export type Answered = Pick<RawAnswer, 'raw' | 'column' | 'createdAt'>;

/**
 * The voices that show best what those say who gave an answer, by its place among `answers`; absent for answers without
 * words. Right after `readMetric` of the same metric, whose tables it needs.
 */
export async function readAnswerVoices(
  reader: Store,
  definition: MetricDefinition,
  answers: readonly Answered[],
): Promise<Map<number, readonly Quote[]>> {
  const answer = answerSql(definition);
  if (answer === null || answers.length === 0) return new Map();
  const source = definition.source === null ? 'true' : `s.source = ${quoted(definition.source)}`;
  const rows =
    answer.by === null
      ? 'answered'
      : `(SELECT s.cost, ${answer.sql} FROM scope s WHERE ${source} AND ${answer.given})`;
  const labels = answers.map(({ raw, column, createdAt }, at) => {
    const value = typeof raw === 'number' ? String(raw) : quoted(raw);
    const time = createdAt === null ? 'IS NULL' : `= ${quoted(createdAt)}`;
    return `WHEN raw = ${value} AND "column" = ${quoted(column)} AND "createdAt" ${time} THEN ${at}`;
  });
  const found = await readPlainest(
    reader,
    'metric',
    `SELECT cost, CASE ${labels.join(' ')} END AS label FROM ${rows}`,
  );
  return new Map(found.map(({ label, quotes }) => [Number(label), quotes]));
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

/** How voices `s` of the scope, and what is joined to them, answer a metric. */
interface Answer {
  /** The columns `raw`, `column` and `createdAt`. */
  readonly sql: string;
  /** The columns of the scope that they are made of, where these have few values; else null. */
  readonly by: readonly string[] | null;
  /** Which voices have an answer, where `by` is no null. */
  readonly given: string;
  /** What of the store is needed besides the scope, where `by` is null. */
  readonly joins: string;
}

/** Null for a metric without columns. */
function answerSql({ columns, label, scale, days, source }: MetricDefinition): Answer | null {
  const [first, ...others] = columns;
  const counted = { given: 'true', joins: '' };
  const plain = (value: string): string =>
    `${value} AS raw, ${quoted(first ?? '')} AS "column", NULL AS "createdAt"`;
  if (label !== null) return { ...counted, sql: plain(labelSql(label)), by: LABELS };
  if (first === undefined) return null;
  if (first === 'sentiment') {
    const sql = `CASE s.sentiment WHEN 'positive' THEN 1 WHEN 'negative' THEN -1 ELSE 0 END`;
    return { ...counted, sql: plain(sql), by: ['sentiment'] };
  }
  if (first === 'repeat') {
    return { sql: plain(repeatSql(days ?? 0)), by: null, given: '', joins: joinBefore(source) };
  }
  const rating =
    scale === null ? 's.rating' : `CASE WHEN s.rating_max = ${scale[1]} THEN s.rating END`;
  if (first === 'rating' && others.length === 0) {
    const given = `${rating} IS NOT NULL`;
    return { ...counted, sql: plain(rating), by: ['rating', 'rating_max'], given };
  }
  return { sql: attributesSql(columns, rating), by: null, given: '', joins: JOIN_VOICES };
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

/** 1 where the same customer's voice before is at most so many days older. Needs `joinBefore`. */
function repeatSql(days: number): string {
  return `CASE WHEN s.customer IS NOT NULL AND s.created_at IS NOT NULL THEN
    CASE WHEN s.created_at - b.before <= to_days(${Math.trunc(days)}) THEN 1 ELSE 0 END END`;
}

/**
 * Joins to voices `s` the time of the voice that the same customer had `before`, among all of the store or of a source: whether
 * somebody has come before does not hang on which voices are looked at. Of equal times the keys tell which came first,
 * as in `scope`.
 */
function joinBefore(source: string | null): string {
  return `LEFT JOIN (
    SELECT v.rowid AS voice, lag(v.created_at) OVER (PARTITION BY hash(v.customer_id) ORDER BY v.created_at, v.key) AS before
    FROM voices v WHERE v.customer_id IS NOT NULL AND v.created_at IS NOT NULL
      ${source === null ? '' : `AND v.source = ${quoted(source)}`}) b ON b.voice = s.voice`;
}
