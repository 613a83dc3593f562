import type { PainFacts, Quote } from '../model/facts.ts';
import { labelsOf, SIGNALS, type Signal, STAGES, type Stage } from '../model/labels.ts';
import type { PainPoint } from '../model/pain.ts';
import { query, quoted, settled } from './query.ts';
import { dropTables, GROUNDS, hasAllVoices, placeOf } from './scope.ts';
import type { Store } from './session.ts';

/** Spans kept a pain point, as candidates for quotes. */
const QUOTES = 12;

type Totals = PainPoint &
  Pick<PainFacts, 'voices' | 'told' | 'customers' | 'urgent' | 'firstSeen' | 'lastSeen'>;

interface PainCount<Name> {
  readonly pain: string;
  readonly name: Name;
  readonly voices: number;
}

/** Every pain point that a voice of the filter speaks of, in id order. Needs the tables of `addCounts`. */
export async function readPainFacts(reader: Store): Promise<Omit<PainFacts, 'quotes'>[]> {
  const { totals, signals, weeks, channels, products, groups, stages } = await settled({
    totals: readTotals(reader),
    signals: countBy<string>(reader, 'signals'),
    weeks: countWeeks(reader),
    channels: countBy<string | null>(reader, 'channel'),
    products: countBy<string | null>(reader, 'product'),
    groups: countBy<string | null>(reader, 'customer_group'),
    stages: readStages(reader),
  });
  return totals.map((pain) => ({
    ...pain,
    signals: sumSignals(signals.get(pain.id) ?? []),
    weeks: weeks.get(pain.id) ?? [],
    channels: channels.get(pain.id) ?? [],
    products: products.get(pain.id) ?? [],
    groups: groups.get(pain.id) ?? [],
    stages: stages.get(pain.id) ?? [],
  }));
}

function readTotals(reader: Store): Promise<Totals[]> {
  return query<Totals>(
    reader,
    `SELECT p.id, p.label, p.aspect, p.stage, p.other, t.* EXCLUDE (pain), c.customers
     FROM (
       SELECT CAST(pain AS VARCHAR) AS pain, sum(voices) AS voices, sum(told) AS told, sum(urgent) AS urgent,
         CAST(min(first) AS VARCHAR) AS "firstSeen", CAST(max(last) AS VARCHAR) AS "lastSeen"
       FROM counted_pains GROUP BY ALL) t
     JOIN pains p ON p.id = t.pain
     LEFT JOIN (
       SELECT CAST(pain AS VARCHAR) AS pain, customers
       FROM (SELECT pain, count(DISTINCT customer) AS customers FROM pain_customers GROUP BY ALL)) c
       ON c.pain = p.id
     ORDER BY p.id`,
  );
}

type Counts<Name> = Map<string, { readonly name: Name; readonly voices: number }[]>;

/** Voices of each pain point by what `column` holds, in its order, null last. */
async function countBy<Name>(reader: Store, column: string): Promise<Counts<Name>> {
  const rows = await query<PainCount<Name>>(
    reader,
    `SELECT CAST(pain AS VARCHAR) AS pain, CAST(name AS VARCHAR) AS name, voices FROM (
       SELECT pain, ${column} AS name, sum(voices) AS voices FROM counted_pain_${column} GROUP BY ALL) c
     ORDER BY c.pain, c.name NULLS LAST`,
  );
  return byPain(rows, ({ name, voices }) => ({ name, voices }));
}

/** Dated voices of each pain point by week, in order. Joined in the engine: there are many weeks, and a row for each is slow to read. */
async function countWeeks(reader: Store): Promise<Map<string, PainFacts['weeks']>> {
  const rows = await query<{ pain: string; weeks: string }>(
    reader,
    `SELECT CAST(pain AS VARCHAR) AS pain, string_agg(week || '=' || voices, ' ' ORDER BY week) AS weeks
     FROM (SELECT pain, week, sum(voices) AS voices FROM counted_pain_week WHERE week IS NOT NULL GROUP BY ALL) GROUP BY pain`,
  );
  return new Map(rows.map(({ pain, weeks }) => [pain, weeks.split(' ').map(weekOf)]));
}

function weekOf(counted: string): PainFacts['weeks'][number] {
  const at = counted.indexOf('=');
  return { week: counted.slice(0, at), voices: Number(counted.slice(at + 1)) };
}

function sumSignals(
  combinations: readonly { readonly name: string; readonly voices: number }[],
): Partial<Record<Signal, number>> {
  const sums: Partial<Record<Signal, number>> = {};
  for (const signal of labelsOf(SIGNALS)) {
    const voices = combinations
      .filter(({ name }) => name.split('|').includes(signal))
      .reduce((sum, combination) => sum + combination.voices, 0);
    if (voices > 0) sums[signal] = voices;
  }
  return sums;
}

async function readStages(reader: Store): Promise<Map<string, { stage: Stage; voices: number }[]>> {
  const rows = await query<PainCount<Stage>>(
    reader,
    `SELECT CAST(pain AS VARCHAR) AS pain, CAST(stage AS VARCHAR) AS name, sum(voices) AS voices
     FROM counted_pain_stages,
       (SELECT unnest(enum_range(CAST(NULL AS opinion_stages))) AS stage)
     WHERE stages & (CAST(1 AS UINTEGER) << enum_code(CAST(stage AS opinion_stages))) > 0 GROUP BY ALL`,
  );
  const order = labelsOf(STAGES);
  rows.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  return byPain(rows, ({ name, voices }) => ({ stage: name, voices }));
}

/** Text units around a span that a quote carries along, on each side. */
const CONTEXT = 60;

type QuoteRow = Omit<Quote, 'before' | 'after'> & {
  readonly pain: string;
  readonly text: string;
  readonly start: number;
};

/** Labels of pain points `p`, and what characters each is made of. */
const LETTERED = `(SELECT CAST(id AS pain_ids) AS pain, label,
  array_to_string(list_distinct(string_split(lower(label), '')), '') AS letters FROM pains WHERE id IN (SELECT pain FROM counted_pains))`;

/** Whether a span has at least half of the characters of its pain point's label, and so shows why it is called that. */
const LIKE_LABEL = `2 * (length(letters) - length(translate(letters, lower(span), ''))) >= length(label)`;

/** How well a span shows a pain point, as one number: to sort by what it is made of takes several times as long. */
const WORTH = `((CAST(told AS BIGINT) * 2 + CAST(plain AS BIGINT)) * 2 + CAST(${LIKE_LABEL} AS BIGINT)) * ${2n ** 59n}
  + voices * ${2n ** 31n}`;

/** The same less the day on which it was said first: two that share this are said first on the same day. */
const RANK = `worth - coalesce(min(day) - DATE '1970-01-01', ${2n ** 31n - 1n})`;

/** The rows of a table that are among the best of their pain point by a column, with all that are level with the last of them. */
const bestOf = (table: string, by: string): string =>
  `SELECT t.* FROM ${table} t JOIN (SELECT pain, list_min(max(${by}, ${QUOTES})) AS least FROM ${table} GROUP BY pain) USING (pain)
   WHERE t.${by} >= least`;

/**
 * What quotes are chosen from, step by step, each a temporary table: the engine then knows how few rows are left, and looks up
 * days, voices and texts of these alone. `quote_said`: which voice says which words of a pain point; what it says twice counts
 * once. A number stands for the words: to keep and compare the words themselves takes many times as much, and two spans of one
 * pain point would have to share a number of 64 bits to be counted as one. `quote_words`: the words, and how well they show it. `quote_days`: those that may be chosen, and when who said them.
 * `quote_ranks`: the same, ranked by the day too. `quotable`: those chosen, with the earliest voice that says them.
 */
const choice = (wanted: string): Readonly<Record<string, string>> => ({
  quote_said: `
    SELECT p.pain, hash(o.span) AS said, p.number, CAST(min(o.rowid) AS INTEGER) AS opinion, bool_or(p.told) AS told, bool_or(p.plain) AS plain
    FROM (SELECT number, seq, CAST(pain_id AS pain_ids) AS pain, ${GROUNDS} FROM opinion_pains WHERE ${wanted}) p
    JOIN opinions o ON ${placeOf('o.number', 'o.seq')} = ${placeOf('p.number', 'p.seq')} GROUP BY ALL`,
  quote_words: `
    SELECT c.pain, c.said, c.voices, o.span, ${WORTH} AS worth
    FROM (
      SELECT pain, said, count(*) AS voices, min(opinion) AS opinion, bool_or(told) AS told, bool_or(plain) AS plain
      FROM quote_said GROUP BY pain, said) c
    JOIN opinions o ON o.rowid = c.opinion JOIN ${LETTERED} USING (pain)`,
  quote_days: `
    SELECT b.*, s.number, x.day
    FROM (${bestOf('quote_words', 'worth')}) b JOIN quote_said s USING (pain, said) JOIN numbered x ON x.n = s.number`,
  quote_ranks: `
    SELECT pain, said, span, voices, min(day) AS day, ${RANK} AS rank FROM quote_days GROUP BY pain, said, span, voices, worth`,
  quotable: `
    SELECT * FROM (
      SELECT r.pain, r.span, r.voices, r.rank, v.number, v.created_at, v.key
      FROM (${bestOf('quote_ranks', 'rank')}) r
      JOIN quote_days d ON d.pain = r.pain AND d.said = r.said AND d.day IS NOT DISTINCT FROM r.day
      JOIN voices v ON v.number = d.number
      QUALIFY row_number() OVER (PARTITION BY r.pain, r.said ORDER BY v.created_at NULLS LAST, v.key) = 1)
    QUALIFY row_number() OVER (PARTITION BY pain ORDER BY rank DESC, created_at NULLS LAST, key, span) <= ${QUOTES}`,
});

/**
 * The spans that show best what a pain point is, each with the earliest voice that says it: those whose own words say it,
 * then those like its label, then the commonest, then those said first. Needs `numbered` and the tables of `addCounts`.
 * @param of ids of the pain points that are asked for; all without them
 */
export async function readQuotes(
  reader: Store,
  of?: readonly string[],
): Promise<Map<string, Quote[]>> {
  const wanted = of === undefined ? 'true' : `pain_id IN (${['', ...of].map(quoted).join(', ')})`;
  const within = (await hasAllVoices(reader)) ? '' : ' AND number IN (SELECT n FROM numbered)';
  const steps = choice(wanted + within);
  for (const [table, sql] of Object.entries(steps)) {
    await reader.connection.run(`CREATE OR REPLACE TEMP TABLE ${table} AS ${sql}`);
  }
  const rows = await query<QuoteRow>(
    reader,
    `SELECT CAST(c.pain AS VARCHAR) AS pain, v.id AS "voiceId", v.key AS "voiceKey", c.span, c.voices, v.text, min(o.start) AS start,
       strftime(v.created_at, '%Y-%m-%dT%H:%M:%S') || v.created_offset AS "createdAt"
     FROM quotable c JOIN voices v ON v.number = c.number
     JOIN opinions o ON o.number = c.number AND o.span = c.span AND o.polarity = 'negative'
     GROUP BY c.pain, c.span, c.voices, c.created_at, c.key, v.id, v.key, v.text, v.created_at, v.created_offset
     ORDER BY c.pain, c.voices DESC, c.created_at NULLS LAST, c.key, c.span`,
  );
  await dropTables(reader, Object.keys(steps));
  await reader.releaseFile();
  return byPain(rows, ({ pain: _, text, start, ...quote }) => ({
    ...quote,
    before: wholeCharacters(text.slice(Math.max(0, start - CONTEXT), start)),
    after: wholeCharacters(text.slice(start + quote.span.length).slice(0, CONTEXT)),
  }));
}

/** A cut must not leave half of a character that takes two units. */
function wholeCharacters(text: string): string {
  return text.replace(/^[\udc00-\udfff]/, '').replace(/[\ud800-\udbff]$/, '');
}

function byPain<Row extends { readonly pain: string }, Value>(
  rows: readonly Row[],
  entryOf: (row: Row) => Value,
): Map<string, Value[]> {
  const lists = new Map<string, Value[]>();
  for (const row of rows) {
    const list = lists.get(row.pain);
    if (list) list.push(entryOf(row));
    else lists.set(row.pain, [entryOf(row)]);
  }
  return lists;
}
