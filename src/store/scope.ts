import type { Filter } from '../model/store.ts';
import { FLAG_SETS, MARKED_SETS, MARKS_END, MARKS_SQL } from './copies.ts';
import { COUNTS } from './counts.ts';
import { type Condition, conditionOf } from './filter.ts';
import { count, query } from './query.ts';
import type { Store } from './session.ts';

/** Joins voices `v` to their rows `s` of `scope`. */
export const JOIN_VOICES = 'JOIN voices v ON v.rowid = s.voice';

/** Text units within which a voice reads at a glance. */
const SHORTEST = 8;
export const LONGEST = 120;

/** A voice's number is its cost as a quote modulo this; more voices than this fit no store. */
export const PLACES = 1_000_000_000;

/** Periods of the voices in `scope`: the day each begins with, and its name made of that `day`. */
export const PERIODS = {
  week: { day: 'week', name: 'CAST(day AS VARCHAR)' },
  month: { day: `date_trunc('month', created_at)`, name: `strftime(day, '%Y-%m')` },
} as const;

/**
 * The values of a column of a table as SQL, sorted; the empty text among them, because a type needs one. Values with a NUL are
 * left out: the engine cannot read a type that has one. What people wrote is coded with `TRY_CAST`, which makes nothing of them.
 */
export const valuesOf = (column: string, table: string): string =>
  `SELECT '' AS value UNION SELECT ${column} FROM ${table}
   WHERE ${column} IS NOT NULL AND NOT contains(${column}, chr(0)) ORDER BY value`;

/**
 * Columns of few values, by the type that codes them, with their values: codes take a byte or two where texts take
 * sixteen and more, which is what lets ten million voices be counted in a gigabyte. They sort as the texts do.
 */
const CODED: Readonly<Record<string, string>> = {
  sources: valuesOf('source', 'voices'),
  channels: valuesOf('channel', 'voices'),
  customer_groups: valuesOf('customer_group', 'voices'),
  products: valuesOf('product', 'voices'),
  sentiments: valuesOf('sentiment', 'annotations'),
  kind_sets: valuesOf('kinds', 'annotations'),
  stage_sets: valuesOf('stages', 'annotations'),
  signal_sets: valuesOf('signals', 'annotations'),
  urgencies: valuesOf('urgency', 'annotations'),
  flag_sets: FLAG_SETS,
  terms: valuesOf('term', 'opinions'),
  aspects: valuesOf('aspect', 'opinions'),
  polarities: valuesOf('polarity', 'opinions'),
  opinion_stages: valuesOf('stage', 'opinions'),
  pain_ids: valuesOf('pain_id', 'opinion_pains'),
};

const { terms: _, ...WITHOUT_TERMS } = CODED;

/** Temporary tables that have codes of these types. */
const WITH_CODES = [
  ...['journey_elements', 'journey_heard', 'journey_opinions'],
  ...['pained', 'stated', 'scope', 'numbered', ...Object.keys(COUNTS)],
];

/**
 * What the tables of a scope are for: counting alone, of some voices or of all that there are, which spares looking up
 * which; whatever is asked of voices and opinions; or a journey too.
 */
type Use = 'counts of all' | 'counts' | 'all' | 'journey';

/** Voices whose numbers lie between two of the store, both included. */
interface Part {
  readonly from: number;
  readonly to: number;
}

const EVERYTHING: Part = { from: 0, to: 2 ** 31 - 1 };

/** Voices read at a time where they are only counted: what a part takes in memory, and in time to begin it, is small beside all else. */
const PART = 1_000_000;

/**
 * Temporary tables that all counts run on, those of journeys too: `numbered`, the voices of the filter by the number
 * that the store knows them by, with `n`, which counts them by time and key with the undated last; `scope`, what they are counted by; `stated`, their opinions by number
 * of the voice. `voice` and `opinion` are rows in the tables of the store. Scores become whole millionths, because their
 * sum must not depend on the order of adding.
 * @param condition what voices must meet besides the filter
 * @param forJourney whether `stated` has what only a journey is counted by
 */
export async function selectScope(
  reader: Store,
  filter: Filter,
  condition: Condition = { sql: 'true', values: {} },
  forJourney = false,
): Promise<void> {
  const { sql, values } = conditionOf(filter);
  await begin(reader, forJourney ? CODED : WITHOUT_TERMS);
  await numberVoices(reader, ORDER, {
    sql: `${sql} AND ${condition.sql}`,
    values: { ...values, ...condition.values },
  });
  await selectPart(reader, EVERYTHING, forJourney ? 'journey' : 'all');
}

/**
 * Makes `scope` and `stated` of the voices of the filter part by part, so that memory does not grow with the store, and runs
 * `count` on each. `n` is then the number of the voice and tells no order. At the end `numbered` is there, of all voices.
 * @param size about how many voices a part has
 */
export async function forEachPart(
  reader: Store,
  filter: Filter,
  count: () => Promise<void>,
  size: number = PART,
): Promise<void> {
  await begin(reader, WITHOUT_TERMS);
  await numberVoices(reader, 'v.number', conditionOf(filter));
  const isAll = await hasAllVoices(reader);
  for (const part of await partsOf(reader, size)) {
    await selectPart(reader, part, isAll ? 'counts of all' : 'counts');
    await count();
    await dropTables(reader, ['pained', 'stated', 'scope']);
  }
}

/** Whether `numbered` has every voice of the store. */
export async function hasAllVoices(reader: Store): Promise<boolean> {
  const left = 'SELECT (SELECT count(*) FROM voices) - (SELECT count(*) FROM numbered)';
  return (await count(reader, left)) === 0;
}

/** Parts of `numbered` in order, of about `size` voices; one where nothing is in it. */
async function partsOf(reader: Store, size: number): Promise<Part[]> {
  const blocks = await query<{ last: number; voices: number }>(
    reader,
    `SELECT max(number) AS last, count(*) AS voices FROM numbered
     GROUP BY number // ${Math.ceil(size / 100)} ORDER BY last`,
  );
  const parts: Part[] = [];
  let [from, voices] = [EVERYTHING.from, 0];
  for (const block of blocks) {
    voices += block.voices;
    if (voices < size) continue;
    parts.push({ from, to: block.last });
    [from, voices] = [block.last + 1, 0];
  }
  return voices > 0 || parts.length === 0 ? [...parts, { from, to: EVERYTHING.to }] : parts;
}

async function begin(reader: Store, coded: Readonly<Record<string, string>>): Promise<void> {
  await dropTables(reader, WITH_CODES);
  await codeColumns(reader, coded);
}

/** Drops temporary tables where there are such. */
export async function dropTables({ connection }: Store, tables: readonly string[]): Promise<void> {
  for (const table of tables) await connection.run(`DROP TABLE IF EXISTS temp.${table}`);
}

async function selectPart(reader: Store, part: Part, use: Use): Promise<void> {
  const within = `number BETWEEN ${part.from} AND ${part.to}`;
  await reader.connection.run(`CREATE TEMP TABLE scope AS ${scope(within, use)}`);
  await reader.release();
  await reader.connection.run(`CREATE TEMP TABLE stated AS ${stated(within, use)}`);
  await reader.release();
}

/** Makes the types of `CODED`. Tables that have columns of them must be dropped before. */
async function codeColumns(
  { connection }: Store,
  coded: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [type, among] of Object.entries(coded)) {
    await connection.run(`CREATE OR REPLACE TEMP TYPE ${type} AS ENUM (${among})`);
  }
}

/** Sorted apart from all else: to carry every column through the sort costs twice as much. */
const ORDER = 'CAST(row_number() OVER (ORDER BY v.created_at NULLS LAST, v.key) AS INTEGER)';

async function numberVoices(
  { connection }: Store,
  n: string,
  { sql, values }: Condition,
): Promise<void> {
  await connection.run(
    `CREATE TEMP TABLE numbered AS
       SELECT v.number, ${n} AS n, CAST(v.created_at AS DATE) AS day FROM voices v WHERE ${sql}`,
    values,
  );
}

/** Whether a voice `v` is a score without a word. Spaces are rare at the beginning of a text and dear to look for: U+3000 is the last of them. */
const WORDLESS = `CASE WHEN unicode(v.text) > 12288 THEN false ELSE trim(v.text) = '' END`;

/** Voices that read at a glance first, then those of strong feeling, then the earlier. */
const COST = `(CASE WHEN characters BETWEEN ${SHORTEST} AND ${LONGEST} THEN 0 ELSE 1000001 END
  + 1000000 - abs(CAST(millionths AS BIGINT))) * ${PLACES} + n`;

// A number of 64 bits stands for a customer: two of ten million would share one in a store of some 400,000.
export const CUSTOMER = 'CASE WHEN customer_id IS NOT NULL THEN hash(customer_id) END';

// Columns are coded before they are joined, so that texts do not go through the joins.
const scope = (within: string, use: Use): string => `
  SELECT *${isCounted(use) ? ' EXCLUDE (number, voice, characters)' : `, CASE WHEN NOT wordless THEN ${COST} END AS cost`}
  FROM (
    SELECT ${numberOf('v', use)} AS n, v.* EXCLUDE (own), a.* EXCLUDE (number), f.flags, f.clean
    FROM (
      SELECT number, CAST(v.rowid AS INTEGER) AS voice, TRY_CAST(source AS sources) AS source, TRY_CAST(channel AS channels) AS channel, ${CUSTOMER} AS customer,
        TRY_CAST(customer_group AS customer_groups) AS customer_group, TRY_CAST(product AS products) AS product, rating,
        rating_max, created_at, CAST(date_trunc('week', created_at) AS DATE) AS week, load, ${WORDLESS} AS wordless,
        CAST(length(text) AS INTEGER) AS characters, CAST(coalesce(flags, '') AS flag_sets) AS own
      FROM voices v WHERE ${within}) v
    ${joinNumbered(within, use)}
    JOIN (
      SELECT number, CAST(sentiment AS sentiments) AS sentiment, CAST(kinds AS kind_sets) AS kinds,
        CAST(stages AS stage_sets) AS stages, CAST(signals AS signal_sets) AS signals,
        CAST(urgency AS urgencies) AS urgency, CAST(round(score * 1000000) AS INTEGER) AS millionths
      FROM annotations WHERE ${within}) a USING (number)
    LEFT JOIN (
      SELECT * FROM (SELECT number, ${MARKS_SQL} AS marks FROM copies c WHERE ${within}) WHERE marks > 0) m USING (number)
    JOIN (${MARKED_SETS}) f ON f.code = enum_code(v.own) * ${MARKS_END} + coalesce(m.marks, 0))`;

const isCounted = (use: Use): boolean => use === 'counts' || use === 'counts of all';

/** The number in `scope` of a voice `of`, or of what belongs to one. */
const numberOf = (of: string, use: Use): string =>
  use === 'counts of all' ? `${of}.number` : 'x.n';

/** Leaves the voices that are asked for, where these are not all. */
const joinNumbered = (within: string, use: Use): string =>
  use === 'counts of all'
    ? ''
    : `JOIN (SELECT number, n FROM numbered WHERE ${within}) x USING (number)`;

/** What `stated` has besides what opinions are counted by. */
const COLUMNS: Readonly<Record<Use, string>> = {
  'counts of all': '',
  counts: '',
  all: 'CAST(rowid AS INTEGER) AS opinion, "start",',
  journey: `CAST(rowid AS INTEGER) AS opinion, "start", seq, "end", TRY_CAST(CASE WHEN polarity = 'positive' THEN term END AS terms) AS praised,`,
};

/** A voice and the position of an opinion in it as one number: to join by two takes longer. */
export const placeOf = (voice: string, seq: string): string =>
  `(CAST(${voice} AS BIGINT) << 32) + ${seq}`;
const PLACE = placeOf('number', 'seq');

/** Whether the ground of a place `told` and `plain` say. As functions, which the engine asks once for each ground, not for each row. */
export const GROUNDS = `list_contains(['words', 'context'], ground) AS told, list_contains(['words'], ground) AS plain`;

// The voice of an opinion that is `told` says itself what is wrong; of one that is `plain`, it does so in the opinion's own
// words.
const stated = (within: string, use: Use): string => `
  SELECT ${numberOf('o', use)} AS n, o.* EXCLUDE (number, place), p.* EXCLUDE (place)
  FROM (
    SELECT number, ${PLACE} AS place, ${COLUMNS[use]}
      CAST(aspect AS aspects) AS aspect, CAST(polarity AS polarities) AS polarity,
      CAST(stage AS opinion_stages) AS stage FROM opinions WHERE ${within}) o
  ${joinNumbered(within, use)}
  LEFT JOIN (
    SELECT ${PLACE} AS place, CAST(pain_id AS pain_ids) AS pain_id, ${GROUNDS}
    FROM opinion_pains WHERE ${within}) p USING (place)`;
