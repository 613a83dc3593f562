import { InputError } from '../model/errors.ts';
import type { LabelledRow, Labelling } from '../model/evaluation.ts';
import type { Message } from '../model/labels.ts';
import type { Reject, SourceItem } from '../model/source.ts';
import { flatten, rawOf, textOf } from './cells.ts';
import { FIELD_NAMES, type FieldName, parseLabels } from './labels.ts';
import type { Layout } from './layout.ts';
import { toRecord } from './record.ts';

/** The labelled rows of a file. */
export interface LabelledFile {
  readonly rows: readonly LabelledRow[];
  readonly rejects: readonly Reject[];
  /** Name of the column by which results are told apart; null without one. */
  readonly column: string | null;
  /** Whether the rows have ids of their own. */
  readonly hasIds: boolean;
}

/**
 * Reads labelled voices. Columns are known by the names of the codebook's fields (`FIELD_NAMES`); one called `label`
 * may hold 1 for positive and 0 or -1 for negative, where 0 beside -1 means neither and labels nothing.
 * @param name of the file, for messages
 * @param by column by which results are told apart; that of the channel or source if absent
 * @throws InputError where no column holds labels, or the named one does not exist
 */
export async function readLabelled(
  name: Message,
  batches: AsyncIterable<readonly SourceItem[]>,
  layout: Layout,
  by: string | undefined,
): Promise<LabelledFile> {
  const names = [
    ...new Set(layout.columns.flatMap((column) => [column.name, headOf(column.name)])),
  ];
  const fields = fieldColumns(names);
  if (fields.size === 0) throw noLabels(name, names);
  const column = groupColumn(name, layout, names, by);
  const rows: ReadRow[] = [];
  const rejects: Reject[] = [];
  for await (const items of batches) {
    for (const item of items) {
      const row = readRow(item, layout, fields, column);
      if (row === null) continue;
      if ('reject' in row) rejects.push(row.reject);
      else rows.push(row);
    }
  }
  const hasIds = layout.columns.some(({ role }) => role === 'id');
  const once = hasIds ? eachOnce(rows, rejects) : rows;
  return { rows: withPolarity(once), rejects, column, hasIds };
}

/** The rows without those whose id and text stood there before, which would count twice. Ids alone may repeat: those of orders do. */
function eachOnce(rows: readonly ReadRow[], rejects: Reject[]): readonly ReadRow[] {
  const lines = new Map<string, number>();
  return rows.filter(({ id, line, text }) => {
    const voice = JSON.stringify([id, text]);
    const earlier = lines.get(voice);
    if (earlier === undefined) {
      lines.set(voice, line);
      return true;
    }
    const reason = {
      zh: `编号 ${id} 和同样的文本在第 ${earlier} 行已经有了；只算那一行`,
      en: `id ${id} with the same text is on line ${earlier} already; that one counts`,
    };
    rejects.push({ line, code: 'duplicate', reason, raw: text });
    return false;
  });
}

/** A row whose `label` is a number yet: what 0 means is told by all rows together. */
interface ReadRow extends LabelledRow {
  readonly number: number | null;
}

function readRow(
  item: SourceItem,
  layout: Layout,
  fields: ReadonlyMap<FieldName, string>,
  column: string | null,
): ReadRow | { readonly reject: Reject } | null {
  const record = toRecord(item, layout);
  if (record === null || 'reject' in record) return record;
  const { line } = item;
  const cellOf = valuesOf(item, layout);
  const text = record.cell('text');
  const faults: Message[] = text === '' ? [{ zh: '没有文本', en: 'no text' }] : [];
  const { labels, number } = parseLabels(
    (field) => cellOf(fields.get(field) ?? ''),
    text,
    (fault) => faults.push(fault),
  );
  const [reason] = faults;
  if (reason) return { reject: { line, code: 'bad_label', reason, raw: rawOf(item) } };
  const group = column === null ? '' : textOf(cellOf(column)).trim();
  return {
    line,
    id: record.value('id') ?? String(line),
    text,
    group: group === '' ? null : group,
    labels,
    number,
  };
}

/** The values of a row by the names of its columns. */
function valuesOf(item: SourceItem, layout: Layout): (name: string) => unknown {
  if (item.kind === 'object') {
    const flat = new Map(flatten(item.fields));
    return (name) => item.fields[name] ?? flat.get(name);
  }
  const cells = item.kind === 'row' ? item.cells : [];
  const byName = new Map(layout.columns.map((column, at) => [column.name, cells[at]]));
  return (name) => byName.get(name);
}

function withPolarity(rows: readonly ReadRow[]): LabelledRow[] {
  const negative = rows.some(({ number }) => number === -1) ? -1 : 0;
  return rows.map(({ number, labels, ...row }) => {
    if (number !== 1 && number !== negative) return { ...row, labels };
    const polarity: Labelling['polarity'] = number === 1 ? 'positive' : 'negative';
    return { ...row, labels: { ...labels, polarity } };
  });
}

/** `sentiment` of `sentiment.label`. */
function headOf(name: string): string {
  return name.split('.')[0] ?? name;
}

function fieldColumns(names: readonly string[]): ReadonlyMap<FieldName, string> {
  const found = new Map<FieldName, string>();
  for (const [field, known] of Object.entries(FIELD_NAMES)) {
    const column = names.find((name) => known.includes(name.trim().toLowerCase()));
    if (column !== undefined) found.set(field as FieldName, column);
  }
  // A score beside no sentiment is the customer's.
  if (!found.has('sentiment')) found.delete('score');
  return found;
}

function groupColumn(
  file: Message,
  layout: Layout,
  names: readonly string[],
  by: string | undefined,
): string | null {
  if (by !== undefined) {
    if (names.includes(by.trim())) return by.trim();
    throw new InputError({
      zh: `${file.zh}：没有名为「${by}」的列；现有列：${names.map((name) => `「${name}」`).join('')}`,
      en: `${file.en}: no column "${by}"; there are ${names.map((name) => `"${name}"`).join(', ')}`,
    });
  }
  const channel = layout.columns.find(({ role }) => role === 'channel')?.name;
  return channel ?? names.find((name) => ['source', '来源'].includes(name.toLowerCase())) ?? null;
}

function noLabels(file: Message, names: readonly string[]): InputError {
  const wanted = Object.keys(FIELD_NAMES).filter((field) => field !== 'score');
  return new InputError({
    zh: `${file.zh}：没有标注列；现有列：${names.map((name) => `「${name}」`).join('')}，需要 ${wanted.join('、')} 中的至少一列`,
    en: `${file.en}: no column with labels; there are ${names.map((name) => `"${name}"`).join(', ')}, and at least one of ${wanted.join(', ')} is needed`,
  });
}
