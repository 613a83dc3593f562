import type { PainFacts, Quote } from '../model/facts.ts';
import { labelsOf, SIGNALS, type Signal, STAGES, type Stage } from '../model/labels.ts';
import type { PainPoint } from '../model/pain.ts';
import { query } from './query.ts';
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

/** Counts every pain point that a voice of the filter speaks of, in id order. Needs the tables `scope` and `stated`. */
export async function readPainFacts(reader: Store): Promise<PainFacts[]> {
  await reader.connection.run(`
    CREATE OR REPLACE TEMP TABLE touched AS
      SELECT pain_id AS pain, n, bool_or(ground IN ('words', 'context')) AS told
      FROM stated WHERE pain_id IS NOT NULL GROUP BY ALL`);
  const totals = await query<Totals>(
    reader,
    `SELECT p.id, p.label, p.aspect, p.stage, p.other, count(*) AS voices,
       count(*) FILTER (t.told) AS told, count(DISTINCT s.customer_id) AS customers, count(*) FILTER (s.urgency = 'urgent') AS urgent,
       CAST(CAST(min(s.created_at) AS DATE) AS VARCHAR) AS "firstSeen",
       CAST(CAST(max(s.created_at) AS DATE) AS VARCHAR) AS "lastSeen"
     FROM touched t JOIN pains p ON p.id = t.pain JOIN scope s USING (n) GROUP BY ALL ORDER BY p.id`,
  );
  const signals = await countBy<string>(reader, 'signals');
  const weeks = await countBy<string | null>(reader, 'week');
  const channels = await countBy<string | null>(reader, 'channel');
  const products = await countBy<string | null>(reader, 'product');
  const groups = await countBy<string | null>(reader, 'customer_group');
  const stages = await readStages(reader);
  const quotes = await readQuotes(reader);
  return totals.map((pain) => ({
    ...pain,
    signals: sumSignals(signals.get(pain.id) ?? []),
    weeks: (weeks.get(pain.id) ?? []).flatMap(({ name: week, voices }) =>
      week === null ? [] : [{ week, voices }],
    ),
    channels: channels.get(pain.id) ?? [],
    products: products.get(pain.id) ?? [],
    groups: groups.get(pain.id) ?? [],
    stages: stages.get(pain.id) ?? [],
    quotes: quotes.get(pain.id) ?? [],
  }));
}

type Counts<Name> = Map<string, { readonly name: Name; readonly voices: number }[]>;

/** Voices of each pain point by what `column` holds, in its order, null last. */
async function countBy<Name>(reader: Store, column: string): Promise<Counts<Name>> {
  const rows = await query<PainCount<Name>>(
    reader,
    `SELECT pain, ${column} AS name, count(*) AS voices FROM touched JOIN scope USING (n)
     GROUP BY ALL ORDER BY pain, name NULLS LAST`,
  );
  return byPain(rows, ({ name, voices }) => ({ name, voices }));
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
    `SELECT pain_id AS pain, stage AS name, count(DISTINCT n) AS voices FROM stated
     WHERE pain_id IS NOT NULL GROUP BY ALL`,
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

/** The commonest spans, each with the earliest voice that says it; the numbers of `scope` are in that order. */
async function readQuotes(reader: Store): Promise<Map<string, Quote[]>> {
  const rows = await query<QuoteRow>(
    reader,
    `WITH said AS (
       SELECT pain_id AS pain, span, count(DISTINCT n) AS voices, min(n) AS n FROM stated
       WHERE pain_id IS NOT NULL GROUP BY pain_id, span
       QUALIFY row_number() OVER (PARTITION BY pain_id ORDER BY bool_or(ground IN ('words', 'context')) DESC,
         count(DISTINCT n) DESC, min(n), span) <= ${QUOTES}),
     placed AS (
       SELECT said.pain, said.span, said.voices, said.n, s.key, min(o.start) AS start
       FROM said JOIN scope s USING (n)
       JOIN opinions o ON o.voice_key = s.key AND o.span = said.span AND o.polarity = 'negative' GROUP BY ALL)
     SELECT pain, v.id AS "voiceId", v.key AS "voiceKey", span, p.voices, v.text, p.start,
       strftime(v.created_at, '%Y-%m-%dT%H:%M:%S') || v.created_offset AS "createdAt"
     FROM placed p JOIN voices v ON v.key = p.key ORDER BY pain, p.voices DESC, n, span`,
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
