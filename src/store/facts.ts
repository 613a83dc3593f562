import type { AspectCount, Facts, GroupCount, Scope, StageCount } from '../model/facts.ts';
import {
  ASPECTS,
  KINDS,
  labelsOf,
  type Message,
  POLARITIES,
  SENTIMENTS,
  type Sentiment,
  SIGNALS,
  STAGES,
  URGENCIES,
} from '../model/labels.ts';
import type { Filter } from '../model/store.ts';
import { readChosenVoices } from './chosen-voices.ts';
import { readCleaningFacts } from './cleaning-facts.ts';
import { addCounts } from './counts.ts';
import { evidenced, readEvidence } from './evidence.ts';
import { readPainFacts, readQuotes } from './pain-facts.ts';
import { query, settled } from './query.ts';
import { dropTables, forEachPart, PERIODS, selectScope } from './scope.ts';
import type { Store } from './session.ts';
import { readUrgent, urgentVoices } from './urgent.ts';

/** What is read along with the counts. It takes longer than any count. */
export interface AlongWith {
  /** Whether each pain point comes with its quotes; `readQuotes` reads those of some. */
  readonly quotes: boolean;
  /** Whether each figure comes with voices that show it. */
  readonly evidence: boolean;
  /** Whether the journey of the voices is read next, by `readJourneyOfScope`. */
  readonly journey: boolean;
  /** Whether `scope` and `stated` are asked next; without it and the others they are made in parts, and dropped. */
  readonly scope: boolean;
}

/**
 * Counts everything that a report may need about the voices of the filter. Lists of labels are in the codebook's
 * order, other names in code point order with null last; neither depends on the order of loading.
 * @param part about how many voices are counted at a time, where they are counted in parts
 */
export async function readFacts(
  reader: Store,
  filter: Filter,
  along: AlongWith = { quotes: true, evidence: true, journey: true, scope: true },
  part?: number,
): Promise<Facts> {
  if (along.evidence || along.journey || along.scope) {
    await selectScope(reader, filter, undefined, along.journey);
    await addCounts(reader);
    if (!along.scope) await dropTables(reader, ['pained']);
  } else await forEachPart(reader, filter, () => addCounts(reader), part);
  const { counted, quotes, urgent, evidence, ...facts } = await settled({
    counted: readPainFacts(reader),
    quotes: along.quotes ? readQuotes(reader) : NO_QUOTES,
    ...countsOf(reader, filter),
    urgent: readUrgent(reader),
    evidence: along.evidence ? readEvidence(reader) : NO_EVIDENCE,
  });
  const voices = await readChosenVoices(reader, [
    ...urgent.map(({ n }) => n),
    ...evidence.flatMap(({ numbers }) => numbers),
  ]);
  return {
    ...facts,
    urgent: urgentVoices(urgent, voices),
    evidence: evidence.map((one) => evidenced(one, voices)),
    pains: counted.map((pain) => ({ ...pain, quotes: quotes.get(pain.id) ?? [] })),
  };
}

const NO_QUOTES: ReturnType<typeof readQuotes> = Promise.resolve(new Map());
const NO_EVIDENCE: ReturnType<typeof readEvidence> = Promise.resolve([]);

type Asked = Omit<Facts, 'pains' | 'evidence' | 'urgent'>;

/** What is counted besides the pain points, asked all at once. */
function countsOf(reader: Store, filter: Filter): { [Name in keyof Asked]: Promise<Asked[Name]> } {
  return {
    scope: readScope(reader),
    sentiment: countLabels(reader, 'sentiment', SENTIMENTS),
    weeks: readPeriods(reader, 'week').then((weeks) =>
      weeks.map(({ period: week, ...rest }) => ({ week, ...rest })),
    ),
    months: readPeriods(reader, 'month').then((months) =>
      months.map(({ period: month, ...rest }) => ({ month, ...rest })),
    ),
    kinds: countLabels(reader, 'kinds', KINDS),
    signals: countLabels(reader, 'signals', SIGNALS),
    urgency: countLabels(reader, 'urgency', URGENCIES),
    aspects: readAspects(reader),
    stages: readStages(reader),
    sources: readGroups(reader, 'source'),
    channels: readGroups(reader, 'channel'),
    groups: readGroups(reader, 'customer_group'),
    products: readGroups(reader, 'product'),
    ratings: query(
      reader,
      `SELECT rating_max AS max, rating AS value, sum(voices) AS voices FROM counted_ratings
       WHERE rating IS NOT NULL AND rating_max IS NOT NULL GROUP BY ALL ORDER BY ALL`,
    ),
    cleaning: readCleaningFacts(reader, filter),
  };
}

async function readScope(reader: Store): Promise<Scope> {
  const [[voices], [opinions]] = await Promise.all([
    query<Omit<Scope, 'opinions' | 'negativeOpinions' | 'unclustered'>>(
      reader,
      `SELECT sum(voices) AS voices, (SELECT nullif(count(DISTINCT customer), 0) FROM customers) AS customers,
         CAST(CAST(min(first) AS DATE) AS VARCHAR) AS "firstDay",
         CAST(CAST(max(last) AS DATE) AS VARCHAR) AS "lastDay",
         sum(undated) AS undated, sum(wordless) AS "withoutText" FROM counted_scope`,
    ),
    query<Pick<Scope, 'opinions' | 'negativeOpinions' | 'unclustered'>>(
      reader,
      `SELECT coalesce(sum(opinions), 0) AS opinions,
         coalesce(sum(opinions) FILTER (polarity = 'negative'), 0) AS "negativeOpinions",
         (SELECT sum(voices) FROM counted_unplaced) AS unclustered FROM counted_opinions`,
    ),
  ]);
  if (!voices || !opinions) throw new Error('an aggregate gave no row');
  return { ...voices, ...opinions };
}

/** Voices by label of a column; one that holds several joins them with `|`. */
async function countLabels<Label extends string>(
  reader: Store,
  column: 'sentiment' | 'kinds' | 'stages' | 'signals' | 'urgency',
  table: Readonly<Record<Label, Message>>,
): Promise<Record<Label, number>> {
  const rows = await query<{ labels: string; voices: number }>(
    reader,
    `SELECT ${column} AS labels, sum(voices) AS voices FROM ${column === 'stages' ? 'counted_stages' : 'counted_labels'} GROUP BY ${column}`,
  );
  const counts = zeros(table);
  for (const { labels, voices } of rows) {
    for (const label of labels.split('|')) if (label in counts) counts[label as Label] += voices;
  }
  return counts;
}

interface PeriodCount {
  readonly period: string;
  readonly sentiment: Record<Sentiment, number>;
  readonly meanScore: number;
}

/** Dated voices by week or month, in order. */
async function readPeriods(reader: Store, grain: keyof typeof PERIODS): Promise<PeriodCount[]> {
  type Row = { period: string; sentiment: Sentiment; voices: number; millionths: number };
  const { day, name } = PERIODS[grain];
  const rows = await query<Row>(
    reader,
    `SELECT ${name} AS period, sentiment, voices, millionths FROM (
       SELECT ${day} AS day, sentiment, sum(voices) AS voices, sum(millionths) AS millionths
       FROM counted_days GROUP BY ALL) ORDER BY period`,
  );
  return [...grouped(rows, ({ period }) => period)].map(([period, of]) => {
    const sentiment = zeros(SENTIMENTS);
    for (const row of of) sentiment[row.sentiment] += row.voices;
    const voices = of.reduce((sum, row) => sum + row.voices, 0);
    const millionths = of.reduce((sum, row) => sum + row.millionths, 0);
    return { period, sentiment, meanScore: millionths / voices / 1_000_000 };
  });
}

async function readAspects(reader: Store): Promise<AspectCount[]> {
  const rows = await query<AspectCount>(
    reader,
    'SELECT aspect, polarity, sum(voices) AS voices FROM counted_aspects GROUP BY ALL',
  );
  const [aspects, polarities] = [labelsOf(ASPECTS), labelsOf(POLARITIES)];
  return rows.sort(
    (a, b) =>
      aspects.indexOf(a.aspect) - aspects.indexOf(b.aspect) ||
      polarities.indexOf(a.polarity) - polarities.indexOf(b.polarity),
  );
}

/** All stages, also those that nobody speaks of. */
async function readStages(reader: Store): Promise<StageCount[]> {
  const voices = await countLabels(reader, 'stages', STAGES);
  const rows = await query<{ stage: string; polarity: keyof typeof POLARITIES; opinions: number }>(
    reader,
    'SELECT stage, polarity, sum(opinions) AS opinions FROM counted_opinions GROUP BY ALL',
  );
  return labelsOf(STAGES).map((stage) => {
    const opinions = zeros(POLARITIES);
    for (const row of rows) if (row.stage === stage) opinions[row.polarity] += row.opinions;
    return { stage, voices: voices[stage], opinions };
  });
}

async function readGroups(
  reader: Store,
  column: 'source' | 'channel' | 'customer_group' | 'product',
): Promise<GroupCount[]> {
  const rows = await query<{ name: string | null; sentiment: Sentiment; voices: number }>(
    reader,
    `SELECT ${column} AS name, sentiment, sum(voices) AS voices FROM counted_${column} GROUP BY ALL
     ORDER BY ${column} NULLS LAST`,
  );
  return [...grouped(rows, ({ name }) => name)].map(([name, of]) => {
    const sentiment = zeros(SENTIMENTS);
    for (const row of of) sentiment[row.sentiment] += row.voices;
    return { name, sentiment };
  });
}

function zeros<Label extends string>(
  table: Readonly<Record<Label, Message>>,
): Record<Label, number> {
  return Object.fromEntries(labelsOf(table).map((label) => [label, 0])) as Record<Label, number>;
}

/** Rows by key, keys in order of first appearance. */
function grouped<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
