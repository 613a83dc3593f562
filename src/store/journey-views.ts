import type {
  AlignmentFacts,
  ChurnCount,
  ConcernCount,
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

/** Whether an opinion `o` is about how soon somebody acts: by its words, or by an effort or an open problem beside it. */
const SOON = `(regexp_matches(o.span, '慢|久|迟|拖|等|催|快|及时|速度|准时|秒|立刻|马上|不回|不接|没人') OR EXISTS (
  SELECT 1 FROM journey_elements e WHERE e.n = o.n AND e.opinion = o.seq
    AND (e.element = 'unsolved' OR e.element = 'effort')))`;

/** Opinions by the five concerns of customers, from their aspects; see `CONCERNS` for the rule. */
export async function readConcerns(
  reader: Store,
  filter: Filter,
  plan: JourneyPlan,
): Promise<ConcernCount[]> {
  await selectJourney(reader, filter, plan, {});
  const whens = Object.entries(CONCERNS).flatMap(([concern, { aspects, soon }]) => {
    if (aspects.length === 0) return [];
    const of = `o.aspect IN (${aspects.map(quoted).join(', ')})`;
    return [`WHEN ${of}${soon ? ` AND ${SOON}` : ''} THEN ${quoted(concern)}`];
  });
  const rows = await query<Omit<ConcernCount, 'excerpts'> & Picked>(
    reader,
    `SELECT concern, polarity, count(*) AS opinions, count(DISTINCT n) AS voices, ${PICKS}
     FROM (SELECT *, CASE ${whens.join(' ')} ELSE 'other' END AS concern
       FROM (SELECT j.*, o.span FROM journey_opinions j JOIN opinions o ON o.rowid = j.opinion) o)
     GROUP BY ALL ORDER BY ALL`,
  );
  return withExcerpts(reader, rows);
}

/** Voices by whether an expectation was not met and whether a problem stayed unsolved; both are independent. */
export async function readChurn(
  reader: Store,
  filter: Filter,
  plan: JourneyPlan,
): Promise<ChurnCount[]> {
  await selectJourney(reader, filter, plan, {});
  const marked = (element: string, condition: string): string =>
    `n IN (SELECT n FROM journey_elements WHERE element = '${element}' AND ${condition})`;
  const rows = await query<Omit<ChurnCount, 'excerpts'> & Picked>(
    reader,
    `SELECT unmet, unsolved, count(*) AS voices, count(*) FILTER (leaving = 1) AS leaving, ${PICKS}
     FROM (SELECT n, (1 - leaving) * 1000000000000000000 + rank AS rank, leaving, 0 AS "start", 0 AS "end",
         CAST(unmet AS INTEGER) AS unmet, CAST(unsolved AS INTEGER) AS unsolved
       FROM (SELECT n, rank, CAST(${has('signals', 'churn')} AS BIGINT) AS leaving,
           ${has('signals', 'expectation')} OR ${marked('expectation', `polarity = 'negative'`)} AS unmet,
           ${has('signals', 'repeat')} OR (v.sentiment IN ('negative', 'mixed') AND ${marked('unsolved', 'true')}) AS unsolved
         FROM journey_voices v))
     GROUP BY ALL ORDER BY unmet DESC, unsolved DESC`,
  );
  const counts = await withExcerpts(
    reader,
    rows.map((row) => ({ ...row, unmet: Boolean(row.unmet), unsolved: Boolean(row.unsolved) })),
  );
  return counts;
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
