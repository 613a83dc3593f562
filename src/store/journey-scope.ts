import type { JourneyPlan, JourneyScope } from '../model/journey.ts';
import { STAGES, type Stage } from '../model/labels.ts';
import type { Filter } from '../model/store.ts';
import { JOIN_PAINS } from './clustering.ts';
import { conditionOf } from './filter.ts';
import { quoted } from './query.ts';
import type { Store } from './session.ts';

/** Text units that a quote would best have: shorter ones are hard to understand, longer ones hard to read. */
const FAIR_LENGTH = 40;

/**
 * Makes the temporary tables that everything about a journey is counted on: `journey_voices`, the voices of the
 * filter, numbered by time and key; `journey_opinions` and `journey_elements`, each with the position of its stage;
 * `journey_heard`, which voice speaks of which stage. `rank` orders voices by how well they can be quoted.
 */
export async function selectJourney(
  { connection }: Store,
  filter: Filter,
  plan: JourneyPlan,
  { problem, problemOnly }: JourneyScope,
): Promise<void> {
  const { sql, values } = conditionOf(filter);
  const narrowed = problemOnly === true && problem !== undefined ? { problem } : null;
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE journey_voices AS
       SELECT *, abs(units - ${FAIR_LENGTH}) * 10000000000 + n AS rank FROM (
         SELECT row_number() OVER (ORDER BY v.created_at NULLS LAST, v.key) AS n, v.key, v.id, v.created_at,
           v.customer_group, CAST(length(v.text) AS BIGINT) AS units, v.load, a.sentiment, a.kinds, a.stages, a.signals,
           ${voicedSql(plan)} AS voiced
         FROM voices v JOIN annotations a ON a.voice_key = v.key WHERE ${narrowed === null ? sql : `${sql} AND ${WITH_PROBLEM}`})`,
    { ...values, ...narrowed },
  );
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE journey_opinions AS
       SELECT s.n, s.rank, o.seq, o."start", o."end", o.span, o.term, o.aspect, o.polarity, o.stage, p.pain_id,
         ${placeSql(plan)} AS place
       FROM opinions o JOIN journey_voices s ON s.key = o.voice_key ${JOIN_PAINS}`,
  );
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE journey_heard AS
       SELECT DISTINCT l.n, l.rank, coalesce(o.place, ${stageSql(plan, 'l.stage')}) AS place
       FROM (SELECT n, rank, unnest(string_split(stages, '|')) AS stage FROM journey_voices WHERE stages <> '') l
       LEFT JOIN journey_opinions o ON o.n = l.n AND o.stage = l.stage`,
  );
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE journey_elements AS
       SELECT s.n, s.rank, e.element, e.item, e."start", e."end", e.opinion, o.polarity,
         coalesce(o.place, ${stageSql(plan, `split_part(s.stages, '|', 1)`)}) AS place
       FROM elements e JOIN journey_voices s ON s.key = e.voice_key
       LEFT JOIN journey_opinions o ON o.n = s.n AND o.seq = e.opinion`,
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

/** Where voices are voiced, by what they came through; the names of the plan win. Nobody knows it of surveys, which the company sends out. */
function voicedSql(plan: JourneyPlan): string {
  const place = (stage: Stage): number => placeOfStage(plan, stage);
  const own = Object.entries(plan.voiced).map(
    ([name, stage]) =>
      `WHEN v.channel = ${quoted(name)} OR v.source = ${quoted(name)} THEN ${place(stage)}`,
  );
  return `CASE ${own.join(' ')}
    WHEN v.source IN ('hotline', 'chat') THEN ${place('service')}
    WHEN regexp_matches(coalesce(v.channel, ''), '热线|电话|客服|投诉|工单|在线|(?i:hotline|call|chat|phone)') THEN ${place('service')}
    WHEN v.source IN ('review', 'feedback') THEN ${place('use')} END`;
}
