import { SUSPECT_FLAGS } from '../model/flags.ts';
import type { Filter } from '../model/store.ts';
import { FLAG_SETS, FLAGS_SQL } from './copies.ts';
import { type Condition, conditionOf } from './filter.ts';
import { quoted } from './query.ts';
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
  ...['pained', 'stated', 'scope', 'numbered'],
];

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
  const { connection } = reader;
  for (const table of WITH_CODES) await connection.run(`DROP TABLE IF EXISTS temp.${table}`);
  await codeColumns(reader, forJourney ? CODED : WITHOUT_TERMS);
  const { sql, values } = conditionOf(filter);
  await numberVoices(reader, {
    sql: `${sql} AND ${condition.sql}`,
    values: { ...values, ...condition.values },
  });
  await connection.run(`CREATE TEMP TABLE scope AS ${SCOPE}`);
  await reader.release();
  await connection.run(`CREATE TEMP TABLE stated AS ${stated(forJourney)}`);
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
async function numberVoices({ connection }: Store, { sql, values }: Condition): Promise<void> {
  await connection.run(
    `CREATE TEMP TABLE numbered AS
       SELECT v.number, CAST(row_number() OVER (ORDER BY v.created_at NULLS LAST, v.key) AS INTEGER) AS n
       FROM voices v WHERE ${sql}`,
    values,
  );
}

// Spaces are rare at the beginning of a text and dear to look for: U+3000 is the last of them.
const WORDLESS = `CASE WHEN unicode(v.text) > 12288 THEN false ELSE trim(v.text) = '' END`;

/** The empty set of flags has the code 0: it is the first of all texts. */
const SUSPECT = `list_has_any(string_split(flags, '|'), [${SUSPECT_FLAGS.map(quoted).join(', ')}])`;

/** Voices that read at a glance first, then those of strong feeling, then the earlier. */
const COST = `(CASE WHEN characters BETWEEN ${SHORTEST} AND ${LONGEST} THEN 0 ELSE 1000001 END
  + 1000000 - abs(CAST(millionths AS BIGINT))) * ${PLACES} + n`;

// A number of 64 bits stands for a customer: two of ten million would share one in a store of some 400,000.
const CUSTOMER = 'CASE WHEN customer_id IS NOT NULL THEN hash(customer_id) END';

// Columns are coded before they are joined, so that texts do not go through the joins.
const SCOPE = `
  SELECT *, CASE WHEN enum_code(flags) = 0 THEN true ELSE NOT ${SUSPECT} END AS clean, CASE WHEN NOT wordless THEN ${COST} END AS cost
  FROM (
    SELECT x.n, v.* EXCLUDE (flags), a.* EXCLUDE (number), coalesce(c.flags, v.flags) AS flags
    FROM numbered x
    JOIN (
      SELECT number, CAST(v.rowid AS INTEGER) AS voice, TRY_CAST(source AS sources) AS source, TRY_CAST(channel AS channels) AS channel, ${CUSTOMER} AS customer,
        TRY_CAST(customer_group AS customer_groups) AS customer_group, TRY_CAST(product AS products) AS product, rating,
        rating_max, created_at, CAST(date_trunc('week', created_at) AS DATE) AS week, load, ${WORDLESS} AS wordless,
        CAST(length(text) AS INTEGER) AS characters, CAST(coalesce(flags, '') AS flag_sets) AS flags
      FROM voices v) v USING (number)
    JOIN (
      SELECT number, CAST(sentiment AS sentiments) AS sentiment, CAST(kinds AS kind_sets) AS kinds,
        CAST(stages AS stage_sets) AS stages, CAST(signals AS signal_sets) AS signals,
        CAST(urgency AS urgencies) AS urgency, CAST(round(score * 1000000) AS INTEGER) AS millionths
      FROM annotations) a USING (number)
    LEFT JOIN (
      SELECT v.number, CAST(${FLAGS_SQL} AS flag_sets) AS flags FROM copies c JOIN voices v ON v.key = c.voice_key) c
      USING (number))`;

const OF_JOURNEY = `
      seq, "end", TRY_CAST(CASE WHEN polarity = 'positive' THEN term END AS terms) AS praised,`;

/** A voice and the position of an opinion in it as one number: to join by two takes longer. */
export const placeOf = (voice: string, seq: string): string =>
  `(CAST(${voice} AS BIGINT) << 32) + ${seq}`;
const PLACE = placeOf('number', 'seq');

// `said` stands for the words of an opinion: to keep and compare the words themselves takes many times as much. Two
// spans of one pain point would have to share a number of 64 bits to be counted as one. The voice of an opinion that is
// `told` says itself what is wrong; of one that is `plain`, it does so in the opinion's own words.
const stated = (forJourney: boolean): string => `
  SELECT x.n, o.* EXCLUDE (number, place), p.* EXCLUDE (place)
  FROM (
    SELECT number, ${PLACE} AS place, CAST(rowid AS INTEGER) AS opinion, hash(span) AS said, "start",${forJourney ? OF_JOURNEY : ''}
      CAST(aspect AS aspects) AS aspect, CAST(polarity AS polarities) AS polarity,
      CAST(stage AS opinion_stages) AS stage FROM opinions) o
  JOIN numbered x USING (number)
  LEFT JOIN (
    SELECT ${PLACE} AS place, CAST(pain_id AS pain_ids) AS pain_id, ground IN ('words', 'context') AS told, ground = 'words' AS plain
    FROM opinion_pains) p USING (place)`;
