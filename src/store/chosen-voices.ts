import { query } from './query.ts';
import type { Store } from './session.ts';

/** A voice as it is quoted. */
export interface ChosenVoice {
  readonly voiceId: string;
  readonly voiceKey: string;
  readonly text: string;
  readonly createdAt: string | null;
}

/**
 * A few voices by their numbers. Asked for by name, not by a join, because the engine reads the texts of all voices for
 * that.
 */
export async function readChosenVoices(
  reader: Store,
  numbers: Iterable<number>,
): Promise<Map<number, ChosenVoice>> {
  const wanted = [...new Set(numbers)];
  if (wanted.length === 0) return new Map();
  const rows = await query<ChosenVoice & { readonly n: number }>(
    reader,
    `SELECT v.number AS n, v.id AS "voiceId", v.key AS "voiceKey", v.text,
       strftime(v.created_at, '%Y-%m-%dT%H:%M:%S') || v.created_offset AS "createdAt"
     FROM voices v WHERE v.number IN (${wanted.join(', ')})`,
  );
  return new Map(rows.map(({ n, ...voice }) => [n, voice]));
}
