import { count } from './query.ts';
import type { WritableStore } from './session.ts';

/*
 * Each voice has a number, and so has what belongs to it: large tables are joined by it, in a fraction of the time that
 * their keys take. It says nothing else and shows nowhere.
 */

/** Tables whose rows carry the number of their voice. */
const NUMBERED = ['annotations', 'opinions', 'elements', 'opinion_pains', 'copies'];

/** Voices that have no number or share one with another; those that share a key are another fault. */
const SHARED = `SELECT key FROM (SELECT key, number FROM voices GROUP BY ALL)
  QUALIFY number IS NULL OR count(*) OVER (PARTITION BY number) > 1`;

/** Keys of voices that share a number with another or have none, and of rows that have another number than their voice. */
export const MISNUMBERED: string = `(${[
  SHARED,
  ...NUMBERED.map(
    (table) =>
      `SELECT v.key FROM ${table} t JOIN voices v ON v.key = t.voice_key WHERE t.number IS DISTINCT FROM v.number`,
  ),
].join(' UNION ALL ')})`;

/**
 * Gives a number of its own to each voice that has none, and to what belongs to voices the number of these.
 * @returns how many rows had another one
 */
export async function numberAgain(writer: WritableStore): Promise<number> {
  const { connection } = writer;
  let changed = await count(writer, `SELECT count(*) FROM (${SHARED})`);
  if (changed > 0) {
    await connection.run(`
      UPDATE voices SET number = rowid + (SELECT greatest(coalesce(max(v.number), 0), (
          SELECT coalesce(max(h.number), 0) FROM versions h)) + 1 FROM voices v)
      WHERE key IN (${SHARED})`);
  }
  for (const table of NUMBERED) {
    const wrong = `FROM voices v WHERE v.key = ${table}.voice_key AND ${table}.number IS DISTINCT FROM v.number`;
    changed += await count(
      writer,
      `SELECT count(*) FROM ${table} WHERE EXISTS (SELECT 1 ${wrong})`,
    );
    await connection.run(`UPDATE ${table} SET number = v.number ${wrong}`);
  }
  return changed;
}
