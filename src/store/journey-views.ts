import type {
  AlignmentFacts,
  ChurnCount,
  ConcernCount,
  ConcernWords,
  JourneyPlan,
  SoughtStep,
  VoicedCount,
} from '../model/journey.ts';
import { CONCERNS } from '../model/journey.ts';
import type { Filter } from '../model/store.ts';
import { has, PICKS, type Picked, withExcerpts } from './journey-facts.ts';
import { selectJourney } from './journey-scope.ts';
import { query, quoted } from './query.ts';
import { JOIN_VOICES } from './scope.ts';
import type { Store } from './session.ts';

/** Whether a wait, or a problem that nobody takes up, stands beside an opinion `o`. */
const WAITING = `EXISTS (
  SELECT 1 FROM journey_elements e WHERE e.n = o.n AND e.opinion = o.seq
    AND (e.element = 'unsolved' AND e.item <> 'again' OR e.element = 'effort' AND e.item = 'wait'))`;

/** Whether an element stands beside a negative opinion. */
const BESIDE_COMPLAINT = `(n, opinion) IN (SELECT (n, seq) FROM journey_opinions WHERE polarity = 'negative')`;

/** Opinions by the five concerns of customers: by their words, else by their aspects; see `selectConcerns`. */
export async function readConcerns(
  reader: Store,
  filter: Filter,
  plan: JourneyPlan,
  words: readonly ConcernWords[],
): Promise<ConcernCount[]> {
  await selectConcerns(reader, filter, plan, words);
  const rows = await query<Omit<ConcernCount, 'excerpts'> & Picked>(
    reader,
    `SELECT concern, polarity, count(*) AS opinions, count(DISTINCT n) AS voices, ${PICKS}
     FROM concerned GROUP BY ALL ORDER BY ALL`,
  );
  return withExcerpts(reader, rows);
}

/**
 * Makes the temporary view `concerned`: the opinions of the filter, each with the concern that its own words tell, else
 * the one that its aspect does (`CONCERNS`), where it names a thing that the dictionaries know; else `other`.
 */
export async function selectConcerns(
  reader: Store,
  filter: Filter,
  plan: JourneyPlan,
  words: readonly ConcernWords[],
): Promise<void> {
  await selectJourney(reader, filter, plan, {});
  const isOf = (aspects: readonly string[]): string =>
    `o.aspect IN (${aspects.map(quoted).join(', ')})`;
  const said = words.map(
    ({ concern, aspects, expression }) =>
      `WHEN ${aspects === null ? '' : `${isOf(aspects)} AND `}regexp_matches(o.span, ${quoted(expression)}) THEN ${quoted(concern)}`,
  );
  const meant = Object.entries(CONCERNS).flatMap(([concern, { aspects, waiting }]) =>
    aspects.length === 0
      ? []
      : [`WHEN ${isOf(aspects)}${waiting ? ` AND ${WAITING}` : ''} THEN ${quoted(concern)}`],
  );
  await reader.connection.run(
    `CREATE OR REPLACE TEMP VIEW concerned AS
       SELECT *, CASE ${[...said, `WHEN o.term IS NULL THEN 'other'`, ...meant].join(' ')} ELSE 'other' END AS concern
       FROM (
         SELECT j.*, v.rank, s.span, s.term, s."start", s."end"
         FROM journey_opinions j JOIN journey_voices v USING (n) JOIN opinions s ON s.rowid = j.opinion) o`,
  );
}

/** Voices by whether an expectation was not met and whether a problem stayed unsolved; both are independent. */
export async function readChurn(
  reader: Store,
  filter: Filter,
  plan: JourneyPlan,
): Promise<ChurnCount[]> {
  await selectChurn(reader, filter, plan);
  const rows = await query<Omit<ChurnCount, 'excerpts'> & Picked>(
    reader,
    `SELECT unmet, unsolved, count(*) AS voices, count(*) FILTER (leaving = 1) AS leaving, ${PICKS}
     FROM (SELECT n, (1 - leaving) * 1000000000000000000 + rank AS rank, leaving, 0 AS "start", 0 AS "end",
         CAST(unmet AS INTEGER) AS unmet, CAST(unsolved AS INTEGER) AS unsolved FROM churned)
     GROUP BY ALL ORDER BY unmet DESC, unsolved DESC`,
  );
  const counts = await withExcerpts(
    reader,
    rows.map((row) => ({ ...row, unmet: Boolean(row.unmet), unsolved: Boolean(row.unsolved) })),
  );
  return counts;
}

/**
 * Makes the temporary view `churned`: the voices of the filter, whether they leave, and the two questions. An expectation
 * is not met by what says so, or by its words beside a negative opinion, or in a voice that complains without any; a
 * problem is unsolved by its words in a voice that is not content.
 */
export async function selectChurn(reader: Store, filter: Filter, plan: JourneyPlan): Promise<void> {
  await selectJourney(reader, filter, plan, {});
  const marked = (element: string, condition: string): string =>
    `n IN (SELECT n FROM journey_elements WHERE element = '${element}' AND ${condition})`;
  await reader.connection.run(
    `CREATE OR REPLACE TEMP VIEW churned AS
       SELECT n, rank, CAST(${has('signals', 'churn')} AS BIGINT) AS leaving,
         ${has('signals', 'expectation')} OR ${marked('expectation', `(item = 'unmet' OR ${BESIDE_COMPLAINT})`)}
           OR (v.sentiment IN ('negative', 'mixed') AND ${marked('expectation', 'opinion IS NULL')}) AS unmet,
         ${has('signals', 'repeat')} OR (v.sentiment <> 'positive' AND ${marked('unsolved', 'true')}) AS unsolved
       FROM journey_voices v`,
  );
}

/** How many voices say a word of each step or meet its touchpoints, and how many meet each touchpoint. */
export async function readAlignment(
  reader: Store,
  filter: Filter,
  plan: JourneyPlan,
  steps: readonly SoughtStep[],
): Promise<AlignmentFacts> {
  await selectJourney(reader, filter, plan, {});
  const found: (Omit<VoicedCount, 'excerpts'> & Picked)[] = [];
  for (const { name, words, touchpoints } of steps) {
    const said = words.map((word) => `contains(lower(v.text), lower(${quoted(word)}))`);
    const met = touchpoints.map(quoted).join(', ');
    const [row] = await query<{ voices: number; picks: string | null }>(
      reader,
      `SELECT count(DISTINCT n) AS voices, ${PICKS} FROM (
         SELECT s.n, s.rank, 0 AS "start", 0 AS "end" FROM journey_voices s ${JOIN_VOICES}
         WHERE ${said.join(' OR ') || 'false'}
         UNION ALL
         SELECT n, rank, "start", "end" FROM journey_elements
         WHERE element = 'touchpoint' AND item IN (${met || 'NULL'}))`,
    );
    found.push({ name, voices: row?.voices ?? 0, picks: row?.picks ?? '' });
  }
  const touchpoints = await query<Omit<VoicedCount, 'excerpts'> & Picked>(
    reader,
    `SELECT item AS name, count(DISTINCT n) AS voices, ${PICKS} FROM journey_elements
     WHERE element = 'touchpoint' GROUP BY item ORDER BY voices DESC, item`,
  );
  return {
    steps: await withExcerpts(reader, found),
    touchpoints: await withExcerpts(reader, touchpoints),
  };
}
