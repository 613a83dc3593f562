import { InputError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import type { Source, SourceItem } from '../model/source.ts';
import { inBatches } from './batches.ts';
import { isGlob, nameMatcher } from './glob.ts';
import { damagedZip, type ZipArchive } from './unzip.ts';
import { type Package, packageOf } from './xlsx-package.ts';
import { readSheet, type SheetNotes } from './xlsx-sheet.ts';
import { readWorkbookParts, type Sheet, type Workbook } from './xlsx-workbook.ts';

/** Which sheets of a workbook are read. */
export interface SheetOptions {
  /** Name or 1-based number of a sheet, or a pattern for the names of visible ones. */
  readonly sheet?: string;
  /** How well the first rows of a sheet suit; without it all sheets with data are alike. */
  readonly suits?: (rows: readonly SourceItem[], sheet: string) => number;
  /** Whether one sheet is all that is wanted. */
  readonly only: boolean;
  readonly tell?: (message: Message) => void;
}

/** Rows of a sheet that are looked at to choose one: titles, notes, header and some data. */
const PEEKED_ROWS = 60;

/**
 * Sheets of a workbook, each as a source: what `sheet` says, else the first visible one that suits best. Others
 * with data are told of.
 * @throws InputError for a damaged workbook, no such sheet, or no sheet with data
 */
export async function* workbookSources(
  name: string,
  zip: ZipArchive,
  options: SheetOptions,
): AsyncGenerator<Source> {
  const parts = packageOf(name, zip);
  try {
    const workbook = await readWorkbookParts(name, parts);
    const chosen = await chooseSheets(name, parts, workbook, options);
    for (const sheet of chosen) {
      const title = chosen.length > 1 ? `${name}[${sheet.name}]` : name;
      yield sheetSource(title, parts, workbook, sheet);
    }
  } catch (cause) {
    throw cause instanceof InputError ? cause : damagedZip(name, cause);
  }
}

async function chooseSheets(
  name: string,
  parts: Package,
  workbook: Workbook,
  { sheet: wanted, suits = () => 0, only, tell }: SheetOptions,
): Promise<readonly Sheet[]> {
  const candidates = wanted === undefined ? workbook.sheets : named(name, workbook.sheets, wanted);
  const filled: Candidate[] = [];
  for (const sheet of candidates) {
    const rows = await peek(parts, workbook, sheet);
    if (rows.length > 0) filled.push({ sheet, fit: suits(rows, sheet.name), note: isNote(rows) });
  }
  if (wanted !== undefined) {
    const sheets = tablesOf(name, filled, tell);
    if (sheets.length === 0) throw noData(name, candidates);
    if (only && sheets.length > 1) throw severalSheets(name, sheets);
    return sheets;
  }
  const visible = filled.filter(({ sheet }) => sheet.visible);
  const best = Math.max(...visible.map(({ fit }) => fit));
  const chosen = visible.find(({ fit }) => fit === best)?.sheet;
  if (chosen === undefined) throw noData(name, workbook.sheets);
  const left = filled.map(({ sheet }) => sheet).filter((sheet) => sheet !== chosen);
  if (left.length > 0) tell?.(leftSheets(name, chosen, left));
  return [chosen];
}

interface Candidate {
  readonly sheet: Sheet;
  readonly fit: number;
  readonly note: boolean;
}

/** Of several sheets those that are no notes; all where there is nothing else. */
function tablesOf(
  name: string,
  filled: readonly Candidate[],
  tell: SheetOptions['tell'],
): readonly Sheet[] {
  const tables = filled.filter(({ note }) => !note);
  const notes = filled.filter(({ note }) => note).map(({ sheet }) => sheet);
  if (tables.length === 0) return notes;
  if (notes.length > 0) tell?.(leftNotes(name, notes));
  return tables.map(({ sheet }) => sheet);
}

/** A sheet of a few lines in one column (导出说明) is no table of voices where the workbook has others. */
const NOTE_ROWS = 5;

function isNote(rows: readonly SourceItem[]): boolean {
  return (
    rows.length <= NOTE_ROWS &&
    rows.every((row) => row.kind === 'row' && row.cells.filter((cell) => cell !== '').length <= 1)
  );
}

function leftNotes(name: string, sheets: readonly Sheet[]): Message {
  return {
    zh: `${name}：没读只有几行说明的工作表 ${listed(sheets)}；要读，请用 --sheet 写出它的名称`,
    en: `${name}: sheets of a few lines in one column were not read: ${listed(sheets)}; to read one, name it with --sheet`,
  };
}

function named(name: string, sheets: readonly Sheet[], wanted: string): readonly Sheet[] {
  const sheet = sheets.find((one) => one.name === wanted) ?? sheets[Number(wanted) - 1];
  if (sheet !== undefined) return [sheet];
  const matches = isGlob(wanted) ? nameMatcher(wanted) : () => false;
  const found = sheets.filter((one) => one.visible && matches(one.name));
  if (found.length > 0) return found;
  throw new InputError({
    zh: `${name}：没有名为「${wanted}」的工作表；现有：${listed(sheets)}`,
    en: `${name}: no sheet "${wanted}"; there are ${listed(sheets)}`,
  });
}

async function peek(
  parts: Package,
  workbook: Workbook,
  sheet: Sheet,
): Promise<readonly SourceItem[]> {
  const rows: SourceItem[] = [];
  for await (const row of readSheet(parts.read(sheet.part), workbook, newNotes())) {
    rows.push(row);
    if (rows.length >= PEEKED_ROWS) break;
  }
  return rows;
}

function sheetSource(name: string, parts: Package, workbook: Workbook, sheet: Sheet): Source {
  const warnings: Message[] = [];
  const base = { name, format: 'xlsx', encoding: null, delimiter: null } as const;
  return { ...base, sheet: sheet.name, batches: inBatches(items()), warnings };

  async function* items(): AsyncGenerator<SourceItem> {
    const notes = newNotes();
    try {
      yield* readSheet(parts.read(sheet.part), workbook, notes);
    } catch (cause) {
      throw cause instanceof InputError ? cause : damagedZip(name, cause);
    }
    warnings.push(...notesOf(notes));
  }
}

function newNotes(): SheetNotes {
  return { hiddenRows: 0, longNumbers: 0 };
}

function listed(sheets: readonly Sheet[]): string {
  return sheets.map(({ name }) => `「${name}」`).join('');
}

function leftSheets(name: string, read: Sheet, left: readonly Sheet[]): Message {
  const visible = left.filter((sheet) => sheet.visible);
  const hidden = left.filter((sheet) => !sheet.visible);
  const zh = [listed(visible), hidden.length > 0 ? `隐藏的${listed(hidden)}` : ''];
  const en = [listed(visible), hidden.length > 0 ? `hidden: ${listed(hidden)}` : ''];
  const filled = (part: string): boolean => part !== '';
  return {
    zh: `${name}：只读了工作表「${read.name}」，没读 ${zh.filter(filled).join('，')}；可用 --sheet 名称 指定，--sheet '*' 读全部`,
    en: `${name}: only the sheet 「${read.name}」 was read, not ${en.filter(filled).join(', ')}; name one with --sheet, or read all with --sheet '*'`,
  };
}

function severalSheets(name: string, sheets: readonly Sheet[]): InputError {
  return new InputError({
    zh: `${name}：--sheet 指到 ${sheets.length} 张工作表（${listed(sheets)}），这里一次只读一张；请写出一个名称`,
    en: `${name}: --sheet means ${sheets.length} sheets (${listed(sheets)}) where one is read at a time; name one`,
  });
}

function noData(name: string, sheets: readonly Sheet[]): InputError {
  return new InputError({
    zh: `${name}：工作表里没有数据（${listed(sheets)}）；请用 --sheet 指定其他工作表或重新导出`,
    en: `${name}: no data in the sheets (${listed(sheets)}); name another with --sheet, or export it again`,
  });
}

function notesOf({ hiddenRows, longNumbers }: SheetNotes): Message[] {
  const notes: Message[] = [];
  if (hiddenRows > 0) {
    notes.push({
      zh: `有 ${hiddenRows} 行在表里被隐藏或筛掉，也已读入`,
      en: `${hiddenRows === 1 ? '1 row is' : `${hiddenRows} rows are`} hidden or filtered out in the sheet; also read`,
    });
  }
  if (longNumbers > 0) {
    notes.push({
      zh: `有 ${longNumbers} 个数字超过 15 位，Excel 已经把它们四舍五入；编号列请设为文本格式后重新导出`,
      en: `${longNumbers === 1 ? '1 number has' : `${longNumbers} numbers have`} more than 15 digits, which the spreadsheet has rounded; export ids as text`,
    });
  }
  return notes;
}
