import type { Counted, Evidenced, Quote } from '../model/facts.ts';
import { query } from './query.ts';
import type { Store } from './session.ts';

/** Voices kept a label, as candidates for quotes. */
const CANDIDATES = 6;
/** Text units of a quote; what is longer is cut, and found by the id beside it. */
const MOST_TEXT = 120;

/** A voice's place is cost modulo this; more voices than this fit no store. */
const PLACES = 1_000_000_000;

/** Labels that a column of `scope` holds, and whether it joins several with `|`. */
const COLUMNS: readonly (readonly [Counted, column: string, joined: boolean])[] = [
  ['sentiment', 'sentiment', false],
  ['kind', 'kinds', true],
  ['signal', 'signals', true],
  ['urgency', 'urgency', false],
  ['stage', 'stages', true],
  ['flag', 'flags', true],
  ['source', 'source', false],
  ['channel', 'channel', false],
  ['group', 'customer_group', false],
  ['product', 'product', false],
  ['month', `CASE WHEN sentiment = 'negative' THEN month ELSE '' END`, false],
  ['week', `CASE WHEN sentiment = 'negative' THEN week ELSE '' END`, false],
  [
    'metric',
    `CASE WHEN rating_max = 10 AND rating <= 6 THEN 'nps' WHEN rating_max = 5 AND rating <= 2 THEN 'csat' ELSE '' END`,
    false,
  ],
];

/**
 * For every label that voices of the scope carry, those that show it most plainly: with the fewest labels beside it,
 * of a length that reads at a glance, told with the strongest feeling, earliest. Needs the table `scope`.
 */
export async function readEvidence(reader: Store): Promise<Evidenced[]> {
  await reader.connection.run(
    `CREATE OR REPLACE TEMP TABLE shown AS
       WITH costed AS (
         SELECT *, (CASE WHEN characters BETWEEN 8 AND ${MOST_TEXT} THEN 0 ELSE 1000001 END
           + 1000000 - abs(millionths)) * ${PLACES} + n AS cost FROM scope WHERE NOT wordless),
       kept AS (${COLUMNS.map(([of, column, joined]) => candidates(of, column, joined)).join('\nUNION ALL ')})
       SELECT of, label, unnest(costs) AS cost, unnest(range(len(costs))) AS place FROM kept`,
  );
  const rows = await query<Omit<Quote, 'before' | 'after'> & Pick<Evidenced, 'of' | 'label'>>(
    reader,
    `SELECT of, label, v.id AS "voiceId", v.key AS "voiceKey", v.text AS span, 1 AS voices,
       strftime(v.created_at, '%Y-%m-%dT%H:%M:%S') || v.created_offset AS "createdAt"
     FROM shown JOIN scope s ON s.n = cost % ${PLACES} JOIN voices v ON v.key = s.key
     ORDER BY of, label NULLS LAST, place`,
  );
  return together(rows.map(({ of, label, ...quote }) => ({ of, label, quote: cut(quote) })));
}

/** The cheapest voices of each label of a column. */
function candidates(of: Counted, column: string, joined: boolean): string {
  const from = joined
    ? `SELECT unnest(string_split(${column}, '|')) AS label,
         cost + (len(${column}) - len(replace(${column}, '|', ''))) * 3000000 * ${PLACES} AS cost FROM costed`
    : `SELECT ${column} AS label, cost FROM costed`;
  return `SELECT '${of}' AS of, label, min(cost, ${CANDIDATES}) AS costs FROM (${from})
    WHERE label IS NULL OR label <> '' GROUP BY label`;
}

/** A text as a quote of its own: the beginning of a long one, at whole characters. */
function cut(quote: Omit<Quote, 'before' | 'after'>): Quote {
  const text = quote.span.trim();
  if (text.length <= MOST_TEXT) return { ...quote, span: text, before: '', after: '' };
  const span = text.slice(0, MOST_TEXT).replace(/[\ud800-\udbff]$/, '');
  return { ...quote, span, before: '', after: '…' };
}

function together(
  rows: readonly (Pick<Evidenced, 'of' | 'label'> & { readonly quote: Quote })[],
): Evidenced[] {
  const found: (Evidenced & { readonly quotes: Quote[] })[] = [];
  for (const { of, label, quote } of rows) {
    const last = found.at(-1);
    if (last?.of === of && last.label === label) last.quotes.push(quote);
    else found.push({ of, label, quotes: [quote] });
  }
  return found;
}
