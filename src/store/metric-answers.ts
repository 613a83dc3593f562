import type { MetricDefinition } from '../model/metric.ts';
import { attributeSql } from './columns.ts';
import { readPlainest, type Shown } from './evidence.ts';
import { query, quoted, settled } from './query.ts';
import { CUSTOMER, hasAllVoices } from './scope.ts';
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
 * Reads the answers of a metric. Needs `numbered` and the tables of `addCounts`; where `byGroup`, also `scope`, `pained` and
 * `grouped`.
 * @param definition with the columns that there are
 */
export async function readMetric(
  reader: Store,
  definition: MetricDefinition,
  byGroup: boolean,
): Promise<RawMetric> {
  const answer = answerSql(definition);
  if (answer === null) return { answers: [], pains: [] };
  const source = sourceIs('s', definition);
  const group = byGroup ? 'g.value' : 'NULL';
  // Voices without a value are a group of their own: the groups together are all that answered.
  const groups = (of: string): string => (byGroup ? `LEFT JOIN grouped g ON g.n = ${of}.n` : '');
  if (answer.given === null) {
    await reader.connection.run(
      `CREATE OR REPLACE TEMP TABLE answered AS
         SELECT a.*, ${group} AS "group" FROM (
           SELECT s.n, w.n IS NOT NULL AS wordless, ${answer.sql}
           FROM numbered s JOIN voices v ON v.number = s.n LEFT JOIN wordless_voices w ON w.n = s.n
           WHERE ${sourceIs('v', definition)}) a ${groups('a')}
         WHERE raw IS NOT NULL`,
    );
    return settled<RawMetric>({
      answers: countAnswers(reader, 'SELECT *, 1 AS voices FROM answered'),
      pains: countPains(
        reader,
        `SELECT DISTINCT a.n, p.pain_id AS pain, a."group", 1 AS voices FROM answered a JOIN opinion_pains p ON p.number = a.n`,
      ),
    });
  }
  const counted = byGroup
    ? `SELECT s.* EXCLUDE (n), g.value AS "group", 1 AS voices FROM scope s ${groups('s')} WHERE ${source}`
    : `SELECT *, NULL AS "group" FROM ${answer.counted} s WHERE ${source}`;
  const repeated = answer.counted === null ? await repeats(reader, definition, group, groups) : '';
  return settled<RawMetric>({
    answers: countAnswers(
      reader,
      `SELECT voices, wordless, "group", ${answer.sql} FROM (${repeated || counted}) s`,
    ),
    pains: countPains(
      reader,
      `SELECT t.pain, ${group} AS "group", ${byGroup ? '1 AS voices' : 't.voices'}
       FROM ${byGroup ? 'pained' : 'counted_pain_answers'} t ${groups('t')}
       WHERE ${sourceIs('t', definition)} AND ${answer.given}`,
    ),
  });
}

/** Whether a row is of the source that a metric asks. */
function sourceIs(of: string, { source }: MetricDefinition): string {
  return source === null ? 'true' : `${of}.source = ${quoted(source)}`;
}

/** An answer of those that `readMetric` gave. */
export type Answered = Pick<RawAnswer, 'raw' | 'column' | 'createdAt'>;

/**
 * The numbers of voices that show best what those say who gave an answer, by its place among `answers`; absent for answers
 * without words. Right after `readMetric` of the same metric, whose tables it needs, and `scope`.
 */
export async function readAnswerVoices(
  reader: Store,
  definition: MetricDefinition,
  answers: readonly Answered[],
): Promise<Map<number, Shown>> {
  const answer = answerSql(definition);
  if (answer === null || answers.length === 0) return new Map();
  const labels = answers.map(({ raw, column, createdAt }, at) => {
    const value = typeof raw === 'number' ? String(raw) : quoted(raw);
    const time = createdAt === null ? 'IS NULL' : `= ${quoted(createdAt)}`;
    return `WHEN raw = ${value} AND "column" = ${quoted(column)} AND "createdAt" ${time} THEN ${at}`;
  });
  const found = await readPlainest(
    reader,
    'metric',
    `SELECT cost, CASE ${labels.join(' ')} END AS label FROM (${await costed(reader, definition, answer)})`,
  );
  return new Map(found.map((one) => [Number(one.label), one]));
}

/** SQL of the answer of each voice with its `cost` as a quote. */
async function costed(
  reader: Store,
  definition: MetricDefinition,
  { sql, counted, given }: Answer,
): Promise<string> {
  if (given === null) return 'SELECT c.cost, s.* FROM answered s JOIN scope c USING (n)';
  if (counted !== null) {
    return `SELECT s.cost, ${sql} FROM scope s WHERE ${sourceIs('s', definition)}`;
  }
  if (!(await hasAllVoices(reader))) {
    return `SELECT c.cost, ${sql} FROM (${before(definition)}) s JOIN scope c USING (n)`;
  }
  // The scope knows already who came first.
  const source = sourceIs('c', definition);
  return `SELECT cost, ${sql} FROM (
      SELECT cost, created_at, lag(created_at) OVER (PARTITION BY customer ORDER BY turn) AS before
      FROM scope c WHERE customer IS NOT NULL AND created_at IS NOT NULL AND ${source}) s`;
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

/** @param from SQL of rows with `pain`, `group`, and `voices`, how many name it */
function countPains(reader: Store, from: string): Promise<BesidePain[]> {
  return query<BesidePain>(
    reader,
    `SELECT a."group", p.id, p.label, a.voices
     FROM (
       SELECT "group", pain, CAST(sum(voices) AS BIGINT) AS voices FROM (${from}) GROUP BY ALL) a
     JOIN pains p ON p.id = CAST(a.pain AS VARCHAR) AND p.other IS NULL
     QUALIFY row_number() OVER (PARTITION BY a."group" ORDER BY voices DESC, p.id) <= ${PAINS_BESIDE}
     ORDER BY a."group", voices DESC, p.id`,
  );
}

/** How voices answer a metric. */
interface Answer {
  /** The columns `raw`, `column` and `createdAt`, of voices or counts `s`, or of voices `v`. */
  readonly sql: string;
  /** The table of counts that holds all that the answers are made of; null where voices have to be asked one by one. */
  readonly counted: string | null;
  /** Which voices of `pained`, or counts of them, `t` have an answer; null where their attributes tell. */
  readonly given: string | null;
}

/** Null for a metric without columns. */
function answerSql({ columns, label, scale, days }: MetricDefinition): Answer | null {
  const [first, ...others] = columns;
  const labels = { counted: 'counted_labels', given: 'true' };
  const plain = (value: string): string =>
    `${value} AS raw, ${quoted(first ?? '')} AS "column", NULL AS "createdAt"`;
  if (label !== null) return { ...labels, sql: plain(labelSql(label)) };
  if (first === undefined) return null;
  if (first === 'sentiment') {
    const sql = `CASE s.sentiment WHEN 'positive' THEN 1 WHEN 'negative' THEN -1 ELSE 0 END`;
    return { ...labels, sql: plain(sql) };
  }
  if (first === 'repeat') {
    const sql = `CASE WHEN s.created_at - s.before <= to_days(${Math.trunc(days ?? 0)}) THEN 1 ELSE 0 END`;
    return { sql: plain(sql), counted: null, given: 't.known' };
  }
  const rating = (of: string): string =>
    scale === null
      ? `${of}.rating`
      : `CASE WHEN ${of}.rating_max = ${scale[1]} THEN ${of}.rating END`;
  if (first === 'rating' && others.length === 0) {
    const given = scale === null ? 't.rated' : `t.rated AND t.rating_max = ${scale[1]}`;
    return { sql: plain(rating('s')), counted: 'counted_ratings', given };
  }
  return { sql: attributesSql(columns, rating('v')), counted: null, given: null };
}

/** The first answer that a voice has in the columns. */
function attributesSql(columns: readonly string[], rating: string): string {
  const values = columns.map((column) =>
    column === 'rating' ? `CAST(${rating} AS VARCHAR)` : attributeSql(column),
  );
  const cases = values.map((value, at) => [value, quoted(columns[at] ?? '')] as const);
  return `coalesce(${values.join(', ')}) AS raw,
    CASE ${cases.map(([value, name]) => `WHEN ${value} IS NOT NULL THEN ${name}`).join(' ')} END AS "column",
    CASE WHEN regexp_matches(raw, '\\d{4}') THEN strftime(v.created_at, '%Y-%m-%dT%H:%M:%S') END AS "createdAt"`;
}

const LABELS: readonly string[] = ['sentiment', 'kinds', 'signals', 'urgency'];

function labelSql(label: string): string {
  const tests = LABELS.map(
    (column) => `list_contains(string_split(s.${column}, '|'), ${quoted(label)})`,
  );
  return `CASE WHEN ${tests.join(' OR ')} THEN 1 ELSE 0 END`;
}

/** Customers of voices without words: of the others it is known that their voices have words. */
const APART = '(SELECT customer FROM wordless_voices WHERE customer IS NOT NULL)';

/**
 * SQL of the voices of `before` with `wordless`, `group` and `voices`, how many each stands for. Of equal times the keys tell
 * which came first, as in `scope`; where all voices are counted they are compared only of customers of whom it shows in a
 * count, since to sort by them takes several times as long, and the others are looked up nowhere.
 */
async function repeats(
  reader: Store,
  definition: MetricDefinition,
  group: string,
  groups: (of: string) => string,
): Promise<string> {
  const asked = (voices: string): string =>
    `SELECT b.*, w.n IS NOT NULL AS wordless, ${group} AS "group", 1 AS voices
     FROM (${voices}) b JOIN numbered s USING (n) LEFT JOIN wordless_voices w ON w.n = s.n ${groups('s')}`;
  const isGrouped = groups('s') !== '';
  if (isGrouped || !(await hasAllVoices(reader))) return asked(before(definition));
  return `SELECT *, false AS wordless, ${group} AS "group", 1 AS voices
      FROM (${before(definition, { keys: '', where: `customer NOT IN ${APART}` })})
    UNION ALL ${asked(before(definition, { keys: ', key', where: `customer IN ${APART}` }))}`;
}

/**
 * SQL of the voices of known customers and times: `n`, `created_at`, and `before`, the time of the voice that the same
 * customer had before, among all of the store or of a source: whether somebody has come before does not hang on which voices
 * are looked at.
 */
function before(
  definition: MetricDefinition,
  { keys, where } = { keys: ', key', where: 'true' },
): string {
  return `SELECT number AS n, created_at, lag(created_at) OVER (PARTITION BY customer ORDER BY created_at${keys}) AS before
     FROM (SELECT v.*, ${CUSTOMER} AS customer FROM voices v
       WHERE v.customer_id IS NOT NULL AND v.created_at IS NOT NULL AND ${sourceIs('v', definition)})
     WHERE ${where}`;
}
