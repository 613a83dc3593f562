import type { PainFacts, Quote } from '../model/facts.ts';
import { labelsOf, SIGNALS, type Signal, STAGES, type Stage } from '../model/labels.ts';
import type { PainPoint } from '../model/pain.ts';
import { query, quoted, settled } from './query.ts';
import { JOIN_VOICES } from './scope.ts';
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

/**
 * Makes the temporary table `pained`: a row for each pain point and voice that speaks of it, with what the voice is
 * counted by, so that the tables of the scope are joined once and not for every count. `stages` has a bit for each
 * stage. Made once a scope. Needs the tables `scope` and `stated`.
 */
export async function selectPained({ connection }: Store): Promise<void> {
  await connection.run(`
    CREATE TEMP TABLE IF NOT EXISTS pained AS
      SELECT t.n, t.pain, t.told, t.stages, s.customer, CAST(s.created_at AS DATE) AS day, s.week, s.channel, s.product, s.customer_group,
        s.signals, s.urgency, s.clean
      FROM (
        SELECT pain_id AS pain, n, bool_or(told) AS told, bit_or(CAST(1 AS UINTEGER) << enum_code(stage)) AS stages
        FROM stated WHERE pain_id IS NOT NULL GROUP BY pain_id, n) t
      JOIN scope s USING (n)`);
}

/** Counts every pain point that a voice of the filter speaks of, in id order. Needs `scope`, `stated` and `pained`. */
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
    `SELECT p.id, p.label, p.aspect, p.stage, p.other, t.* EXCLUDE (pain)
     FROM (
       SELECT CAST(pain AS VARCHAR) AS pain, count(*) AS voices, count(*) FILTER (told) AS told,
         nullif(count(DISTINCT customer), 0) AS customers, count(*) FILTER (urgency = 'urgent') AS urgent,
         CAST(min(day) AS VARCHAR) AS "firstSeen", CAST(max(day) AS VARCHAR) AS "lastSeen"
       FROM pained GROUP BY ALL) t
     JOIN pains p ON p.id = t.pain ORDER BY p.id`,
  );
}

type Counts<Name> = Map<string, { readonly name: Name; readonly voices: number }[]>;

/** Voices of each pain point by what `column` holds, in its order, null last. */
async function countBy<Name>(reader: Store, column: string): Promise<Counts<Name>> {
  const rows = await query<PainCount<Name>>(
    reader,
    `SELECT CAST(pain AS VARCHAR) AS pain, CAST(name AS VARCHAR) AS name, voices FROM (
       SELECT pain, ${column} AS name, count(*) AS voices FROM pained GROUP BY ALL) c
     ORDER BY c.pain, c.name NULLS LAST`,
  );
  return byPain(rows, ({ name, voices }) => ({ name, voices }));
}

/** Dated voices of each pain point by week, in order. Joined in the engine: there are many weeks, and a row for each is slow to read. */
async function countWeeks(reader: Store): Promise<Map<string, PainFacts['weeks']>> {
  const rows = await query<{ pain: string; weeks: string }>(
    reader,
    `SELECT CAST(pain AS VARCHAR) AS pain, string_agg(week || '=' || voices, ' ' ORDER BY week) AS weeks
     FROM (SELECT pain, week, count(*) AS voices FROM pained WHERE week IS NOT NULL GROUP BY ALL) GROUP BY pain`,
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
     FROM (SELECT pain, stages, count(*) AS voices FROM pained GROUP BY ALL),
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
  array_to_string(list_distinct(string_split(lower(label), '')), '') AS letters FROM pains WHERE id IN (SELECT pain FROM pained))`;

/** Whether a span has at least half of the characters of its pain point's label, and so shows why it is called that. */
const LIKE_LABEL = `2 * (length(letters) - length(translate(letters, lower(span), ''))) >= length(label)`;

/**
 * The order of spans as one number, since to sort by what it is made of takes several times as long: two that share it
 * are said first by the same voice.
 */
const RANK = `((CAST(told AS BIGINT) * 2 + CAST(plain AS BIGINT)) * 2 + CAST(${LIKE_LABEL} AS BIGINT)) * ${2n ** 59n}
  + voices * ${2n ** 31n} - c.n`;

/**
 * The spans that show best what a pain point is, each with the earliest voice that says it: those whose own words say it,
 * then those like its label, then the commonest. The numbers of `scope` are in order of time. What a voice says twice
 * counts once. Needs `scope`, `stated` and `pained`.
 * @param of ids of the pain points that are asked for; all without them
 */
export async function readQuotes(
  reader: Store,
  of?: readonly string[],
): Promise<Map<string, Quote[]>> {
  const wanted =
    of === undefined
      ? 'pain_id IS NOT NULL'
      : `pain_id IN (SELECT TRY_CAST(unnest([${['', ...of].map(quoted).join(', ')}]) AS pain_ids))`;
  const rows = await query<QuoteRow>(
    reader,
    `WITH counted AS (
       SELECT pain, said, count(*) AS voices, min(n) AS n, min(opinion) AS opinion, bool_or(told) AS told, bool_or(plain) AS plain
       FROM (
         SELECT pain_id AS pain, said, n, min(opinion) AS opinion, bool_or(told) AS told, bool_or(plain) AS plain
         FROM stated WHERE ${wanted} GROUP BY pain_id, said, n)
       GROUP BY pain, said),
     ranked AS MATERIALIZED (
       SELECT c.pain, c.said, c.voices, c.n, o.span, ${RANK} AS rank
       FROM counted c JOIN opinions o ON o.rowid = c.opinion JOIN ${LETTERED} USING (pain)),
     chosen AS (
       SELECT r.* FROM (
         SELECT pain, unnest(list_distinct(max(rank, ${QUOTES}))) AS rank FROM ranked GROUP BY pain)
       JOIN ranked r USING (pain, rank)
       QUALIFY row_number() OVER (PARTITION BY pain ORDER BY rank DESC, span) <= ${QUOTES}),
     placed AS (
       SELECT c.pain, c.span, c.voices, c.n, min(t.start) AS start
       FROM chosen c JOIN stated t ON t.n = c.n AND t.said = c.said AND t.polarity = 'negative' GROUP BY ALL)
     SELECT CAST(p.pain AS VARCHAR) AS pain, v.id AS "voiceId", v.key AS "voiceKey", p.span, p.voices, v.text, p.start,
       strftime(v.created_at, '%Y-%m-%dT%H:%M:%S') || v.created_offset AS "createdAt"
     FROM placed p JOIN scope s USING (n) ${JOIN_VOICES} ORDER BY p.pain, p.voices DESC, p.n, p.span`,
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
