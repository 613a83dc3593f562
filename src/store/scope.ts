import type { Filter } from '../model/store.ts';
import { FLAG_SETS, MARKED_SETS, MARKS_END, MARKS_SQL } from './copies.ts';
import { COUNTS } from './counts.ts';
import { type Condition, conditionOf } from './filter.ts';
import { count, query } from './query.ts';
import type { Store } from './session.ts';

/** Joins voices `v` to their rows `s` of `scope`. */
export const JOIN_VOICES = 'JOIN voices v ON v.number = s.n';

/** Text units within which a voice reads at a glance. */
const SHORTEST = 8;
export const LONGEST = 120;

/** The `turn` of a voice is its cost as a quote modulo this; more voices than this fit no store. */
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
  channels: valuesOf('channel', 'voices'),
  customer_groups: valuesOf('customer_group', 'voices'),
  products: valuesOf('product', 'voices'),
  terms: valuesOf('term', 'opinions'),
  pain_ids: valuesOf('pain_id', 'opinion_pains'),
};

/** The same of columns whose values are ours, and never many: `coded` codes them. */
const CODED_LABELS: Readonly<Record<string, string>> = {
  sources: valuesOf('source', 'voices'),
  sentiments: valuesOf('sentiment', 'annotations'),
  kind_sets: valuesOf('kinds', 'annotations'),
  stage_sets: valuesOf('stages', 'annotations'),
  signal_sets: valuesOf('signals', 'annotations'),
  urgencies: valuesOf('urgency', 'annotations'),
  flag_sets: FLAG_SETS,
  aspects: valuesOf('aspect', 'opinions'),
  polarities: valuesOf('polarity', 'opinions'),
  opinion_stages: valuesOf('stage', 'opinions'),
};

const { terms: _, ...WITHOUT_TERMS } = CODED;

/**
 * A column coded by a type of `codeLabels`, null for a value that the type has not. A function of a single column is asked
 * once for each value that a block of the store holds; a cast once for each row, which takes ten times as long.
 */
export const coded = (type: string, column: string): string =>
  `map_extract_value(getvariable('${type}'), ${column})`;

/** Temporary tables that have codes of these types. */
const WITH_CODES = [
  ...['journey_sorts', 'journey_words', 'journey_heard', 'journey_moods', 'journey_pains'],
  ...['pained', 'stated', 'scope', 'numbered', ...Object.keys(COUNTS)],
];

/** What the tables of a scope are for: counting alone, whatever is asked of voices and opinions, or a journey too. */
type Use = 'counts' | 'all' | 'journey';

/** Voices whose numbers lie between two of the store, both included. */
interface Part {
  readonly from: number;
  readonly to: number;
}

const EVERYTHING: Part = { from: 0, to: 2 ** 31 - 1 };

/** Voices read at a time where they are only counted: what a part takes in memory, and in time to begin it, is small beside all else. */
const PART = 1_000_000;

/**
 * Temporary tables that all counts run on, those of journeys too: `numbered`, the voices of the filter by `n`, the number
 * that the store knows them by, with `turn`, which counts them by time and key with the undated last; `scope`, what they
 * are counted by; `stated`, their opinions. `opinion` is a row in the table of the store. Scores become whole millionths,
 * because their sum must not depend on the order of adding.
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
  await numberVoices(reader, TURN, {
    sql: `${sql} AND ${condition.sql}`,
    values: { ...values, ...condition.values },
  });
  await selectPart(reader, EVERYTHING, forJourney ? 'journey' : 'all');
}

/**
 * Makes `scope` and `stated` of the voices of the filter part by part, so that memory does not grow with the store, and runs
 * `count` on each. `turn` is not told then. At the end `numbered` is there, of all voices.
 * @param size about how many voices a part has
 */
export async function forEachPart(
  reader: Store,
  filter: Filter,
  count: () => Promise<void>,
  size: number = PART,
): Promise<void> {
  await begin(reader, WITHOUT_TERMS);
  await numberVoices(reader, 'NULL', conditionOf(filter));
  for (const part of await partsOf(reader, size)) {
    await selectPart(reader, part, 'counts');
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
    `SELECT max(n) AS last, count(*) AS voices FROM numbered
     GROUP BY n // ${Math.ceil(size / 100)} ORDER BY last`,
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

async function begin(reader: Store, types: Readonly<Record<string, string>>): Promise<void> {
  await dropTables(reader, WITH_CODES);
  await codeColumns(reader, types);
  await codeLabels(reader, CODED_LABELS);
}

/** Drops temporary tables where there are such. */
export async function dropTables({ connection }: Store, tables: readonly string[]): Promise<void> {
  for (const table of tables) await connection.run(`DROP TABLE IF EXISTS temp.${table}`);
}

async function selectPart(reader: Store, part: Part, use: Use): Promise<void> {
  const { connection } = reader;
  const within = `number BETWEEN ${part.from} AND ${part.to}`;
  const isAll = await hasAllVoices(reader);
  // A table of its own, because the engine takes its filter to leave next to nothing, and joins the wrong way round.
  await connection.run(
    `CREATE TEMP TABLE marked AS FROM (
       SELECT number AS n, ${MARKS_SQL} AS marks FROM copies c WHERE ${within}) WHERE marks > 0`,
  );
  await connection.run(`CREATE TEMP TABLE scope AS ${scope(within, use, isAll)}`);
  await dropTables(reader, ['marked']);
  await reader.releaseFile();
  await connection.run(`CREATE TEMP TABLE stated AS ${stated(within, use, isAll)}`);
  await reader.releaseFile();
}

/** Makes types of values, and nothing else: see `CODED`. Tables that have columns of them must be dropped before. */
async function codeColumns(
  { connection }: Store,
  types: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [type, among] of Object.entries(types)) {
    await connection.run(`CREATE OR REPLACE TEMP TYPE ${type} AS ENUM (${among})`);
  }
}

/** Makes types of values, and what `coded` reads. */
export async function codeLabels(
  reader: Store,
  types: Readonly<Record<string, string>>,
): Promise<void> {
  await codeColumns(reader, types);
  for (const type of Object.keys(types)) {
    const values = `enum_range(CAST(NULL AS ${type}))`;
    await reader.connection.run(
      `SET VARIABLE ${type} = map(${values}, CAST(${values} AS ${type}[]))`,
    );
  }
}

/** Sorted apart from all else: to carry every column through the sort costs twice as much. */
const TURN = 'CAST(row_number() OVER (ORDER BY v.created_at NULLS LAST, v.key) AS INTEGER)';

async function numberVoices(
  { connection }: Store,
  turn: string,
  { sql, values }: Condition,
): Promise<void> {
  await connection.run(
    `CREATE TEMP TABLE numbered AS
       SELECT v.number AS n, ${turn} AS turn, CAST(v.created_at AS DATE) AS day FROM voices v WHERE ${sql}`,
    values,
  );
}

/** Whether a voice `v` is a score without a word. Spaces are rare at the beginning of a text and dear to look for: U+3000 is the last of them. */
const WORDLESS = `CASE WHEN unicode(v.text) > 12288 THEN false ELSE trim(v.text) = '' END`;

/** Voices that read at a glance first, then those of strong feeling, then the earlier. */
const COST = `(CASE WHEN characters BETWEEN ${SHORTEST} AND ${LONGEST} THEN 0 ELSE 1000001 END
  + 1000000 - abs(CAST(millionths AS BIGINT))) * ${PLACES} + turn`;

// A number of 64 bits stands for a customer: two of ten million would share one in a store of some 400,000.
export const CUSTOMER = 'CASE WHEN customer_id IS NOT NULL THEN hash(customer_id) END';

// Columns are coded before they are joined, so that texts do not go through the joins.
const scope = (within: string, use: Use, isAll: boolean): string => `
  SELECT *${use === 'counts' ? ' EXCLUDE (characters)' : `, CASE WHEN NOT wordless THEN ${COST} END AS cost`}
  FROM (
    SELECT v.* EXCLUDE (own), a.* EXCLUDE (n), f.flags, f.clean${use === 'counts' ? '' : ', x.turn'}
    FROM (
      SELECT number AS n, ${coded('sources', 'source')} AS source, TRY_CAST(channel AS channels) AS channel, ${CUSTOMER} AS customer,
        TRY_CAST(customer_group AS customer_groups) AS customer_group, TRY_CAST(product AS products) AS product, rating,
        rating_max, created_at, CAST(date_trunc('week', created_at) AS DATE) AS week, load, ${WORDLESS} AS wordless,
        CAST(length(text) AS INTEGER) AS characters, ${coded('flag_sets', 'flags')} AS own
      FROM voices v WHERE ${within}) v
    ${use === 'counts' && isAll ? '' : JOIN_NUMBERED}
    JOIN (
      SELECT number AS n, ${coded('sentiments', 'sentiment')} AS sentiment, ${coded('kind_sets', 'kinds')} AS kinds,
        ${coded('stage_sets', 'stages')} AS stages, ${coded('signal_sets', 'signals')} AS signals,
        ${coded('urgencies', 'urgency')} AS urgency, CAST(round(score * 1000000) AS INTEGER) AS millionths
      FROM annotations WHERE ${within}) a USING (n)
    LEFT JOIN marked m USING (n)
    JOIN (${MARKED_SETS}) f ON f.code = coalesce(enum_code(v.own), 0) * ${MARKS_END} + coalesce(m.marks, 0))`;

/** SQL of the values of a type of joined labels that hold one: to look into each set is quicker than into each voice's. */
export const setsWith = (type: 'kind_sets' | 'signal_sets', label: string): string =>
  `SELECT CAST(labels AS ${type}) FROM (SELECT unnest(enum_range(CAST(NULL AS ${type}))) AS labels)
   WHERE list_contains(string_split(labels, '|'), '${label}')`;

/** Leaves the voices that are asked for. */
const JOIN_NUMBERED = 'JOIN numbered x USING (n)';

/** What `stated` has besides what opinions are counted by. */
const COLUMNS: Readonly<Record<Use, string>> = {
  counts: '',
  all: 'CAST(rowid AS INTEGER) AS opinion, "start",',
  journey: `CAST(rowid AS INTEGER) AS opinion, seq, TRY_CAST(CASE WHEN polarity = 'positive' THEN term END AS terms) AS praised,`,
};

/** A voice and the position of an opinion in it as one number: to join by two takes longer. */
export const placeOf = (voice: string, seq: string): string =>
  `(CAST(${voice} AS BIGINT) << 32) + ${seq}`;
const PLACE = placeOf('number', 'seq');

/** Whether the ground of a place `told` and `plain` say. As functions: see `coded`. */
export const GROUNDS = `list_contains(['words', 'context'], ground) AS told, list_contains(['words'], ground) AS plain`;

// The voice of an opinion that is `told` says itself what is wrong; of one that is `plain`, it does so in the opinion's own
// words.
const stated = (within: string, use: Use, isAll: boolean): string => `
  SELECT o.* EXCLUDE (place), p.* EXCLUDE (place${use === 'all' ? '' : ', plain'})
  FROM (
    SELECT number AS n, ${PLACE} AS place, ${COLUMNS[use]} ${coded('aspects', 'aspect')} AS aspect,
      ${coded('polarities', 'polarity')} AS polarity, ${coded('opinion_stages', 'stage')} AS stage
    FROM opinions WHERE ${within}) o
  ${isAll ? '' : JOIN_NUMBERED}
  LEFT JOIN (
    SELECT ${PLACE} AS place, CAST(pain_id AS pain_ids) AS pain_id, ${GROUNDS}
    FROM opinion_pains WHERE ${within}) p USING (place)`;
