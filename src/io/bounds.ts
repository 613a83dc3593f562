import type { Message } from '../model/labels.ts';
import type { SourceItem } from '../model/source.ts';

/** Columns of a row, as spreadsheets allow. */
export const MAX_COLUMNS = 16_384;
/** Values inside the values of a row, such as the turns of a chat with what each is made of. */
const MAX_INNER = 4 * MAX_COLUMNS;
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

/**
 * What is kept of a row that is too wide or too long, for the rejects file: its beginning, as many characters as a row may
 * have. Digits and letters at the cut go too, since the half of a number would not be known for what it is.
 */
export function beginningOf(raw: string): string {
  if (raw.length <= MAX_CHARACTERS) return raw;
  const start = raw.slice(0, MAX_CHARACTERS);
  return `${start.slice(0, MAX_CHARACTERS - EDGE)}${start.slice(-EDGE).replace(/[\w@.+\- ]+$/, '')}…`;
}

/** Characters before a cut that are looked at. */
const EDGE = 64;

/** Passes items on; rows that are too wide or too long to be feedback become bad items, so that memory is bounded. */
export async function* bounded(
  batches: AsyncIterable<readonly SourceItem[]>,
): AsyncGenerator<readonly SourceItem[]> {
  for await (const batch of batches) yield batch.map(withinBounds);
}

function withinBounds(item: SourceItem): SourceItem {
  if (item.kind === 'bad') return item;
  const cells = item.kind === 'row' ? item.cells : Object.values(item.fields);
  const size: Size = { characters: 0, inner: 0 };
  for (const cell of cells) measure(cell, size);
  if (cells.length > MAX_COLUMNS || size.inner > MAX_INNER) return tooMuch(item, TOO_WIDE);
  if (size.characters > MAX_CHARACTERS) return tooMuch(item, TOO_LONG);
  return item;
}

function tooMuch(
  item: Exclude<SourceItem, { kind: 'bad' }>,
  { code, message }: typeof TOO_WIDE,
): SourceItem {
  const raw = item.kind === 'row' ? item.cells.join(',') : JSON.stringify(item.fields);
  return { kind: 'bad', line: item.line, code, fault: message, raw: beginningOf(raw) };
}

/** Characters of a row, and values inside its values. */
interface Size {
  characters: number;
  inner: number;
}

function measure(value: unknown, size: Size): void {
  if (typeof value === 'string') size.characters += value.length;
  else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) {
      size.characters += 1;
      size.inner += 1;
      measure(inner, size);
    }
  }
}
