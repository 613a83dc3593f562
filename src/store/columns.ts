import { InputError } from '../model/errors.ts';
import type { Labels } from '../model/labels.ts';
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

/** What people call the columns that every store has, by identifier. */
export const COLUMN_NAMES: Labels = {
  week: { zh: '周', en: 'week' },
  month: { zh: '月', en: 'month' },
  source: { zh: '来源', en: 'source' },
  channel: { zh: '渠道', en: 'channel' },
  group: { zh: '客群', en: 'group' },
  product: { zh: '产品', en: 'product' },
  stage: { zh: '阶段', en: 'stage' },
  kind: { zh: '类型', en: 'kind' },
  signal: { zh: '信号', en: 'signal' },
  sentiment: { zh: '情感', en: 'sentiment' },
  urgency: { zh: '紧急度', en: 'urgency' },
};

/** What else they are called. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  客户群: 'group',
  客户分组: 'group',
  分组: 'group',
  月份: 'month',
};

/**
 * The column that a person means: one of the store's own by its identifier, else an attribute, else one of the store's
 * own by a name that people use; null for a name that is none of these.
 */
export async function columnNamed(reader: Store, name: string): Promise<string | null> {
  const own = Object.keys(COLUMNS);
  if (own.includes(name) || (await attributeNames(reader)).includes(name)) return name;
  return own.find((id) => COLUMN_NAMES[id]?.zh === name) ?? OTHER_NAMES[name] ?? null;
}

function list(column: string): string {
  return `unnest(string_split(nullif(${column}, ''), '|'))`;
}

/** Voices `v` beside `scope s` or `numbered s`, those columns among their attributes that joins have added. */
export const WITH_ATTRIBUTES: string = `JOIN (
  SELECT v.number, ${ALL_ATTRIBUTES} AS attributes FROM voices v ${JOIN_JOINED}) v ON v.number = s.n`;

/** The value of an attribute of the voices `v` as SQL, null where it is empty. */
export function attributeSql(name: string): string {
  const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return `nullif(trim(json_extract_string(v.attributes, ${quoted(pointer)})), '')`;
}

/** The names of all attributes that the voices of `numbered` have, sorted. */
export async function attributeNames(reader: Store): Promise<string[]> {
  const rows = await query<{ name: string }>(
    reader,
    `SELECT DISTINCT unnest(json_keys(v.attributes)) AS name
     FROM numbered s ${WITH_ATTRIBUTES} WHERE v.attributes <> '{}' ORDER BY name`,
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
  const own = Object.keys(COLUMNS);
  const named = own.map((id) => `${COLUMN_NAMES[id]?.zh ?? id}（${id}）`);
  return new InputError(
    {
      zh: `没有「${name}」这一列；可用：${[...named, ...attributes].join('、')}`,
      en: `there is no column "${name}"; there are ${[...own, ...attributes].join(', ')}`,
    },
    { status: 2 },
  );
}
