import type { Counted, Evidenced, Quote } from '../model/facts.ts';
import { type ChosenVoice, readChosenVoices } from './chosen-voices.ts';
import { query, quoted } from './query.ts';
import { LONGEST, PERIODS, PLACES } from './scope.ts';
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

/** The numbers of voices that show a label most plainly, the plainest first. */
export interface Shown extends Pick<Evidenced, 'of' | 'label'> {
  readonly numbers: readonly number[];
}

/**
 * For every label that voices of the scope carry, those that show it most plainly: with the fewest labels beside it,
 * of a length that reads at a glance, told with the strongest feeling, earliest. Needs the table `scope`.
 */
export async function readEvidence(reader: Store): Promise<Shown[]> {
  const kept = Object.entries(COUNTS).map(([of, counted]) => candidates(of, counted));
  return readShown(reader, kept.join('\nUNION ALL '));
}

/** The same for the stages of a journey, by their position in it, with the quotes. Needs the tables of `selectStages`. */
export async function readStageEvidence(reader: Store): Promise<Evidenced[]> {
  const shown = await readPlainest(
    reader,
    'stage',
    'SELECT h.place AS label, s.cost FROM journey_heard h JOIN scope s USING (n)',
  );
  const voices = await readChosenVoices(
    reader,
    shown.flatMap(({ numbers }) => numbers),
  );
  return shown.map((one) => evidenced(one, voices));
}

/**
 * The voices of the scope that show each label most plainly, of rows that have one.
 * @param rows SQL of rows with `label`, null for none, and the `cost` of their voice in `scope`
 */
export function readPlainest(reader: Store, of: Counted, rows: string): Promise<Shown[]> {
  return readShown(
    reader,
    `SELECT ${quoted(of)} AS of, CAST(label AS VARCHAR) AS label, min(cost, ${CANDIDATES}) AS costs
     FROM (${rows}) WHERE label IS NOT NULL AND cost IS NOT NULL GROUP BY label`,
  );
}

/** What voices show, in their words. */
export function evidenced(
  { of, label, numbers }: Shown,
  voices: ReadonlyMap<number, ChosenVoice>,
): Evidenced {
  const quotes = numbers.flatMap((n) => {
    const voice = voices.get(n);
    return voice === undefined ? [] : [quoteOf(voice)];
  });
  return { of, label, quotes };
}

/** @param kept SQL of rows with `of`, `label` and the `costs` of voices, which tell them */
async function readShown(reader: Store, kept: string): Promise<Shown[]> {
  const rows = await query<Pick<Shown, 'of' | 'label'> & { readonly numbers: string }>(
    reader,
    `WITH kept AS (${kept}),
       shown AS (SELECT of, label, unnest(costs) AS cost, unnest(range(len(costs))) AS place FROM kept)
     SELECT of, label, string_agg(x.n, ' ' ORDER BY place) AS numbers
     FROM shown JOIN numbered x ON x.turn = shown.cost % ${PLACES} GROUP BY of, label ORDER BY of, label NULLS LAST`,
  );
  return rows.map((row) => ({ ...row, numbers: row.numbers.split(' ').map(Number) }));
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
function quoteOf({ text, ...voice }: ChosenVoice): Quote {
  const words = text.trim();
  const isLong = words.length > LONGEST;
  const span = isLong ? words.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '') : words;
  return { ...voice, span, before: '', after: isLong ? '…' : '', voices: 1 };
}
