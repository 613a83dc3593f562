import { query, type Values } from './query.ts';
import { JOIN_VOICES } from './scope.ts';
import type { Store } from './session.ts';

/** A voice with what was found in it, on one line. Sets are joined with `|`, in the order of the codebook or the text. */
export interface VoiceLine {
  /** Its number in `scope`. */
  readonly n: number;
  readonly id: string;
  readonly createdAt: string | null;
  readonly customerId: string | null;
  readonly source: string;
  readonly channel: string | null;
  readonly product: string | null;
  readonly rating: number | null;
  readonly ratingMax: number | null;
  readonly sentiment: string;
  readonly score: number;
  readonly kinds: string;
  readonly stages: string;
  readonly signals: string;
  /** Labels of its pain points. */
  readonly pains: string | null;
  /** What it praises, and what it blames, in its words. */
  readonly praise: string | null;
  readonly blame: string | null;
  /** Of what it blames, how many opinions say in their own words what is wrong with what. */
  readonly told: number;
  readonly text: string;
}

/** The voices of `scope s` that meet a condition, in order of time. Needs the table `stated`. */
export function readVoiceLines(
  reader: Store,
  condition: string,
  values: Values = {},
): Promise<VoiceLine[]> {
  const said = (polarity: string): string =>
    `string_agg(DISTINCT replace(o.span, '|', '｜'), '|' ORDER BY replace(o.span, '|', '｜')) FILTER (t.polarity = '${polarity}')`;
  return query<VoiceLine>(
    reader,
    `WITH chosen AS (SELECT * FROM scope s WHERE ${condition}),
     told AS (
       SELECT t.n, string_agg(DISTINCT p.label, '|' ORDER BY p.label) AS pains,
         ${said('positive')} AS praise, ${said('negative')} AS blame,
         count(*) FILTER (t.plain AND p.id IS NOT NULL) AS told
       FROM stated t JOIN chosen USING (n) JOIN opinions o ON o.rowid = t.opinion LEFT JOIN pains p ON p.id = t.pain_id AND p.other IS NULL GROUP BY t.n)
     SELECT s.n, v.id, strftime(v.created_at, '%Y-%m-%dT%H:%M:%S') || v.created_offset AS "createdAt",
       v.customer_id AS "customerId", s.source, s.channel, s.product, s.rating, s.rating_max AS "ratingMax",
       s.sentiment, s.millionths / 1000000 AS score, s.kinds, s.stages, s.signals,
       told.pains, told.praise, told.blame, coalesce(told.told, 0) AS told, v.text
     FROM chosen s ${JOIN_VOICES} LEFT JOIN told USING (n) ORDER BY s.turn`,
    values,
  );
}

/** The last local day of the voices in `scope`; null where none is dated. */
export async function lastDayOf(reader: Store): Promise<string | null> {
  const [row] = await query<{ day: string | null }>(
    reader,
    'SELECT CAST(CAST(max(created_at) AS DATE) AS VARCHAR) AS day FROM scope',
  );
  return row?.day ?? null;
}
