import { readDictionaries } from '../io/resources.ts';
import { InputError } from '../model/errors.ts';
import { roleFinder } from '../pipeline/headers.ts';
import { COLUMN_NAMES, columnNamed } from '../store/columns.ts';
import type { Store } from '../store/session.ts';
import { groupValues } from '../store/sides.ts';
import type { Voicing } from './terminal.ts';

/** Columns of the store that columns of exports become. */
const OF_ROLES: Readonly<Record<string, string>> = {
  customerGroup: 'group',
  channel: 'channel',
  product: 'product',
};

/**
 * What the store calls the column that a person means; a name that nothing is known of comes back as it is. The header of
 * an export that became a column of the store, such as 会员等级, is not among the attributes: it is known by what such a
 * header is read as, which is told.
 */
export async function columnMeant(reader: Store, name: string, say: Voicing): Promise<string> {
  const known = await columnNamed(reader, name);
  if (known !== null) return known;
  const read = OF_ROLES[roleFinder(readDictionaries())(name) ?? ''];
  if (read === undefined) return name;
  const { zh, en } = COLUMN_NAMES[read] ?? { zh: read, en: read };
  say.say({
    zh: `库里没有「${name}」这一列，按${zh}（${read}）分组：这样的表头读入后成为${zh}`,
    en: `the store has no column "${name}": grouped by ${en}, which such a header becomes`,
  });
  return read;
}

/** Values that a fault names at most. */
const NAMED = 12;

/** That the column of `grouped` does not hold a value, with those that it holds. */
export async function noSuchGroup(
  reader: Store,
  column: string,
  value: string,
): Promise<InputError> {
  const there = (await groupValues(reader))
    .slice(0, NAMED)
    .map((one) => `${one.value}（${one.voices}）`);
  return new InputError({
    zh: `列 ${COLUMN_NAMES[column]?.zh ?? column} 里没有「${value}」；有：${there.join('、') || '（全为空）'}`,
    en: `column ${column} holds no "${value}"; it holds ${there.join(', ') || 'nothing'}`,
  });
}
