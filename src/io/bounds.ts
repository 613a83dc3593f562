import type { Message } from '../model/labels.ts';
import type { SourceItem } from '../model/source.ts';

/** Columns of a row, as spreadsheets allow. */
export const MAX_COLUMNS = 16_384;
/** Characters of a row: an opinion as long as a thick book is none, and takes minutes and gigabytes to read. */
export const MAX_CHARACTERS = 2_000_000;

/** What keeps a row from being read, of whatever format it is. */
export const TOO_WIDE: { readonly code: string; readonly message: Message } = {
  code: 'too_many_cells',
  message: {
    zh: `超过 ${MAX_COLUMNS} 列，不像表格数据；请检查分隔符`,
    en: `more than ${MAX_COLUMNS} cells, which no table has; check the delimiter`,
  },
};
export const TOO_LONG: { readonly code: string; readonly message: Message } = {
  code: 'too_long',
  message: {
    zh: `一行超过 ${MAX_CHARACTERS / 10_000} 万字，不像一条反馈`,
    en: `more than ${MAX_CHARACTERS} characters in a row, which no feedback has`,
  },
};

/** Passes items on; rows that are too wide or too long to be feedback become bad items, so that memory is bounded. */
export async function* bounded(
  batches: AsyncIterable<readonly SourceItem[]>,
): AsyncGenerator<readonly SourceItem[]> {
  for await (const batch of batches) yield batch.map(withinBounds);
}

function withinBounds(item: SourceItem): SourceItem {
  if (item.kind === 'bad') return item;
  const cells = item.kind === 'row' ? item.cells : Object.values(item.fields);
  const fault = faultOf(cells);
  if (fault === null) return item;
  const { line } = item;
  const raw = item.kind === 'row' ? item.cells.join(',') : JSON.stringify(item.fields);
  return { kind: 'bad', line, code: fault.code, fault: fault.message, raw };
}

function faultOf(cells: readonly unknown[]): typeof TOO_WIDE | null {
  if (cells.length > MAX_COLUMNS) return TOO_WIDE;
  let characters = 0;
  for (const cell of cells) characters += lengthOf(cell);
  return characters > MAX_CHARACTERS ? TOO_LONG : null;
}

/** Characters of a value, those inside it included. */
function lengthOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let length = 0;
  for (const inner of Object.values(value)) length += 1 + lengthOf(inner);
  return length;
}
