import type { Counted, Evidenced, Quote } from '../model/facts.ts';
import { query, quoted } from './query.ts';
import { JOIN_VOICES, LONGEST, PERIODS, PLACES } from './scope.ts';
import type { Store } from './session.ts';

/** Voices kept a label, as candidates for quotes. */
const CANDIDATES = 6;
/** A count of the voices in `scope`: what they are counted by, and which of them. */
interface Count {
  readonly by: string;
  /** Whether it joins several labels with `|`; quotes with few are the plainer ones. */
  readonly joined?: true;
  readonly where?: string;
  /** The name of a label made of what is counted by, as `day`. */
  readonly name?: string;
}

const NEGATIVE = `sentiment = 'negative'`;

const COUNTS: Readonly<Record<Exclude<Counted, 'metric'>, Count>> = {
  sentiment: { by: 'sentiment' },
  kind: { by: 'kinds', joined: true },
  signal: { by: 'signals', joined: true },
  urgency: { by: 'urgency' },
  stage: { by: 'stages', joined: true },
  flag: { by: 'flags', joined: true },
  source: { by: 'source' },
  channel: { by: 'channel' },
  group: { by: 'customer_group' },
  product: { by: 'product' },
  month: { by: PERIODS.month.day, name: PERIODS.month.name, where: NEGATIVE },
  week: { by: PERIODS.week.day, name: PERIODS.week.name, where: NEGATIVE },
};

/**
 * For every label that voices of the scope carry, those that show it most plainly: with the fewest labels beside it,
 * of a length that reads at a glance, told with the strongest feeling, earliest. Needs the table `scope`.
 */
export async function readEvidence(reader: Store): Promise<Evidenced[]> {
  const kept = Object.entries(COUNTS).map(([of, counted]) => candidates(of, counted));
  return readShown(reader, kept.join('\nUNION ALL '));
}

/** The same for the stages of a journey, by their position in it. Needs the tables of `selectStages`. */
export function readStageEvidence(reader: Store): Promise<Evidenced[]> {
  return readPlainest(
    reader,
    'stage',
    'SELECT h.place AS label, s.cost FROM journey_heard h JOIN scope s USING (n)',
  );
}

/**
 * The voices of the scope that show each label most plainly, of rows that have one.
 * @param rows SQL of rows with `label`, null for none, and the `cost` of their voice in `scope`
 */
export function readPlainest(reader: Store, of: Counted, rows: string): Promise<Evidenced[]> {
  return readShown(
    reader,
    `SELECT ${quoted(of)} AS of, CAST(label AS VARCHAR) AS label, min(cost, ${CANDIDATES}) AS costs
     FROM (${rows}) WHERE label IS NOT NULL AND cost IS NOT NULL GROUP BY label`,
  );
}

/** @param kept SQL of rows with `of`, `label` and the `costs` of voices, which tell them */
async function readShown(reader: Store, kept: string): Promise<Evidenced[]> {
  const rows = await query<Omit<Quote, 'before' | 'after'> & Pick<Evidenced, 'of' | 'label'>>(
    reader,
    `WITH kept AS (${kept}),
       shown AS (SELECT of, label, unnest(costs) AS cost, unnest(range(len(costs))) AS place FROM kept)
     SELECT of, label, v.id AS "voiceId", v.key AS "voiceKey", v.text AS span, 1 AS voices,
       strftime(v.created_at, '%Y-%m-%dT%H:%M:%S') || v.created_offset AS "createdAt"
     FROM shown JOIN scope s ON s.n = shown.cost % ${PLACES} ${JOIN_VOICES} ORDER BY of, label NULLS LAST, place`,
  );
  return together(rows.map(({ of, label, ...quote }) => ({ of, label, quote: cut(quote) })));
}

/** The cheapest voices of each label that is counted; of sets of labels first those of each set, which are few. */
function candidates(of: string, { by, joined, where, name }: Count): string {
  const cheapest = `SELECT ${by} AS day, min(cost, ${CANDIDATES}) AS costs FROM scope
    WHERE cost IS NOT NULL${where === undefined ? '' : ` AND ${where}`} GROUP BY ALL`;
  const labels = joined
    ? `SELECT label, min(cost, ${CANDIDATES}) AS costs FROM (
         SELECT unnest(string_split(day, '|')) AS label,
           (len(day) - len(replace(day, '|', ''))) * 3000000 * ${PLACES} + cost AS cost
         FROM (SELECT day, unnest(costs) AS cost FROM (${cheapest}))) GROUP BY label`
    : `SELECT ${name ?? 'CAST(day AS VARCHAR)'} AS label, costs FROM (${cheapest})`;
  // The name of a day is never empty, and to ask would name the day of every voice.
  const named = name === undefined ? ` WHERE label IS NULL OR label <> ''` : '';
  return `SELECT '${of}' AS of, label, costs FROM (${labels})${named}`;
}

/** A text as a quote of its own: the beginning of a long one, at whole characters. */
function cut(quote: Omit<Quote, 'before' | 'after'>): Quote {
  const text = quote.span.trim();
  if (text.length <= LONGEST) return { ...quote, span: text, before: '', after: '' };
  const span = text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '');
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
