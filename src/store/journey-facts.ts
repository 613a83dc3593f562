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
import { type ChosenVoice, readChosenVoices } from './chosen-voices.ts';
import { JOIN_PAINS } from './clustering.ts';
import { conditionOf } from './filter.ts';
import { selectElements, selectJourney, selectStages, voicedSql } from './journey-scope.ts';
import { count, query, quoted, stream } from './query.ts';
import { JOIN_VOICES, setsWith } from './scope.ts';
import type { Store } from './session.ts';

/** Items kept a stage and element, most voices first; `journeyVoices` leads to all. */
const MOST_ITEMS = 60;
/** Voices kept an item, to be quoted. */
const EXCERPTS = 3;
/** Voices kept an item that is a label of whole voices: only some of them have words that say why. */
const LABELLED = 12;

/** One thing that voices say at stages, as SQL of rows with `n`, `place`, `element` and `value`, of which the item is made. */
interface Said {
  /** Once for each voice that says it. */
  readonly once: string;
  /** Whether `once` has the `rank` of the voice, which tells voices apart as `n` does. */
  readonly isRanked: boolean;
  /** Each time that it is said, with its `start` and `end`; null where whole voices say it. */
  readonly each: string | null;
  /** The item made of `value`. */
  readonly item: string;
  /** Which voices `v` of `journey_voices` it is asked of. */
  readonly whose: string;
  /** Voices kept an item. */
  readonly kept: number;
}

/**
 * What stands behind every number of a journey map: different parts never share an item. Needs the tables of `selectSaid`.
 */
const SAID: readonly Said[] = [
  {
    once: 'SELECT DISTINCT rank, place, element, item AS value FROM journey_elements',
    isRanked: true,
    each: 'SELECT n, place, element, item AS value, "start", "end" FROM journey_elements',
    item: 'value',
    whose: 'true',
    kept: EXCERPTS + 2,
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
  ofOpinion('emotion', 'polarity', `'polarity:' || value`, { once: 'journey_moods' }),
  ofOpinion('pain', 'pain_id', 'value', { once: 'journey_pains' }),
  ofOpinion('opportunity', 'pain_id', `'${ANSWERED}' || value`, {
    once: 'journey_pains',
    whose: `${has('kinds', 'suggestion')} OR ${has('kinds', 'need')}`,
  }),
  ofOpinion('opportunity', 'praised', `'praise:' || value`, {
    where: `praised IS NOT NULL AND aspect <> 'overall'`,
  }),
];

function ofVoice(element: string, by: string, item: string, where: string): Said {
  return {
    once: `SELECT n, place, ${quoted(element)} AS element, ${by} AS value, rank FROM journey_heard v WHERE ${where}`,
    isRanked: true,
    each: null,
    item,
    whose: 'true',
    kept: EXCERPTS,
  };
}

function ofLabel(element: string, item: string, where: string): Said {
  return { ...ofVoice(element, quoted(item), 'value', where), kept: LABELLED };
}

/** @param of `once`, the table of `selectSaid` that has the same, else `where`, which opinions it is asked of */
function ofOpinion(
  element: string,
  by: string,
  item: string,
  {
    once,
    where = `${by} IS NOT NULL`,
    whose = 'true',
  }: { readonly once?: string; readonly where?: string; readonly whose?: string },
): Said {
  const what = `n, place, ${quoted(element)} AS element, ${by} AS value`;
  return {
    once:
      once === undefined
        ? `SELECT DISTINCT ${what} FROM journey_opinions WHERE ${where}`
        : `SELECT ${what} FROM ${once}`,
    isRanked: false,
    each: `SELECT ${what}, o."start", o."end" FROM journey_opinions v JOIN (SELECT rowid AS opinion, "start", "end" FROM opinions) o USING (opinion) WHERE ${where}`,
    item,
    whose,
    kept: EXCERPTS + 2,
  };
}

/** Whether a list of labels of a voice `v` holds one. */
export function has(column: 'kinds' | 'signals', label: string): string {
  return `v.${column} IN (${setsWith(column === 'kinds' ? 'kind_sets' : 'signal_sets', label)})`;
}

/** Makes the temporary tables `journey_moods` and `journey_pains`: which voice says at which stage what of both, once. */
async function selectSaid({ connection }: Store): Promise<void> {
  await connection.run(
    `CREATE TEMP TABLE journey_moods AS SELECT DISTINCT n, place, polarity FROM journey_opinions`,
  );
  await connection.run(
    `CREATE TEMP TABLE journey_pains AS SELECT DISTINCT n, place, pain_id FROM journey_opinions WHERE pain_id IS NOT NULL`,
  );
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
  await selectSaid(reader);
  const items = await query<Omit<ItemCount, 'excerpts'>>(
    reader,
    `SELECT * FROM (
       SELECT place, 'pain' AS element, CAST(pain_id AS VARCHAR) AS item, count(*) AS voices
       FROM journey_pains GROUP BY ALL)
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
  await selectSaid(reader);
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
         FROM journey_moods JOIN scope USING (n) WHERE polarity = 'negative' GROUP BY ALL) v
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

/** An item with the voices to be quoted as `turn:start:end`, best first. */
export interface Picked {
  readonly picks: string;
}

/** More than any text has units, and than a voice has as its turn: what `PICKS` keeps apart in one number. */
const [UNITS, TURNS] = ['1000000000', '10000000000'];

/**
 * SQL of the voices to be quoted, of rows with `rank`, `start` and `end`; one more is taken for each that repeats. A
 * voice that says it twice is quoted with the first, whatever the order of the rows. As numbers until they are picked,
 * because to write a text for every row takes longer than all else.
 */
export const PICKS: string = `array_to_string(list_transform(
    min((CAST(rank AS HUGEINT) * ${UNITS} + "start") * ${UNITS} + "end", ${EXCERPTS + 2}),
    lambda p: p // ${UNITS} // ${UNITS} % ${TURNS} || ':' || p // ${UNITS} % ${UNITS} || ':' || p % ${UNITS}), ' ') AS picks`;

const itemOf = ({ item }: Said): string => `CAST(${item} AS VARCHAR)`;

const FIRST_ITEMS = `QUALIFY row_number() OVER (PARTITION BY place, element ORDER BY voices DESC, item) <= ${MOST_ITEMS}`;

/** A row for each time that a voice says it. A stage is heard once a voice, and nowhere in its text. */
function rowsOf({ once, each, whose }: Said): string {
  if (each === null) return `SELECT * EXCLUDE (rank), 0 AS "start", 0 AS "end" FROM (${once})`;
  return `SELECT * FROM (${each}) WHERE n IN (SELECT n FROM journey_voices v WHERE ${whose})`;
}

/** SQL of the items with how many voices say them, and those that can be quoted best as picks without a place. */
function itemsOf(said: Said): string {
  const ranked = said.isRanked
    ? said.once
    : `SELECT * FROM (${said.once}) JOIN (SELECT n, rank FROM journey_voices v WHERE ${said.whose}) USING (n)`;
  return `
    SELECT place, element, ${itemOf(said)} AS item, voices,
      array_to_string(list_transform(ranks, lambda r: r % ${TURNS} || ':0:0'), ' ') AS picks
    FROM (SELECT place, element, value, count(*) AS voices, min(rank, ${said.kept}) AS ranks FROM (${ranked}) GROUP BY ALL)
    ${FIRST_ITEMS} ORDER BY place, element, voices DESC, item`;
}

type PickedItem = Omit<ItemCount, 'excerpts'> & Picked;

async function readItems(reader: Store): Promise<ItemCount[]> {
  const items: PickedItem[] = [];
  // The first of them needs more room than all else.
  await reader.releaseFile();
  for (const said of SAID) {
    const rows = await query<PickedItem>(reader, itemsOf(said));
    items.push(...(said.each === null ? rows : await withPlaces(reader, said, rows)));
  }
  return withExcerpts(reader, items);
}

/** A place where a voice says an item. */
type Placed = Omit<PickedItem, 'voices' | 'picks'> & {
  readonly n: number;
  readonly start: number;
  readonly end: number;
};

/** Puts the first place in the text to each pick. What a voice says again takes the place of another voice. */
async function withPlaces(
  reader: Store,
  said: Said,
  items: readonly PickedItem[],
): Promise<PickedItem[]> {
  const numbers = await numbersOf(reader, items);
  const placed = await query<Placed>(
    reader,
    `SELECT n, place, element, ${itemOf(said)} AS item, "start", "end" FROM (${said.each})
     WHERE n IN (${[0, ...numbers.values()].join(', ')}) ORDER BY "start", "end"`,
  );
  const places = new Map<string, Placed[]>();
  const keyOf = (
    n: number | undefined,
    { place, element, item }: Omit<Placed, 'n' | 'start' | 'end'>,
  ) => `${n} ${place} ${element} ${item}`;
  for (const one of placed) {
    const key = keyOf(one.n, one);
    places.set(key, [...(places.get(key) ?? []), one]);
  }
  return items.map((item) => {
    const picks: string[] = [];
    let times = 0;
    for (const [turn] of picksOf(item.picks)) {
      const again = places.get(keyOf(numbers.get(turn), item)) ?? [];
      const [first] = again;
      if (first !== undefined && times < said.kept)
        picks.push(`${turn}:${first.start}:${first.end}`);
      times += again.length;
    }
    return { ...item, picks: picks.join(' ') };
  });
}

/** The numbers of the picked voices, by their turns. */
async function numbersOf(reader: Store, rows: readonly Picked[]): Promise<Map<number, number>> {
  const turns = new Set(rows.flatMap(({ picks }) => picksOf(picks).map(([turn]) => turn)));
  const found = await query<{ turn: number; n: number }>(
    reader,
    `SELECT turn, n FROM numbered WHERE turn IN (${[0, ...turns].join(', ')})`,
  );
  return new Map(found.map(({ turn, n }) => [turn, n]));
}

/** Puts the texts of the picked voices in place of their turns. */
export async function withExcerpts<Row extends Picked>(
  reader: Store,
  rows: readonly Row[],
): Promise<(Omit<Row, 'picks'> & { readonly excerpts: readonly Excerpt[] })[]> {
  const numbers = await numbersOf(reader, rows);
  const voices = await readChosenVoices(reader, numbers.values());
  return rows.map(({ picks, ...row }) => ({
    ...row,
    excerpts: excerptsOf(picks, (turn) => voices.get(numbers.get(turn) ?? 0)),
  }));
}

/** The turns of picked voices with the places in them; no voices, no text. */
function picksOf(picks: string): (readonly [turn: number, start: number, end: number])[] {
  return picks.split(' ').flatMap((pick) => {
    const [turn, start = 0, end = 0] = pick.split(':').map(Number);
    return turn === undefined || pick === '' ? [] : [[turn, start, end] as const];
  });
}

function excerptsOf(picks: string, voiceOf: (turn: number) => ChosenVoice | undefined): Excerpt[] {
  const excerpts = new Map<number, Excerpt>();
  for (const [turn, start, end] of picksOf(picks)) {
    const voice = voiceOf(turn);
    if (voice === undefined || excerpts.has(turn)) continue;
    const { voiceKey, voiceId, text } = voice;
    excerpts.set(turn, { voiceKey, voiceId, text, start, end });
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
