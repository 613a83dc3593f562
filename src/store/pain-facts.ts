import type { PainFacts, Quote } from '../model/facts.ts';
import { labelsOf, SIGNALS, type Signal, STAGES, type Stage } from '../model/labels.ts';
import type { PainPoint } from '../model/pain.ts';
import { query, quoted, settled } from './query.ts';
import { placeOf } from './scope.ts';
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
       SELECT CAST(pain AS VARCHAR) AS pain, count(DISTINCT customer) AS customers FROM pain_customers GROUP BY ALL) c
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

/**
 * The order of spans as one number, since to sort by what it is made of takes several times as long: two that share it
 * are said first on the same day.
 */
const RANK = `((CAST(told AS BIGINT) * 2 + CAST(plain AS BIGINT)) * 2 + CAST(${LIKE_LABEL} AS BIGINT)) * ${2n ** 59n}
  + voices * ${2n ** 31n} - coalesce(day - DATE '1970-01-01', ${2n ** 31n - 1n})`;

/**
 * The spans that show best what a pain point is, each with the earliest voice that says it: those whose own words say it,
 * then those like its label, then the commonest, then those said first. What a voice says twice counts once. Which of the voices
 * of a day came first is asked only of spans that may be chosen. Needs `numbered` and the tables of `addCounts`.
 * @param of ids of the pain points that are asked for; all without them
 */
export async function readQuotes(
  reader: Store,
  of?: readonly string[],
): Promise<Map<string, Quote[]>> {
  const wanted = of === undefined ? 'true' : `pain_id IN (${['', ...of].map(quoted).join(', ')})`;
  const place = placeOf('number', 'seq');
  const rows = await query<QuoteRow>(
    reader,
    `WITH said AS MATERIALIZED (
       SELECT p.pain, o.said, x.number, x.day, min(o.opinion) AS opinion, bool_or(p.told) AS told, bool_or(p.plain) AS plain
       FROM (
         SELECT number, ${place} AS place, CAST(pain_id AS pain_ids) AS pain, ground IN ('words', 'context') AS told, ground = 'words' AS plain
         FROM opinion_pains WHERE ${wanted}) p
       JOIN (SELECT ${place} AS place, CAST(rowid AS INTEGER) AS opinion, hash(span) AS said FROM opinions) o USING (place)
       JOIN numbered x USING (number) GROUP BY ALL),
     counted AS (
       SELECT pain, said, count(*) AS voices, min(day) AS day, min(opinion) AS opinion, bool_or(told) AS told, bool_or(plain) AS plain
       FROM said GROUP BY pain, said),
     ranked AS MATERIALIZED (
       SELECT c.pain, c.said, c.voices, c.day, o.span, ${RANK} AS rank
       FROM counted c JOIN opinions o ON o.rowid = c.opinion JOIN ${LETTERED} USING (pain)),
     likely AS (
       SELECT r.* FROM ranked r JOIN (SELECT pain, list_min(max(rank, ${QUOTES})) AS least FROM ranked GROUP BY pain) USING (pain)
       WHERE r.rank >= least),
     first AS (
       SELECT l.pain, l.span, l.voices, l.rank, v.rowid AS voice, v.created_at, v.key
       FROM likely l JOIN said s ON s.pain = l.pain AND s.said = l.said AND s.day IS NOT DISTINCT FROM l.day
       JOIN voices v ON v.number = s.number
       QUALIFY row_number() OVER (PARTITION BY l.pain, l.said ORDER BY v.created_at NULLS LAST, v.key) = 1),
     chosen AS (
       SELECT * FROM first
       QUALIFY row_number() OVER (PARTITION BY pain ORDER BY rank DESC, created_at NULLS LAST, key, span) <= ${QUOTES})
     SELECT CAST(c.pain AS VARCHAR) AS pain, v.id AS "voiceId", v.key AS "voiceKey", c.span, c.voices, v.text, min(o.start) AS start,
       strftime(v.created_at, '%Y-%m-%dT%H:%M:%S') || v.created_offset AS "createdAt"
     FROM chosen c JOIN voices v ON v.rowid = c.voice
     JOIN opinions o ON o.number = v.number AND o.span = c.span AND o.polarity = 'negative'
     GROUP BY c.pain, c.span, c.voices, c.created_at, c.key, v.id, v.key, v.text, v.created_at, v.created_offset
     ORDER BY c.pain, c.voices DESC, c.created_at NULLS LAST, c.key, c.span`,
  );
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
