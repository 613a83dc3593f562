import { stream } from './query.ts';
import { JOIN_VOICES } from './scope.ts';
import type { Store } from './session.ts';

/** A voice as it was received, with where its pain points are named. */
export interface PainedText {
  readonly id: string;
  readonly text: string;
  /** Start of each negative opinion in the text, and the id of its pain point. */
  readonly pains: readonly { readonly start: number; readonly id: string }[];
}

/** Streams the texts of `scope` with their pain points, in no particular order. Needs the table `stated`. */
export async function* readPainedTexts(reader: Store): AsyncGenerator<PainedText> {
  const sql = `SELECT v.text, o.pains, v.id FROM scope s ${JOIN_VOICES} LEFT JOIN (
      SELECT n, string_agg(t."start" || ':' || p.id, ' ') AS pains
      FROM stated t JOIN pains p ON p.id = t.pain_id AND p.other IS NULL GROUP BY n) o USING (n)
    WHERE NOT s.wordless`;
  for await (const [text, pains, id] of stream(reader.connection, sql, {})) {
    yield {
      id: String(id),
      text: String(text),
      pains: typeof pains === 'string' ? placesIn(pains) : [],
    };
  }
}

function placesIn(joined: string): PainedText['pains'] {
  return joined.split(' ').map((place) => {
    const [start, id = ''] = place.split(':');
    return { start: Number(start), id };
  });
}

/** Streams the texts of both sides (`sides`), in no particular order. */
export async function* readSideTexts(
  reader: Store,
): AsyncGenerator<{ readonly text: string; readonly one: boolean }> {
  const sql = `SELECT v.text, CASE WHEN d.one THEN 1 ELSE 0 END
    FROM sides d JOIN scope s USING (n) ${JOIN_VOICES} WHERE NOT s.wordless`;
  for await (const [text, one] of stream(reader.connection, sql, {})) {
    yield { text: String(text), one: one === 1 };
  }
}
