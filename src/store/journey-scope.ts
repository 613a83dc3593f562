import type { JourneyPlan, JourneyScope } from '../model/journey.ts';
import { STAGES, type Stage } from '../model/labels.ts';
import type { Filter } from '../model/store.ts';
import { JOIN_PAINS } from './clustering.ts';
import { quoted } from './query.ts';
import { coded, codeLabels, placeOf, selectScope, valuesOf } from './scope.ts';
import type { Store } from './session.ts';

/** Text units that a quote would best have: shorter ones are hard to understand, longer ones hard to read. */
const FAIR_LENGTH = 40;

/** Selects the voices of the filter, and what a journey is counted on: see `selectScope`, `selectStages` and `selectElements`. */
export async function selectJourney(
  reader: Store,
  filter: Filter,
  plan: JourneyPlan,
  { problem, problemOnly }: JourneyScope,
): Promise<void> {
  const isNarrow = problemOnly === true && problem !== undefined;
  const condition = isNarrow ? { sql: WITH_PROBLEM, values: { problem } } : undefined;
  await selectScope(reader, filter, condition, true);
  await selectStages(reader, plan);
  await selectElements(reader, plan);
}

/**
 * Makes what the stages of a journey are counted on, of the tables of `selectScope`: the views `journey_voices`, the voices
 * with `rank`, which orders them by how well they can be quoted, and `journey_opinions`, each with the position of its
 * stage; and the temporary table `journey_heard`, which voice speaks of which stage, with what the voice is counted by.
 */
export async function selectStages(reader: Store, plan: JourneyPlan): Promise<void> {
  const { connection } = reader;
  await connection.run(
    `CREATE OR REPLACE TEMP VIEW journey_voices AS
       SELECT n, ${RANK} AS rank, created_at, customer_group, load, sentiment, kinds, stages, signals FROM scope`,
  );
  await connection.run(
    `CREATE TEMP TABLE journey_sorts AS
       SELECT aspect, stage, CAST(${placeSql(plan)} AS TINYINT) AS place
       FROM (SELECT DISTINCT aspect, stage FROM stated) o`,
  );
  await connection.run(`CREATE TEMP TABLE journey_words AS ${worded(plan)}`);
  await connection.run(
    `CREATE OR REPLACE TEMP VIEW journey_opinions AS
       SELECT t.*, coalesce(w.place, p.place) AS place
       FROM stated t JOIN journey_sorts p USING (aspect, stage) LEFT JOIN journey_words w USING (opinion)`,
  );
  await selectHeard(reader, plan);
}

/** Makes the temporary view `journey_elements`, each with the position of its stage, of the tables of `selectStages`. */
export async function selectElements(reader: Store, plan: JourneyPlan): Promise<void> {
  await codeLabels(reader, {
    element_names: valuesOf('element', 'elements'),
    item_names: valuesOf('item', 'elements'),
  });
  const first = stageSql(plan, `split_part(CAST(stages AS VARCHAR), '|', 1)`);
  await reader.connection.run(
    `SET VARIABLE first_places = (
       SELECT list(CAST(${first} AS TINYINT) ORDER BY stages)
       FROM (SELECT CAST(unnest(enum_range(CAST(NULL AS stage_sets))) AS stage_sets) AS stages))`,
  );
  const placed =
    "(SELECT n, rank, list_extract(getvariable('first_places'), enum_code(stages) + 1) AS place FROM journey_voices)";
  // Opinions that stand where their voice does are left out: what is looked up in them is the place alone.
  await reader.connection.run(
    `CREATE OR REPLACE TEMP VIEW journey_elements AS
       SELECT e.*, s.rank, coalesce(o.place, s.place) AS place
       FROM (
         SELECT number AS n, ${coded('element_names', 'element')} AS element, ${coded('item_names', 'item')} AS item,
           "start", "end", opinion
         FROM elements) e
       JOIN ${placed} s USING (n)
       LEFT JOIN (
         SELECT ${placeOf('n', 'seq')} AS said_at, j.place
         FROM journey_opinions j JOIN ${placed} p USING (n) WHERE j.place IS DISTINCT FROM p.place) o
         ON o.said_at = ${placeOf('e.n', 'e.opinion')}`,
  );
}

const RANK = `abs(CAST(characters AS BIGINT) - ${FAIR_LENGTH}) * 10000000000 + turn`;

/**
 * A stage of the codebook that a voice has is heard where its opinions of that stage are, else where the stage is. That is
 * one place wherever stages alone decide, and no opinion is asked.
 */
async function selectHeard({ connection }: Store, plan: JourneyPlan): Promise<void> {
  const byStages = plan.stages.every(({ aspects, words }) => aspects.length + words.length === 0);
  const heard = byStages
    ? '(SELECT DISTINCT stages, place FROM sets) h JOIN journey_voices v USING (stages)'
    : `(SELECT DISTINCT v.n, coalesce(o.place, l.place) AS place
         FROM journey_voices v JOIN sets l ON l.stages = v.stages
         LEFT JOIN journey_opinions o ON o.n = v.n AND o.stage = l.stage) h
       JOIN journey_voices v USING (n)`;
  await connection.run(
    `CREATE TEMP TABLE journey_heard AS
       WITH sets AS (
         SELECT stages, TRY_CAST(stage AS opinion_stages) AS stage, CAST(${stageSql(plan, 'stage')} AS TINYINT) AS place
         FROM (SELECT stages, unnest(string_split(stages, '|')) AS stage
           FROM (SELECT DISTINCT stages FROM journey_voices) WHERE stages <> ''))
       SELECT h.place, v.* EXCLUDE (load, sentiment, stages) FROM ${heard}`,
  );
}

const WITH_PROBLEM = `v.key IN (SELECT o.voice_key FROM opinions o ${JOIN_PAINS} WHERE p.pain_id = $problem)`;

const oneOf = (names: readonly string[]): string => names.map(quoted).join(', ');

/** SQL of the opinions on whose stage their own words decide, else those of the thing they judge; none where no stage has words. */
function worded({ stages }: JourneyPlan): string {
  const said = (column: string): string[] =>
    stages.flatMap(({ words }, place) => {
      const any = words.map((word) => `contains(o.${column}, ${quoted(word)})`);
      return any.length === 0 ? [] : [`WHEN ${any.join(' OR ')} THEN ${place}`];
    });
  const words = said('span');
  if (words.length === 0)
    return 'SELECT opinion, CAST(NULL AS TINYINT) AS place FROM stated LIMIT 0';
  return `SELECT * FROM (
      SELECT t.opinion, CAST(CASE ${[...words, ...said('term')].join(' ')} END AS TINYINT) AS place
      FROM stated t JOIN opinions o ON o.rowid = t.opinion WHERE t.stage <> 'loyalty')
    WHERE place IS NOT NULL`;
}

/** The position of the stage of an opinion `o`, but for its words; see `JourneyStage` for the order of the rules. */
function placeSql(plan: JourneyPlan): string {
  const { stages } = plan;
  const aspects = stages.flatMap((stage, place) => {
    if (stage.aspects.length === 0) return [];
    const within = stage.stages.length === 0 ? '' : ` AND o.stage IN (${oneOf(stage.stages)})`;
    return [`WHEN o.aspect IN (${oneOf(stage.aspects)})${within} THEN ${place}`];
  });
  const leaving = `WHEN o.stage = 'loyalty' THEN ${placeOfStage(plan, 'loyalty')}`;
  return `CASE ${[leaving, ...aspects].join(' ')} ELSE ${stageSql(plan, 'o.stage')} END`;
}

/** The position of a stage of the codebook, where nothing else is known. */
function stageSql(plan: JourneyPlan, column: string): string {
  const whens = (Object.keys(STAGES) as Stage[]).map(
    (stage) => `WHEN ${quoted(stage)} THEN ${placeOfStage(plan, stage)}`,
  );
  return `CASE ${column} ${whens.join(' ')} END`;
}

/** The first stage of the plan that takes all of a stage of the codebook, else the first that takes some of it. */
function placeOfStage({ stages }: JourneyPlan, stage: Stage): number {
  const whole = stages.findIndex((one) => one.aspects.length === 0 && one.stages.includes(stage));
  const place = whole >= 0 ? whole : stages.findIndex((one) => one.stages.includes(stage));
  if (place < 0) throw new RangeError(`no stage of the journey takes in ${stage}`);
  return place;
}

/**
 * Where voices are voiced, by what they came through; the names of the plan win. Feedback that is no review was brought
 * to somebody who is to act on it, as a call is. Nobody knows it of surveys, which the company sends out.
 */
export function voicedSql(plan: JourneyPlan): string {
  const place = (stage: Stage): number => placeOfStage(plan, stage);
  const own = Object.entries(plan.voiced).map(
    ([name, stage]) =>
      `WHEN v.channel = ${quoted(name)} OR v.source = ${quoted(name)} THEN ${place(stage)}`,
  );
  return `CASE ${own.join(' ')}
    WHEN v.source IN ('hotline', 'chat', 'feedback') THEN ${place('service')}
    WHEN regexp_matches(coalesce(v.channel, ''), '热线|电话|客服|投诉|工单|在线|(?i:hotline|call|chat|phone)') THEN ${place('service')}
    WHEN v.source = 'review' THEN ${place('use')} END`;
}
