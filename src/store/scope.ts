import { SUSPECT_FLAGS } from '../model/flags.ts';
import type { Filter } from '../model/store.ts';
import { JOIN_PAINS } from './clustering.ts';
import { FLAG_SETS, FLAGS_SQL, JOIN_COPIES } from './copies.ts';
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
 * The values of a column, sorted; the empty text among them, because a type needs one. Values with a NUL are left out: the engine
 * reads a type that has one no more. What people wrote is therefore coded with `TRY_CAST`, which makes nothing of them.
 */
const valuesOf = (column: string, table: string): string =>
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
  aspects: valuesOf('aspect', 'opinions'),
  polarities: valuesOf('polarity', 'opinions'),
  opinion_stages: valuesOf('stage', 'opinions'),
  pain_ids: valuesOf('pain_id', 'opinion_pains'),
  grounds: valuesOf('ground', 'opinion_pains'),
  element_names: valuesOf('element', 'elements'),
  item_names: valuesOf('item', 'elements'),
};

/**
 * Temporary tables that all counts run on: `scope`, the voices of the filter, numbered by time and key with the
 * undated last, and `stated`, their opinions by number of the voice. `voice` is the row in the table of the store. Scores become whole millionths, because their sum must not depend on the order of adding.
 */
export async function selectScope(reader: Store, filter: Filter): Promise<void> {
  const { connection } = reader;
  for (const table of ['pained', 'stated', 'scope']) {
    await connection.run(`DROP TABLE IF EXISTS temp.${table}`);
  }
  await codeColumns(reader);
  await numberVoices(reader, conditionOf(filter));
  await connection.run(`CREATE TEMP TABLE scope AS ${SCOPE}`);
  await connection.run('DROP TABLE numbered');
  await reader.release();
  await connection.run(
    `CREATE TEMP TABLE stated AS
       SELECT s.n, o.span, o."start", CAST(o.aspect AS aspects) AS aspect,
         CAST(o.polarity AS polarities) AS polarity, CAST(o.stage AS opinion_stages) AS stage,
         CAST(p.pain_id AS pain_ids) AS pain_id, CAST(p.ground AS grounds) AS ground
       FROM opinions o JOIN (SELECT s.n, v.key FROM scope s ${JOIN_VOICES}) s ON s.key = o.voice_key ${JOIN_PAINS}`,
  );
  await reader.release();
}

/** Makes the types of `CODED`. Tables that have columns of them must be dropped before. */
export async function codeColumns({ connection }: Store): Promise<void> {
  for (const [type, among] of Object.entries(CODED)) {
    await connection.run(`CREATE OR REPLACE TEMP TYPE ${type} AS ENUM (${among})`);
  }
}

/**
 * Makes the temporary table `numbered`: the rows of the voices that meet a condition, with their number in order of
 * time and key. Sorted apart from all else: to carry every column through the sort costs three times as much.
 */
export async function numberVoices(
  { connection }: Store,
  { sql, values }: Condition,
): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE numbered AS
       SELECT v.rowid AS voice, CAST(row_number() OVER (ORDER BY v.created_at NULLS LAST, v.key) AS INTEGER) AS n
       FROM voices v WHERE ${sql}`,
    values,
  );
}

// Spaces are rare at the beginning of a text and dear to look for: U+3000 is the last of them.
const WORDLESS = `CASE WHEN unicode(v.text) > 12288 THEN false ELSE trim(v.text) = '' END`;

const SUSPECT = `list_has_any(string_split(flags, '|'), [${SUSPECT_FLAGS.map(quoted).join(', ')}])`;

/** Voices that read at a glance first, then those of strong feeling, then the earlier. */
const COST = `(CASE WHEN characters BETWEEN ${SHORTEST} AND ${LONGEST} THEN 0 ELSE 1000001 END
  + 1000000 - abs(CAST(millionths AS BIGINT))) * ${PLACES} + n`;

const SCOPE = `
  SELECT * EXCLUDE (flags, characters), CAST(flags AS flag_sets) AS flags,
    flags = '' OR NOT ${SUSPECT} AS clean, CASE WHEN NOT wordless THEN ${COST} END AS cost
  FROM (
    SELECT x.n, CAST(x.voice AS INTEGER) AS voice, TRY_CAST(v.source AS sources) AS source,
      TRY_CAST(v.channel AS channels) AS channel, v.customer_id,
      TRY_CAST(v.customer_group AS customer_groups) AS customer_group, TRY_CAST(v.product AS products) AS product,
      v.rating, v.rating_max, v.created_at, CAST(date_trunc('week', v.created_at) AS DATE) AS week, v.load,
      ${WORDLESS} AS wordless, length(v.text) AS characters, CAST(a.sentiment AS sentiments) AS sentiment,
      CAST(round(a.score * 1000000) AS INTEGER) AS millionths, CAST(a.kinds AS kind_sets) AS kinds,
      CAST(a.stages AS stage_sets) AS stages, CAST(a.signals AS signal_sets) AS signals,
      CAST(a.urgency AS urgencies) AS urgency, ${FLAGS_SQL} AS flags
    FROM numbered x JOIN voices v ON v.rowid = x.voice JOIN annotations a ON a.voice_key = v.key ${JOIN_COPIES})`;
