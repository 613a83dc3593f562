import { InputError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import type { Source, SourceItem } from '../model/source.ts';
import { inBatches } from './batches.ts';
import type { Input } from './input-file.ts';
import { damaged, openPackage, type Package } from './xlsx-package.ts';
import { readSheet, type SheetNotes } from './xlsx-sheet.ts';
import { readWorkbookParts, type Sheet, type Workbook } from './xlsx-workbook.ts';

/**
 * Opens a workbook: the first visible sheet with data, or the one that `wanted` names or numbers from 1.
 * @throws InputError for a damaged workbook, no such sheet, or no sheet with data
 */
export async function readWorkbook(input: Input, wanted: string | undefined): Promise<Source> {
  const parts = await openPackage(input);
  try {
    const workbook = await readWorkbookParts(input.name, parts);
    return await openSheet(input.name, parts, workbook, wanted);
  } catch (cause) {
    parts.close();
    throw cause instanceof InputError ? cause : damaged(input.name, cause);
  }
}

async function openSheet(
  name: string,
  parts: Package,
  workbook: Workbook,
  wanted: string | undefined,
): Promise<Source> {
  const candidates =
    wanted === undefined
      ? workbook.sheets.filter(({ visible }) => visible)
      : [namedSheet(name, workbook.sheets, wanted)];
  for (const sheet of candidates) {
    const notes: SheetNotes = { hiddenRows: 0, longNumbers: 0 };
    const rows = readSheet(parts.read(sheet.part), workbook, notes);
    const first = await rows.next();
    if (first.done) continue;
    const warnings = otherSheets(workbook.sheets, sheet, wanted);
    const items = allRows(name, first.value, rows, parts, () => warnings.push(...notesOf(notes)));
    const base = { name, format: 'xlsx', encoding: null, delimiter: null } as const;
    return { ...base, sheet: sheet.name, batches: inBatches(items), warnings };
  }
  const list = workbook.sheets.map((sheet) => `「${sheet.name}」`).join('');
  throw new InputError({
    zh: `${name}：工作表里没有数据（${list}）；请用 --sheet 指定其他工作表或重新导出`,
    en: `${name}: no data in the sheets (${list}); name another with --sheet, or export it again`,
  });
}

function namedSheet(name: string, sheets: readonly Sheet[], wanted: string): Sheet {
  const sheet = sheets.find((one) => one.name === wanted) ?? sheets[Number(wanted) - 1];
  if (sheet !== undefined) return sheet;
  const list = sheets.map((one) => `「${one.name}」`).join('');
  throw new InputError({
    zh: `${name}：没有名为「${wanted}」的工作表；现有：${list}`,
    en: `${name}: no sheet "${wanted}"; there are ${list}`,
  });
}

async function* allRows(
  name: string,
  first: SourceItem,
  rest: AsyncIterable<SourceItem>,
  parts: Package,
  atEnd: () => void,
): AsyncGenerator<SourceItem> {
  try {
    yield first;
    yield* rest;
    atEnd();
  } catch (cause) {
    throw cause instanceof InputError ? cause : damaged(name, cause);
  } finally {
    parts.close();
  }
}

function otherSheets(sheets: readonly Sheet[], read: Sheet, wanted: string | undefined): Message[] {
  const others = sheets.filter((sheet) => sheet !== read && sheet.visible);
  if (wanted !== undefined || others.length === 0) return [];
  const list = others.map(({ name }) => `「${name}」`).join('');
  return [
    {
      zh: `只读了工作表「${read.name}」；其他工作表 ${list} 可用 --sheet 指定`,
      en: `only the sheet 「${read.name}」 was read; name another with --sheet: ${list}`,
    },
  ];
}

function notesOf({ hiddenRows, longNumbers }: SheetNotes): Message[] {
  const notes: Message[] = [];
  if (hiddenRows > 0) {
    notes.push({
      zh: `有 ${hiddenRows} 行在表里被隐藏或筛掉，也已读入`,
      en: `${hiddenRows} rows are hidden or filtered out in the sheet; they were read too`,
    });
  }
  if (longNumbers > 0) {
    notes.push({
      zh: `有 ${longNumbers} 个数字超过 15 位，Excel 已经把它们四舍五入；编号列请设为文本格式后重新导出`,
      en: `${longNumbers} numbers have more than 15 digits and were rounded by the spreadsheet; export ids as text`,
    });
  }
  return notes;
}
