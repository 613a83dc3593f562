import type { Reject, SourceItem } from '../model/source.ts';
import { flatten, textOf } from './cells.ts';
import type { Layout } from './layout.ts';
import { toRecord } from './record.ts';

/** A row as the annotate filter passes it on: its text, its id, and every other column unchanged. */
export interface FilterRow {
  readonly id: string;
  readonly text: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Fields of the record that `voc annotate` writes: they are replaced, not passed on as attributes. */
const RECORD_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'text',
  'sentiment',
  'kinds',
  'opinions',
  'stages',
  'signals',
  'urgency',
  'attributes',
]);

/** Whether a field is replaced. A `score` is ours only beside a `sentiment`; else it is the customer's. */
function isReplaced(name: string, names: readonly string[]): boolean {
  return RECORD_FIELDS.has(name) || (name === 'score' && names.includes('sentiment'));
}

/** A row, a reject with its reason, or null for what is no data (titles, header, blank lines). */
type Filtered = FilterRow | { readonly reject: Reject } | null;

/**
 * What a filter makes of the items of a layout, one by one. A row without an id gets its line number; a row with an
 * empty text is a row.
 */
export function filterRow(layout: Layout): (item: SourceItem) => Filtered {
  const passed = passedOn(layout);
  return (item) =>
    item.kind === 'object' ? ofObject(item, layout) : ofCells(item, layout, passed);
}

/** A column whose cells are passed on, and where they stand in a row. */
interface PassedColumn {
  readonly name: string;
  readonly at: number;
}

function passedOn({ columns }: Layout): readonly PassedColumn[] {
  const names = columns.map(({ name }) => name);
  return columns.flatMap(({ name, role }, at) =>
    role === 'text' || role === 'id' || isReplaced(name, names) ? [] : [{ name, at }],
  );
}

function ofObject(
  item: SourceItem & { kind: 'object' },
  layout: Layout,
): FilterRow | { readonly reject: Reject } {
  const { fields, line } = item;
  const name = 'text' in fields ? 'text' : layout.columns.find(({ role }) => role === 'text')?.name;
  const text = name === undefined ? undefined : fieldOf(fields, name);
  if (name === undefined || (typeof text !== 'string' && text !== null)) {
    const reason = layout.columns.some(({ role }) => role === 'turns')
      ? {
          zh: '这是会话记录，没有 text 字段；请用 voc ingest 读入',
          en: 'a transcript without a field "text": voc ingest reads it',
        }
      : { zh: '没有文本字段 text', en: 'no field "text" with a text' };
    return { reject: { line, code: 'no_text', reason, raw: JSON.stringify(fields) } };
  }
  const id = 'id' in fields ? fields['id'] : fieldOf(fields, idName(layout));
  return {
    id: textOf(id) || String(line),
    text: text ?? '',
    attributes: attributesOf(fields, name),
  };
}

const NONE: FilterRow['attributes'] = {};

/** Every field but the text and what is replaced, after the attributes that the row brought itself. */
function attributesOf(fields: FilterRow['attributes'], text: string): FilterRow['attributes'] {
  const keys = Object.keys(fields);
  const before = fields['attributes'];
  const earlier = typeof before === 'object' && before !== null ? before : NONE;
  const passed = keys.filter((key) => key !== text && !isReplaced(key, keys));
  if (passed.length === 0 && earlier === NONE) return NONE;
  return { ...earlier, ...Object.fromEntries(passed.map((key) => [key, fields[key]])) };
}

const idName = (layout: Layout): string =>
  layout.columns.find(({ role }) => role === 'id')?.name ?? 'id';

/** The value of a field, also of one inside another (`message.text`). */
function fieldOf(fields: Readonly<Record<string, unknown>>, name: string): unknown {
  return name in fields ? fields[name] : flatten(fields).find(([key]) => key === name)?.[1];
}

function ofCells(item: SourceItem, layout: Layout, passed: readonly PassedColumn[]): Filtered {
  const record = toRecord(item, layout);
  if (record === null || 'reject' in record) return record;
  const cells = item.kind === 'row' ? item.cells : [];
  return {
    id: record.value('id') ?? String(item.line),
    text: record.cell('text'),
    attributes: Object.fromEntries(passed.map(({ name, at }) => [name, cells[at] ?? ''])),
  };
}
