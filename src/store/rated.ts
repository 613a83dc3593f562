import { query } from './query.ts';
import { JOIN_VOICES } from './scope.ts';
import type { Store } from './session.ts';

/** A scale that scores of the scope are on, and how many voices with a text have one. */
export interface ScaleCount {
  readonly scale: number;
  readonly voices: number;
}

/** The scales of the voices in `scope`, commonest first. */
export function readScales(reader: Store): Promise<ScaleCount[]> {
  return query<ScaleCount>(
    reader,
    `SELECT rating_max AS scale, count(*) AS voices FROM scope
     WHERE rating IS NOT NULL AND rating_max IS NOT NULL AND NOT wordless
     GROUP BY ALL ORDER BY voices DESC, scale`,
  );
}

/** A voice with a score, and what its opinions are about. */
export interface RatedRow {
  readonly key: string;
  readonly rating: number;
  /** Distinct `aspect:polarity`, joined with `|`; null without an opinion. */
  readonly aspects: string | null;
  /** Distinct ids of pain points, joined with `|`; null without one. */
  readonly pains: string | null;
}

/** The voices of `scope` that have a text and a score on a scale, by key. Needs the table `stated`. */
export function readRated(reader: Store, scale: number): Promise<RatedRow[]> {
  return query<RatedRow>(
    reader,
    `SELECT v.key, s.rating, o.aspects, o.pains
     FROM scope s ${JOIN_VOICES} LEFT JOIN (
       SELECT n, string_agg(DISTINCT t.aspect || ':' || t.polarity, '|' ORDER BY t.aspect || ':' || t.polarity)
           FILTER (t.polarity <> 'neutral') AS aspects,
         string_agg(DISTINCT p.id, '|' ORDER BY p.id) AS pains
       FROM stated t LEFT JOIN pains p ON p.id = t.pain_id AND p.other IS NULL GROUP BY n) o USING (n)
     WHERE s.rating IS NOT NULL AND s.rating_max = $scale AND NOT s.wordless ORDER BY v.key`,
    { scale },
  );
}

/** Labels of pain points by id. */
export async function readPainLabels(reader: Store): Promise<Map<string, string>> {
  const rows = await query<{ id: string; label: string }>(
    reader,
    'SELECT id, label FROM pains WHERE other IS NULL ORDER BY id',
  );
  return new Map(rows.map(({ id, label }) => [id, label]));
}
