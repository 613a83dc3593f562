import { InputError } from '../model/errors.ts';
import { ALL_ATTRIBUTES, JOIN_JOINED } from './joined.ts';
import { query, quoted } from './query.ts';
import type { Store } from './session.ts';

/** What voices may be grouped by besides attributes, as SQL over `scope s`; lists give a voice to each of their labels. */
const COLUMNS: Readonly<Record<string, string>> = {
  week: 'CAST(s.week AS VARCHAR)',
  month: `strftime(s.created_at, '%Y-%m')`,
  source: 's.source',
  channel: 's.channel',
  group: 's.customer_group',
  product: 's.product',
  stage: list('s.stages'),
  kind: list('s.kinds'),
  signal: list('s.signals'),
  sentiment: 's.sentiment',
  urgency: 's.urgency',
};

/** The names of the columns that every store has. */
export const OWN_COLUMNS: readonly string[] = Object.keys(COLUMNS);

function list(column: string): string {
  return `unnest(string_split(nullif(${column}, ''), '|'))`;
}

/** Voices `v` beside `scope s`, those columns among their attributes that joins have added. */
export const WITH_ATTRIBUTES: string = `JOIN (
  SELECT v.rowid AS voice, ${ALL_ATTRIBUTES} AS attributes FROM voices v ${JOIN_JOINED}) v ON v.voice = s.voice`;

/** The value of an attribute of the voices `v` as SQL, null where it is empty. */
export function attributeSql(name: string): string {
  const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return `nullif(trim(json_extract_string(v.attributes, ${quoted(pointer)})), '')`;
}

/** The names of all attributes that the voices of `scope` have, sorted. */
export async function attributeNames(reader: Store): Promise<string[]> {
  const rows = await query<{ name: string }>(
    reader,
    `SELECT DISTINCT unnest(json_keys(v.attributes)) AS name
     FROM scope s ${WITH_ATTRIBUTES} WHERE v.attributes <> '{}' ORDER BY name`,
  );
  return rows.map(({ name }) => name);
}

/**
 * Makes the temporary table `grouped` (n of the voice in `scope`, value) of a column: one of the store's own, else an
 * attribute. Voices without a value are not in it; a voice with several labels is in it once for each.
 * @throws InputError that names the columns there are, for any other name
 */
export async function groupBy(reader: Store, name: string): Promise<void> {
  const own = COLUMNS[name];
  if (own === undefined) {
    const attributes = await attributeNames(reader);
    if (!attributes.includes(name)) throw noColumn(name, attributes);
  }
  const from = own === undefined ? WITH_ATTRIBUTES : '';
  await reader.connection.run(
    `CREATE OR REPLACE TEMP TABLE grouped AS
       SELECT DISTINCT n, value FROM (SELECT s.n, CAST(${own ?? attributeSql(name)} AS VARCHAR) AS value FROM scope s ${from})
       WHERE value IS NOT NULL`,
  );
}

function noColumn(name: string, attributes: readonly string[]): InputError {
  const names = [...OWN_COLUMNS, ...attributes];
  return new InputError(
    {
      zh: `没有「${name}」这一列；可用：${names.join('、')}`,
      en: `there is no column "${name}"; there are ${names.join(', ')}`,
    },
    { status: 2 },
  );
}
