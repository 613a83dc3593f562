import type { JourneyPlan, JourneyScope } from '../model/journey.ts';
import { STAGES, type Stage } from '../model/labels.ts';
import type { Filter } from '../model/store.ts';
import { JOIN_PAINS } from './clustering.ts';
import { conditionOf } from './filter.ts';
import { quoted } from './query.ts';
import { codeColumns, JOIN_VOICES, numberVoices } from './scope.ts';
import type { Store } from './session.ts';

/** Text units that a quote would best have: shorter ones are hard to understand, longer ones hard to read. */
const FAIR_LENGTH = 40;

/**
 * Makes the temporary tables that everything about a journey is counted on: `journey_voices`, the voices of the
 * filter, numbered by time and key, with `voice`, their row in `voices`; `journey_opinions` and `journey_elements`,
 * each with the position of its stage, the opinions with their row in `opinions`; `journey_heard`, which voice speaks
 * of which stage, with what the voice is counted by. `rank` orders voices by how well they can be quoted.
 */
export async function selectJourney(
  reader: Store,
  filter: Filter,
  plan: JourneyPlan,
  { problem, problemOnly }: JourneyScope,
): Promise<void> {
  const { sql, values } = conditionOf(filter);
  const narrowed = problemOnly === true && problem !== undefined ? { problem } : null;
  const { connection } = reader;
  for (const table of ['heard', 'elements', 'opinions', 'voices']) {
    await connection.run(`DROP TABLE IF EXISTS temp.journey_${table}`);
  }
  await codeColumns(reader);
  await numberVoices(reader, {
    sql: narrowed === null ? sql : `${sql} AND ${WITH_PROBLEM}`,
    values: { ...values, ...narrowed },
  });
  await connection.run(
    `CREATE TEMP TABLE journey_voices AS
       SELECT x.n, CAST(x.voice AS INTEGER) AS voice, ${RANK} AS rank, v.created_at,
         TRY_CAST(v.customer_group AS customer_groups) AS customer_group, v.load,
         CAST(a.sentiment AS sentiments) AS sentiment, CAST(a.kinds AS kind_sets) AS kinds,
         CAST(a.stages AS stage_sets) AS stages, CAST(a.signals AS signal_sets) AS signals, ${voicedSql(plan)} AS voiced
       FROM numbered x JOIN voices v ON v.rowid = x.voice JOIN annotations a ON a.voice_key = v.key`,
  );
  await connection.run('DROP TABLE numbered');
  await connection.run(
    `CREATE TEMP TABLE journey_opinions AS
       SELECT s.n, s.rank, s.kinds, s.voiced, CAST(o.rowid AS INTEGER) AS opinion, o.seq, o."start", o."end",
         CASE WHEN o.polarity = 'positive' THEN o.term END AS praised, CAST(o.aspect AS aspects) AS aspect,
         CAST(o.polarity AS polarities) AS polarity, CAST(o.stage AS opinion_stages) AS stage,
         CAST(p.pain_id AS pain_ids) AS pain_id, CAST(${placeSql(plan)} AS TINYINT) AS place
       FROM opinions o JOIN ${KEYED} s ON s.key = o.voice_key ${JOIN_PAINS}`,
  );
  await selectHeard(reader, plan);
  await connection.run(
    `CREATE TEMP TABLE journey_elements AS
       SELECT s.n, s.rank, CAST(e.element AS element_names) AS element, TRY_CAST(e.item AS item_names) AS item,
         e."start", e."end", e.opinion, o.polarity,
         coalesce(o.place, ${stageSql(plan, `split_part(s.stages, '|', 1)`)}) AS place
       FROM elements e JOIN ${KEYED} s ON s.key = e.voice_key
       LEFT JOIN journey_opinions o ON o.n = s.n AND o.seq = e.opinion`,
  );
}

const RANK = `abs(CAST(length(v.text) AS BIGINT) - ${FAIR_LENGTH}) * 10000000000 + x.n`;

const KEYED = `(SELECT s.*, v.key FROM journey_voices s ${JOIN_VOICES})`;

/** A stage of the codebook that a voice has is heard where its opinions of that stage are, else where the stage is. */
async function selectHeard({ connection }: Store, plan: JourneyPlan): Promise<void> {
  await connection.run(
    `CREATE TEMP TABLE journey_heard AS
       WITH sets AS (
         SELECT stages, TRY_CAST(stage AS opinion_stages) AS stage, ${stageSql(plan, 'stage')} AS place
         FROM (SELECT stages, unnest(string_split(stages, '|')) AS stage
           FROM (SELECT DISTINCT stages FROM journey_voices) WHERE stages <> '')),
       heard AS (
         SELECT DISTINCT v.n, coalesce(o.place, l.place) AS place
         FROM journey_voices v JOIN sets l ON l.stages = v.stages
         LEFT JOIN journey_opinions o ON o.n = v.n AND o.stage = l.stage)
       SELECT h.place, v.* EXCLUDE (voice, load, sentiment, stages, voiced)
       FROM heard h JOIN journey_voices v USING (n)`,
  );
}

const WITH_PROBLEM = `v.key IN (SELECT o.voice_key FROM opinions o ${JOIN_PAINS} WHERE p.pain_id = $problem)`;

const oneOf = (names: readonly string[]): string => names.map(quoted).join(', ');

/** The position of an opinion's stage; see `JourneyStage` for the order of the rules. */
function placeSql(plan: JourneyPlan): string {
  const { stages } = plan;
  const words = stages.flatMap((stage, place) =>
    stage.words.length === 0
      ? []
      : [
          `WHEN ${stage.words.map((word) => `contains(o.span, ${quoted(word)})`).join(' OR ')} THEN ${place}`,
        ],
  );
  const aspects = stages.flatMap((stage, place) => {
    if (stage.aspects.length === 0) return [];
    const within = stage.stages.length === 0 ? '' : ` AND o.stage IN (${oneOf(stage.stages)})`;
    return [`WHEN o.aspect IN (${oneOf(stage.aspects)})${within} THEN ${place}`];
  });
  const leaving = `WHEN o.stage = 'loyalty' THEN ${placeOfStage(plan, 'loyalty')}`;
  return `CASE ${[leaving, ...words, ...aspects].join(' ')} ELSE ${stageSql(plan, 'o.stage')} END`;
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
function voicedSql(plan: JourneyPlan): string {
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
