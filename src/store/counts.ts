import { count } from './query.ts';
import type { Store } from './session.ts';

/** The last load whose voices were compared. */
export const COMPARED = `(SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'compared_load')`;

const by = (table: string, columns: string): string =>
  `SELECT ${columns}, count(*) AS voices FROM ${table} GROUP BY ALL`;

/**
 * What is counted of the voices, by the temporary table that it is counted into: SQL over `scope`, `stated` and `pained`.
 * Each can be made part by part: parts of a scope share no voice, so that their counts add up.
 */
export const COUNTS: Readonly<Record<string, string>> = {
  counted_scope: `SELECT count(*) AS voices, min(created_at) AS first, max(created_at) AS last,
    count(*) FILTER (created_at IS NULL) AS undated, count(*) FILTER (wordless) AS wordless FROM scope`,
  counted_labels: by('scope', 'source, sentiment, kinds, signals, urgency, wordless'),
  counted_stages: by('scope', 'stages'),
  counted_days: `SELECT CAST(created_at AS DATE) AS created_at, week, sentiment, count(*) AS voices, sum(millionths) AS millionths
    FROM scope WHERE created_at IS NOT NULL GROUP BY ALL`,
  counted_source: by('scope', 'source, sentiment'),
  counted_channel: by('scope', 'channel, sentiment'),
  counted_customer_group: by('scope', 'customer_group, sentiment'),
  counted_product: by('scope', 'product, sentiment'),
  counted_ratings: by('scope', 'source, rating, rating_max, wordless, clean'),
  counted_flags: by('scope', `flags, clean, sentiment, load > ${COMPARED} AS uncompared`),
  customers: 'SELECT customer FROM scope WHERE customer IS NOT NULL',
  wordless_voices: 'SELECT n, customer FROM scope WHERE wordless',
  counted_opinions: 'SELECT stage, polarity, count(*) AS opinions FROM stated GROUP BY ALL',
  counted_aspects: 'SELECT aspect, polarity, count(DISTINCT n) AS voices FROM stated GROUP BY ALL',
  counted_unplaced: `SELECT count(DISTINCT n) AS voices FROM stated WHERE polarity = 'negative' AND pain_id IS NULL`,
  counted_pains: `SELECT pain, count(*) AS voices, count(*) FILTER (told) AS told, count(*) FILTER (urgency = 'urgent') AS urgent,
    count(*) FILTER (clean) AS clean, min(day) AS first, max(day) AS last FROM pained GROUP BY ALL`,
  counted_pain_signals: by('pained', 'pain, signals'),
  counted_pain_week: by('pained', 'pain, week'),
  counted_pain_channel: by('pained', 'pain, channel'),
  counted_pain_product: by('pained', 'pain, product'),
  counted_pain_customer_group: by('pained', 'pain, customer_group'),
  counted_pain_stages: by('pained', 'pain, stages'),
  counted_pain_answers: by('pained', 'pain, source, rating_max, rated, known'),
  pain_customers: 'SELECT pain, customer FROM pained WHERE customer IS NOT NULL',
};

/**
 * Makes the temporary table `pained`: a row for each pain point and voice that speaks of it, with what the voice is
 * counted by, so that the tables of the scope are joined once and not for every count. `stages` has a bit for each
 * stage. Made once a scope. Needs the tables `scope` and `stated`.
 */
async function selectPained({ connection }: Store): Promise<void> {
  await connection.run(`
    CREATE TEMP TABLE IF NOT EXISTS pained AS
      SELECT t.n, t.pain, t.told, t.stages, s.customer, CAST(s.created_at AS DATE) AS day, s.week, s.channel, s.product, s.customer_group,
        s.signals, s.urgency, s.clean, s.source, s.rating_max, s.rating IS NOT NULL AS rated,
        s.customer IS NOT NULL AND s.created_at IS NOT NULL AS known
      FROM (
        SELECT pain_id AS pain, n, bool_or(told) AS told, bit_or(CAST(1 AS UINTEGER) << enum_code(stage)) AS stages
        FROM stated WHERE pain_id IS NOT NULL GROUP BY pain_id, n) t
      JOIN scope s USING (n)`);
}

/** Makes all counts of the tables `scope` and `stated` unless they are made. */
export async function selectCounts(reader: Store): Promise<void> {
  const made = await count(
    reader,
    `SELECT count(*) FROM duckdb_tables() WHERE database_name = 'temp' AND table_name = 'counted_scope'`,
  );
  if (made === 0) await addCounts(reader);
}

/** Adds the voices of the tables `scope` and `stated` to all counts. */
export async function addCounts(reader: Store): Promise<void> {
  await selectPained(reader);
  for (const [table, sql] of Object.entries(COUNTS)) {
    await reader.connection.run(
      `CREATE TEMP TABLE IF NOT EXISTS ${table} AS FROM (${sql}) LIMIT 0`,
    );
    await reader.connection.run(`INSERT INTO ${table} ${sql}`);
  }
}
