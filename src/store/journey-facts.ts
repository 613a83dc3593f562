import type {
  Excerpt,
  ItemCount,
  JourneyFacts,
  JourneyPlan,
  JourneyScope,
  OpinionCount,
  SeedFacts,
  StageFacts,
} from '../model/journey.ts';
import { ANSWERED, TRACKS } from '../model/journey.ts';
import type { Filter, Table } from '../model/store.ts';
import { JOIN_PAINS } from './clustering.ts';
import { conditionOf } from './filter.ts';
import { selectElements, selectJourney, selectStages, voicedSql } from './journey-scope.ts';
import { count, query, quoted, stream } from './query.ts';
import { JOIN_VOICES } from './scope.ts';
import type { Store } from './session.ts';

/** Items kept a stage and element, most voices first; `journeyVoices` leads to all. */
const MOST_ITEMS = 60;
/** Voices kept an item, to be quoted. */
const EXCERPTS = 3;
/** Voices kept an item that is a label of whole voices: only some of them have words that say why. */
const LABELLED = 12;

/** One thing that voices say at stages, as SQL on a temporary table `v` of the journey. */
interface Said {
  readonly element: string;
  readonly from: 'journey_elements' | 'journey_heard' | 'journey_opinions';
  /** What the rows are counted by. */
  readonly by: string;
  /** The item made of what is counted by, as `value`. */
  readonly item: string;
  readonly where: string;
  /** Whether it is a label of whole voices, that of the item. */
  readonly labelled?: true;
}

/**
 * What stands behind every number of a journey map: one row for each thing that a voice says at a stage. Rows of one
 * part may repeat a voice but for those of whole voices; different parts never share an item.
 */
const SAID: readonly Said[] = [
  {
    element: 'element',
    from: 'journey_elements',
    by: 'item',
    item: 'value',
    where: 'true',
  },
  ofVoice('role', 'customer_group', `'group:' || value`, 'customer_group IS NOT NULL'),
  ofVoice(
    'time',
    'hour(created_at)',
    `'hour:' || lpad(CAST(value AS VARCHAR), 2, '0')`,
    `CAST(created_at AS TIME) >= TIME '00:00:01'`,
  ),
  ofVoice('time', 'isodow(created_at)', `'weekday:' || value`, 'created_at IS NOT NULL'),
  ofVoice(
    'time',
    '(month(created_at) % 12) // 3 + 1',
    `'season:' || value`,
    'created_at IS NOT NULL',
  ),
  ofLabel('expectation', 'unmet', has('signals', 'expectation')),
  ofLabel('expectation', 'need', has('kinds', 'need')),
  ofLabel('opportunity', 'need', has('kinds', 'need')),
  ofLabel('opportunity', 'suggestion', has('kinds', 'suggestion')),
  ofOpinion('emotion', 'polarity', `'polarity:' || value`, 'true'),
  ofOpinion('pain', 'pain_id', 'value', 'pain_id IS NOT NULL'),
  ofOpinion(
    'opportunity',
    'pain_id',
    `'${ANSWERED}' || value`,
    `pain_id IS NOT NULL AND (${has('kinds', 'suggestion')} OR ${has('kinds', 'need')})`,
  ),
  ofOpinion(
    'opportunity',
    'praised',
    `'praise:' || value`,
    `praised IS NOT NULL AND aspect <> 'overall'`,
  ),
];

function ofVoice(element: string, by: string, item: string, where: string): Said {
  return { element: quoted(element), from: 'journey_heard', by, item, where };
}

function ofLabel(element: string, item: string, where: string): Said {
  return { ...ofVoice(element, quoted(item), 'value', where), labelled: true };
}

function ofOpinion(element: string, by: string, item: string, where: string): Said {
  return { element: quoted(element), from: 'journey_opinions', by, item, where };
}

/** Whether a list of labels of a voice `v` holds one. */
export function has(column: 'kinds' | 'signals', label: string): string {
  return `list_contains(string_split(v.${column}, '|'), '${label}')`;
}

/** Counts all that a journey map shows about the voices of the filter. */
export async function readJourney(
  reader: Store,
  filter: Filter,
  plan: JourneyPlan,
  scope: JourneyScope,
): Promise<JourneyFacts> {
  const others = await readOthers(reader, filter, plan, scope);
  await selectJourney(reader, filter, plan, scope);
  return { ...(await readMap(reader, plan, scope)), others };
}

/** Counts all that a map shows about the voices of `selectScope`. */
export async function readJourneyOfScope(reader: Store, plan: JourneyPlan): Promise<JourneyFacts> {
  await selectStages(reader, plan);
  await selectElements(reader, plan);
  return { ...(await readMap(reader, plan, {})), others: [] };
}

/** Counts the stages of a journey about the voices of `selectScope`: what is quicker than the whole map. */
export async function readStagesOfScope(reader: Store, plan: JourneyPlan): Promise<StageFacts> {
  await selectStages(reader, plan);
  const items = await query<Omit<ItemCount, 'excerpts'>>(
    reader,
    `SELECT * FROM (
       SELECT place, 'pain' AS element, CAST(pain_id AS VARCHAR) AS item, count(DISTINCT n) AS voices
       FROM journey_opinions WHERE pain_id IS NOT NULL GROUP BY ALL)
     ${FIRST_ITEMS} ORDER BY place, voices DESC, item`,
  );
  return {
    heard: await readHeard(reader),
    items: items.map((item) => ({ ...item, excerpts: [] })),
    opinions: await readOpinions(reader),
    pains: await readPains(reader),
  };
}

function readPains(reader: Store): Promise<StageFacts['pains'][number][]> {
  return query(reader, 'SELECT id, label, other FROM pains ORDER BY id');
}

async function readMap(
  reader: Store,
  plan: JourneyPlan,
  scope: JourneyScope,
): Promise<Omit<JourneyFacts, 'others'>> {
  return {
    voices: await count(reader, 'SELECT count(*) FROM journey_voices'),
    unread: await count(
      reader,
      `SELECT count(*) FROM journey_voices v LEFT JOIN loads l ON l.number = v.load
       WHERE coalesce(l.with_elements, 0) = 0`,
    ),
    heard: await readHeard(reader),
    items: await readItems(reader),
    opinions: await readOpinions(reader),
    pains: await readPains(reader),
    crossing: await query(
      reader,
      `SELECT ${voicedSql(plan)} AS voiced, place AS cause, CAST(sum(voices) AS BIGINT) AS voices
       FROM (
         SELECT source, channel, place, count(*) AS voices
         FROM (SELECT DISTINCT n, place FROM journey_opinions WHERE polarity = 'negative') JOIN scope USING (n)
         GROUP BY ALL) v
       GROUP BY ALL ORDER BY voiced NULLS LAST, cause`,
    ),
    outcome: await readOutcome(reader),
    seed: scope.problem === undefined ? null : await readSeed(reader, scope.problem),
  };
}

/** Where the map is of one group: how many others speak of each stage. */
async function readOthers(
  reader: Store,
  { group: _, ...rest }: Filter,
  plan: JourneyPlan,
  { group }: JourneyScope,
): Promise<JourneyFacts['others']> {
  if (group === undefined) return [];
  await selectJourney(reader, rest, plan, {});
  return query(
    reader,
    `SELECT place, count(*) AS voices FROM journey_heard
     WHERE CAST(customer_group AS VARCHAR) IS DISTINCT FROM $group GROUP BY ALL ORDER BY place`,
    { group },
  );
}

/** The pain point that most voices of the filter have; null without any. */
export async function largestProblem(reader: Store, filter: Filter): Promise<string | null> {
  const { sql, values } = conditionOf(filter);
  const [pain] = await query<{ id: string }>(
    reader,
    `SELECT p.pain_id AS id FROM opinions o ${JOIN_PAINS}
     JOIN pains ON pains.id = p.pain_id JOIN voices v ON v.key = o.voice_key
     WHERE pains.other IS NULL AND ${sql}
     GROUP BY p.pain_id ORDER BY count(DISTINCT o.voice_key) DESC, id LIMIT 1`,
    values,
  );
  return pain?.id ?? null;
}

/** Whether a voice passes the filter. */
export async function hasVoices(reader: Store, filter: Filter): Promise<boolean> {
  const { sql, values } = conditionOf(filter);
  return (await count(reader, `SELECT count(*) FROM voices v WHERE ${sql}`, values)) > 0;
}

/** Whether the store has a pain point of this id. */
export async function hasProblem(reader: Store, id: string): Promise<boolean> {
  return (await count(reader, 'SELECT count(*) FROM pains WHERE id = $id', { id })) > 0;
}

function readHeard(reader: Store): Promise<JourneyFacts['heard'][number][]> {
  return query(
    reader,
    'SELECT place, count(*) AS voices FROM journey_heard GROUP BY place ORDER BY place',
  );
}

/** An item with the voices to be quoted as `number:start:end`, best first. */
export interface Picked {
  readonly picks: string;
}

/** More than any text has units, and than a voice has as its number: what `PICKS` keeps apart in one number. */
const [UNITS, NUMBERS] = ['1000000000', '10000000000'];

/**
 * SQL of the voices to be quoted, of rows with `rank`, `start` and `end`; one more is taken for each that repeats. A
 * voice that says it twice is quoted with the first, whatever the order of the rows. As numbers until they are picked,
 * because to write a text for every row takes longer than all else.
 */
export const PICKS: string = `array_to_string(list_transform(
    min((CAST(rank AS HUGEINT) * ${UNITS} + "start") * ${UNITS} + "end", ${EXCERPTS + 2}),
    lambda p: p // ${UNITS} // ${UNITS} % ${NUMBERS} || ':' || p // ${UNITS} % ${UNITS} || ':' || p % ${UNITS}), ' ') AS picks`;

/** A row for each time that a voice says it. A stage is heard once a voice, and nowhere in its text. */
function rowsOf({ element, from, by, where }: Said): string {
  const span = from === 'journey_heard' ? '0 AS "start", 0 AS "end"' : '"start", "end"';
  return `SELECT n, rank, place, ${element} AS element, ${by} AS value, ${span} FROM ${from} v WHERE ${where}`;
}

const itemOf = ({ item }: Said): string => `CAST(${item} AS VARCHAR)`;

const FIRST_ITEMS = `QUALIFY row_number() OVER (PARTITION BY place, element ORDER BY voices DESC, item) <= ${MOST_ITEMS}`;

/** The items that whole voices have, with their picks. */
function itemsOfVoices(said: Said): string {
  return `
    SELECT place, element, ${itemOf(said)} AS item, voices,
      array_to_string(list_transform(ranks, lambda r: r % ${NUMBERS} || ':0:0'), ' ') AS picks
    FROM (
      SELECT place, element, value, count(*) AS voices, min(rank, ${said.labelled ? LABELLED : EXCERPTS}) AS ranks
      FROM (${rowsOf(said)}) GROUP BY ALL)
    ${FIRST_ITEMS} ORDER BY place, element, voices DESC, item`;
}

/** The items that are said at places of texts, with their picks. Places are read of what was picked only: all take twice as long. */
function itemsOfPlaces(said: Said): string {
  return `
    WITH items AS MATERIALIZED (
      SELECT place, element, value, ${itemOf(said)} AS item, voices, ranks FROM (
        SELECT place, element, value, count(DISTINCT n) AS voices, min(rank, ${EXCERPTS + 2}) AS ranks
        FROM (${rowsOf(said)}) GROUP BY ALL)
      ${FIRST_ITEMS}),
    picked AS (
      SELECT i.place, i.element, i.item, i.rank, min(CAST("start" AS BIGINT) * ${UNITS} + "end") AS span
      FROM (SELECT DISTINCT place, element, value, item, unnest(ranks) AS rank FROM items) i
      JOIN (${rowsOf(said)}) r
        ON r.place = i.place AND r.element = i.element AND r.rank = i.rank AND r.value IS NOT DISTINCT FROM i.value
      GROUP BY ALL)
    SELECT i.place, i.element, i.item, i.voices, p.picks
    FROM items i JOIN (
      SELECT place, element, item,
        string_agg(rank % ${NUMBERS} || ':' || span // ${UNITS} || ':' || span % ${UNITS}, ' ' ORDER BY rank) AS picks
      FROM picked GROUP BY ALL) p
      ON p.place = i.place AND p.element = i.element AND p.item IS NOT DISTINCT FROM i.item
    ORDER BY i.place, i.element, i.voices DESC, i.item`;
}

async function readItems(reader: Store): Promise<ItemCount[]> {
  const rows: (Omit<ItemCount, 'excerpts'> & Picked)[] = [];
  for (const said of SAID) {
    rows.push(
      ...(await query<(typeof rows)[number]>(
        reader,
        said.from === 'journey_heard' ? itemsOfVoices(said) : itemsOfPlaces(said),
      )),
    );
  }
  return withExcerpts(reader, rows);
}

/** Puts the texts of the picked voices in place of their numbers. */
export async function withExcerpts<Row extends Picked>(
  reader: Store,
  rows: readonly Row[],
): Promise<(Omit<Row, 'picks'> & { readonly excerpts: readonly Excerpt[] })[]> {
  const wanted = new Set(rows.flatMap(({ picks }) => picksOf(picks).map(([n]) => n)));
  type Text = { n: number; voiceKey: string; voiceId: string; text: string };
  const texts = await query<Text>(
    reader,
    `SELECT s.n, v.key AS "voiceKey", v.id AS "voiceId", v.text FROM journey_voices s ${JOIN_VOICES}
     WHERE s.n IN (${[...wanted, 0].join(', ')})`,
  );
  const byNumber = new Map(texts.map(({ n, ...text }) => [n, text]));
  return rows.map(({ picks, ...row }) => ({ ...row, excerpts: excerptsOf(picks, byNumber) }));
}

/** The numbers of picked voices with the places in them; no voices, no text. */
function picksOf(picks: string): (readonly [n: number, start: number, end: number])[] {
  return picks.split(' ').flatMap((pick) => {
    const [n, start = 0, end = 0] = pick.split(':').map(Number);
    return n === undefined || pick === '' ? [] : [[n, start, end] as const];
  });
}

function excerptsOf(
  picks: string,
  texts: ReadonlyMap<number, Pick<Excerpt, 'voiceKey' | 'voiceId' | 'text'>>,
): Excerpt[] {
  const excerpts = new Map<number, Excerpt>();
  for (const [n, start, end] of picksOf(picks)) {
    const text = texts.get(n);
    if (text !== undefined && !excerpts.has(n)) excerpts.set(n, { ...text, start, end });
  }
  return [...excerpts.values()];
}

function readOpinions(reader: Store): Promise<OpinionCount[]> {
  const whens = Object.entries(TRACKS).map(
    ([aspect, track]) => `WHEN ${quoted(aspect)} THEN ${quoted(track)}`,
  );
  return query(
    reader,
    `SELECT place, CASE aspect ${whens.join(' ')} END AS track, CAST(polarity AS VARCHAR) AS polarity, sum(opinions) AS opinions
     FROM (SELECT place, aspect, polarity, count(*) AS opinions FROM journey_opinions GROUP BY ALL)
     GROUP BY ALL ORDER BY ALL`,
  );
}

async function readOutcome(reader: Store): Promise<JourneyFacts['outcome']> {
  const [leave, stay, recommend] = ['churn', 'repurchase', 'recommend'].map((signal) =>
    has('signals', signal),
  );
  const [outcome] = await query<JourneyFacts['outcome']>(
    reader,
    `SELECT count(*) FILTER (${leave}) AS "leave", count(*) FILTER (${stay}) AS stay,
       count(*) FILTER (${recommend}) AS recommend,
       count(*) FILTER (NOT (${leave} OR ${stay} OR ${recommend})) AS "open" FROM journey_voices v`,
  );
  if (!outcome) throw new Error('an aggregate gave no row');
  return outcome;
}

/** Steps of a way that is still read to its end. */
const MOST_STEPS = 12;

/** The case that tells most of the way: one that is not too long, then most stages, then a fair length, then the earliest. */
async function readSeed(reader: Store, problem: string): Promise<SeedFacts | null> {
  const [seed] = await query<{ n: number; voiceKey: string; voiceId: string; text: string }>(
    reader,
    `SELECT s.n, v.key AS "voiceKey", v.id AS "voiceId", v.text
     FROM journey_voices s ${JOIN_VOICES} JOIN journey_opinions o ON o.n = s.n
     WHERE s.n IN (SELECT n FROM journey_opinions WHERE pain_id = $problem)
     GROUP BY ALL ORDER BY count(*) > ${MOST_STEPS}, count(DISTINCT o.place) DESC, min(s.rank) LIMIT 1`,
    { problem },
  );
  if (seed === undefined) return null;
  const { n, ...voice } = seed;
  const steps = await query<
    Omit<SeedFacts['steps'][number], 'isProblem'> & { pain: string | null }
  >(
    reader,
    `SELECT s.place, o.span, s.polarity, s.pain_id AS pain
     FROM journey_opinions s JOIN opinions o ON o.rowid = s.opinion WHERE s.n = $n ORDER BY s.seq`,
    { n },
  );
  return {
    ...voice,
    steps: steps.map(({ pain, ...step }) => ({ ...step, isProblem: pain === problem })),
  };
}

/**
 * The voices behind every number of a map, one row for each thing that a voice says at a stage: distinct
 * `voice_key` of a stage, element and item are as many as the map counts, under the names that the map has. The
 * polarity of each opinion stands there too, as items of the emotion: the mean is made of them.
 */
export async function journeyVoices(
  reader: Store,
  filter: Filter,
  plan: JourneyPlan,
  scope: JourneyScope,
): Promise<Table> {
  await selectJourney(reader, filter, plan, scope);
  const stages = plan.stages.map(({ id }, place) => `WHEN ${place} THEN ${quoted(id)}`);
  const stage = `CASE place ${stages.join(' ')} END`;
  const heard = `SELECT n, place, 'stage' AS element, ${stage} AS item, 0 AS "start", 0 AS "end" FROM journey_heard`;
  const said = SAID.map(
    (one) =>
      `SELECT n, place, CASE element WHEN 'effort' THEN 'emotion' ELSE element END AS element, ${itemOf(one)} AS item, "start", "end"
       FROM (${rowsOf(one)})`,
  );
  return {
    columns: ['stage', 'element', 'item', 'voice_id', 'voice_key', 'start', 'end'],
    rows: stream(
      reader.connection,
      `SELECT ${stage} AS stage, t.element, t.item, v.id, v.key, t."start", t."end"
       FROM (SELECT DISTINCT * FROM (${[heard, ...said].join(' UNION ALL ')})) t
       JOIN journey_voices s USING (n) ${JOIN_VOICES}
       ORDER BY t.place, t.element, t.item, v.key, t."start", t."end"`,
      {},
    ),
  };
}
