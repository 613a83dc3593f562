import type { HeaderLexicon } from '../lexicon/headers.ts';
import { type PersonalLexicon, personalHeader } from '../lexicon/personal.ts';
import { InputError } from '../model/errors.ts';
import type { OperationalRow } from '../model/operations.ts';
import type { Reject, SourceItem } from '../model/source.ts';
import { isBlank } from './cells.ts';
import { dateShare } from './column-values.ts';
import { inferDateFormat, parseDate } from './dates.ts';
import type { Layout } from './layout.ts';
import type { Privacy } from './personal/privacy.ts';
import { isAnonymous } from './personal/tokens.ts';
import { toRecord } from './record.ts';

/** By what operational data is joined to voices: the customer, the order, or a column of any name. */
export type JoinKey =
  | { readonly kind: 'customer' }
  | { readonly kind: 'order' }
  | { readonly kind: 'column'; readonly name: string };

/** Columns of a file of operational data, by name. */
export interface JoinColumns {
  readonly key: string;
  /** When the order was; null where no column tells. */
  readonly time: string | null;
}

/** Values of a column of times that have to be some. */
const SHARE_DATES = 0.8;

/**
 * Finds the column that a file is joined by, and that of its times.
 * @param given columns that a person named, for the key and the time
 * @throws InputError that names the columns there are
 */
export function joinColumns(
  layout: Layout,
  sample: readonly SourceItem[],
  join: JoinKey,
  given: { readonly column?: string; readonly time?: string },
  lexicons: { readonly headers: HeaderLexicon; readonly personal: PersonalLexicon },
  file: string,
): JoinColumns {
  const names = layout.columns.map(({ name }) => name);
  const wanted = given.column ?? (join.kind === 'column' ? join.name : undefined);
  const named = (name: string): string | undefined => names.find((one) => one === name.trim());
  const found =
    wanted === undefined
      ? layout.columns.find(({ name, role }) =>
          join.kind === 'customer'
            ? role === 'customerId'
            : personalHeader(name, lexicons.personal) === 'order',
        )?.name
      : named(wanted);
  if (found === undefined) throw noColumn(file, wanted ?? KEYS[join.kind], names);
  const time = given.time === undefined ? timeColumn(layout, sample, found) : named(given.time);
  if (time === undefined) throw noColumn(file, given.time ?? '', names);
  return { key: found, time };
}

const KEYS: Readonly<Record<JoinKey['kind'], string>> = {
  customer: 'customer_id',
  order: 'order_id',
  column: '',
};

function timeColumn(layout: Layout, sample: readonly SourceItem[], key: string): string | null {
  const own = layout.columns.find(({ role }) => role === 'createdAt');
  if (own !== undefined) return own.name;
  const dated = layout.columns.find(
    ({ name }) => name !== key && dateShare(valuesOf(layout, sample, name)) >= SHARE_DATES,
  );
  return dated?.name ?? null;
}

function valuesOf(layout: Layout, sample: readonly SourceItem[], name: string): string[] {
  return sample.flatMap((item) => {
    const cells = cellsOf(item, layout);
    const value = cells === null || 'reject' in cells ? '' : (cells.get(name) ?? '');
    return value.trim() === '' ? [] : [value];
  });
}

/** The cells of a row by the names of their columns; null for what is no data. */
function cellsOf(
  item: SourceItem,
  layout: Layout,
): ReadonlyMap<string, string> | { readonly reject: Reject } | null {
  const record = toRecord(item, layout);
  if (record === null || 'reject' in record) return record;
  const cells = new Map(record.others);
  for (const { name, role } of layout.columns) {
    if (role !== 'ignored' && !isBlank(record.cell(role))) cells.set(name, record.cell(role));
  }
  return cells;
}

/** Makes rows of operational data of the items of a file. */
export type OperationsReader = (
  item: SourceItem,
) => OperationalRow | { readonly reject: Reject } | null;

/**
 * A reader of operational data.
 * @param prefix stands before the names of the columns that are added
 * @param privacy makes keys comparable with those of masked voices, whether or not the file itself is masked
 */
export function createOperationsReader(
  layout: Layout,
  sample: readonly SourceItem[],
  columns: JoinColumns,
  join: JoinKey,
  options: { readonly prefix: string; readonly tz: string; readonly privacy: Privacy },
): OperationsReader {
  const { prefix, tz, privacy } = options;
  const times = columns.time === null ? [] : valuesOf(layout, sample, columns.time);
  const format = inferDateFormat(times);
  return (item) => {
    const cells = cellsOf(item, layout);
    if (cells === null || 'reject' in cells) return cells;
    const key = joinValue(cells.get(columns.key) ?? '', columns.key, join, privacy);
    if (key === null) return { reject: noKey(item, columns.key) };
    const written = columns.time === null ? undefined : cells.get(columns.time);
    const added = [...cells].filter(([name]) => name !== columns.key);
    return {
      line: item.line,
      key,
      at: written === undefined ? null : parseDate(written, format, tz),
      columns: Object.fromEntries(added.map(([name, value]) => [prefix + name, value.trim()])),
    };
  };
}

/**
 * The form in which two values of a key are compared: without what width and masking change. Null for what is none,
 * such as a mark or a name that all anonymous customers share.
 */
function joinValue(value: string, column: string, join: JoinKey, privacy: Privacy): string | null {
  if (isBlank(value) || isAnonymous(value.trim())) return null;
  const bare = value.trim().replace(/^['=]?"?|"$/g, '');
  const kept = join.kind === 'customer' ? privacy.customer(bare) : privacy.cell(column, bare);
  const plain = kept.normalize('NFKC').trim();
  return plain === '' || /^\[[^\]]+\]$/.test(plain) ? null : plain;
}

/** What of a voice may be joined by. */
export interface Joinable {
  readonly id: string;
  readonly customerId: string | null;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The values of a voice to join by: its customer, its order numbers, or the column of the name. */
export function joinValues(
  voice: Joinable,
  join: JoinKey,
  privacy: Privacy,
  personal: PersonalLexicon,
): readonly string[] {
  const values = cellsToJoin(voice, join, personal).flatMap(
    ([name, value]) => joinValue(value, name, join, privacy) ?? [],
  );
  return [...new Set(values)];
}

function cellsToJoin(
  { id, customerId, attributes }: Joinable,
  join: JoinKey,
  personal: PersonalLexicon,
): readonly (readonly [name: string, value: string])[] {
  if (join.kind === 'customer') return [['', customerId ?? '']];
  const cells = Object.entries(attributes);
  if (join.kind === 'order') {
    return cells.filter(([name]) => personalHeader(name, personal) === 'order');
  }
  const named = cells.filter(([name]) => name === join.name);
  return join.name === 'id' ? [...named, ['id', id]] : named;
}

function noKey(item: SourceItem, column: string): Reject {
  const reason = {
    zh: `「${column}」是空的，或不能用来对应`,
    en: `"${column}" is empty or no key`,
  };
  const raw =
    item.kind === 'row'
      ? item.cells.join(',')
      : item.kind === 'object'
        ? JSON.stringify(item.fields)
        : item.raw;
  return { line: item.line, code: 'no_key', reason, raw };
}

function noColumn(file: string, wanted: string, names: readonly string[]): InputError {
  return new InputError({
    zh: `${file}：没有「${wanted}」这样的列；现有列：${names.map((name) => `「${name}」`).join('')}。请用 --column 或 --time 写明列名`,
    en: `${file}: no column for "${wanted}"; there are ${names.map((name) => `"${name}"`).join(', ')}. Name it with --column or --time`,
  });
}
