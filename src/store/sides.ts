import type { SideCount, Sides } from '../model/sides.ts';
import { query } from './query.ts';
import type { Store } from './session.ts';

/**
 * Puts the voices of `grouped` on two sides, in the temporary table `sides`: those with the value `one`, and those with
 * the value `other`, or all others of the scope where it is null. Gives how many there are of each.
 */
export async function selectSides(
  reader: Store,
  one: string,
  other: string | null,
): Promise<Sides> {
  const theirs = `SELECT n FROM grouped WHERE value = $one`;
  const rest =
    other === null
      ? `SELECT n FROM scope WHERE n NOT IN (${theirs})`
      : `SELECT n FROM grouped WHERE value = $other AND n NOT IN (${theirs})`;
  await reader.connection.run(
    `CREATE OR REPLACE TEMP TABLE sides AS
       SELECT n, true AS one FROM (${theirs}) UNION ALL SELECT n, false AS one FROM (${rest})`,
    other === null ? { one } : { one, other },
  );
  const [counts] = await query<Sides>(
    reader,
    `SELECT count(*) FILTER (one) AS one, count(*) FILTER (NOT one) AS other FROM sides`,
  );
  return counts ?? { one: 0, other: 0 };
}

/** The values of `grouped`, commonest first. */
export async function groupValues(reader: Store): Promise<{ value: string; voices: number }[]> {
  return query(
    reader,
    'SELECT value, count(*) AS voices FROM grouped GROUP BY value ORDER BY voices DESC, value',
  );
}

/** Labels that a voice has any number of. */
const LISTS = { kind: 'kinds', stage: 'stages', signal: 'signals' } as const;
/** What a voice has one of. */
const SINGLES = {
  sentiment: 'sentiment',
  source: 'source',
  channel: 'channel',
  product: 'product',
  group: 'customer_group',
} as const;

/**
 * How many voices of each side say or are what: opinions by aspect and polarity, pain points, and labels and columns.
 * Needs `scope`, `stated` and `sides`. In no particular order.
 */
export function readSideCounts(reader: Store): Promise<SideCount[]> {
  const lists = Object.entries(LISTS).map(
    ([type, column]) =>
      `SELECT n, '${type}' AS type, unnest(string_split(nullif(${column}, ''), '|')) AS item FROM scope`,
  );
  const singles = Object.entries(SINGLES).map(
    ([type, column]) => `SELECT n, '${type}', ${column} FROM scope WHERE ${column} IS NOT NULL`,
  );
  return query<SideCount>(
    reader,
    `SELECT type, item, count(DISTINCT n) FILTER (one) AS one, count(DISTINCT n) FILTER (NOT one) AS other
     FROM (
       ${[...lists, ...singles].join('\nUNION ALL ')}
       UNION ALL SELECT n, 'aspect', aspect || '|' || polarity FROM stated WHERE polarity <> 'neutral'
       UNION ALL SELECT t.n, 'pain', p.id FROM stated t JOIN pains p ON p.id = t.pain_id AND p.other IS NULL)
     JOIN sides USING (n) GROUP BY ALL`,
  );
}

/** Facts of the first side: distinct customers, and first and last day. */
export async function readSideScope(
  reader: Store,
): Promise<{ customers: number | null; firstDay: string | null; lastDay: string | null }> {
  const [row] = await query<{
    customers: number | null;
    firstDay: string | null;
    lastDay: string | null;
  }>(
    reader,
    `SELECT nullif(count(DISTINCT customer), 0) AS customers, CAST(CAST(min(created_at) AS DATE) AS VARCHAR) AS "firstDay",
       CAST(CAST(max(created_at) AS DATE) AS VARCHAR) AS "lastDay"
     FROM sides JOIN scope USING (n) WHERE one`,
  );
  return row ?? { customers: null, firstDay: null, lastDay: null };
}

/** How many voices of each value of `grouped` name which pain point first. Needs `stated`. */
export function readValuePains(
  reader: Store,
): Promise<{ value: string; pain: string; voices: number }[]> {
  return query(
    reader,
    `WITH main AS (
       SELECT t.n, arg_min(p.id, t."start") AS pain
       FROM stated t JOIN pains p ON p.id = t.pain_id AND p.other IS NULL GROUP BY t.n)
     SELECT g.value, main.pain, count(*) AS voices FROM grouped g JOIN main USING (n)
     GROUP BY ALL ORDER BY ALL`,
  );
}
