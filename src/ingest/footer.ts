import { type HeaderLexicon, plainWords } from '../lexicon/headers.ts';
import type { Reject, SourceItem } from '../model/source.ts';
import { rawOf } from './cells.ts';

/** A longer cell is a text, whatever it begins with. */
const LONGEST_NOTE = 80;
/** A number with its marks, and at most a unit of few letters; or a stroke in the place of one. */
const FIGURE = /^(?:[-—–/]+|[-+¥￥$(]?\d[\d,.]*\s?(?:%|\p{L}{0,3})\)?)$/u;
/** Where a page ends. */
const PAGE = /^(?:第\d+(?:页|\/\d+页)|共\d+页|当前第\d+页|page\d+(?:(?:of|\/)\d+)?)$/;

/**
 * The reject for a row that is no voice but stands among them: sums below the rows, and what an export says of itself
 * (导出时间：…, 共 123 条). Null for all others, also where such a word begins what a customer says.
 */
export function footerOf(
  item: SourceItem & { kind: 'row' },
  lexicon: HeaderLexicon,
): Reject | null {
  const first = item.cells.find((cell) => cell.trim() !== '') ?? '';
  if (first.length > LONGEST_NOTE || !mayBegin(first, lexicon)) return null;
  const words = plainWords(first);
  if (!isTotal(words, lexicon) && !isNote(words, lexicon)) return null;
  const cells = item.cells.map(plainWords).filter((cell) => cell !== '');
  const rest = cells.slice(1);
  if (isTotal(words, lexicon) && rest.every((cell) => FIGURE.test(cell))) {
    return rejectOf(item, 'total_row', TOTAL);
  }
  const isTold = (cell: string, at: number): boolean =>
    isNote(cell, lexicon) || (at > 0 && isLabel(cells[at - 1] ?? '', lexicon));
  return cells.every(isTold) ? rejectOf(item, 'footer', NOTE) : null;
}

/** Spares all other rows the rest: by the first character of what is known. */
function mayBegin(cell: string, { footers }: HeaderLexicon): boolean {
  return footers.begins.has(cell.trimStart().charAt(0).toLowerCase());
}

const TOTAL = { zh: '合计行，不是客户的声音', en: 'sums up other rows and is no voice' };
const TITLE = {
  zh: '与表头以上的一行相同，不是客户的声音',
  en: 'is the same as a row above the header and no voice',
};
const NOTE = { zh: '导出的说明，不是客户的声音', en: 'tells of the export and is no voice' };

function rejectOf(item: SourceItem, code: string, reason: Reject['reason']): Reject {
  return { line: item.line, code, reason, raw: rawOf(item) };
}

/** The reject for a row that stands above the header and here again, as the title of each page does: it may be data all the same. */
export function titleAgain(item: SourceItem & { kind: 'row' }): Reject {
  return rejectOf(item, 'footer', TITLE);
}

/** 合计, 总计（元）, 小计：. */
function isTotal(words: string, { footers }: HeaderLexicon): boolean {
  return footers.totals.has(words.replace(/\([^()]{1,10}\)$/, '').replace(/:$/, ''));
}

/** 导出人：, with its value in the next cell. */
function isLabel(words: string, { footers }: HeaderLexicon): boolean {
  return footers.notes.has(words.replace(/:$/, ''));
}

/** 导出时间：2026-04-30, 共 123 条, 第 1 页, or several of them in one cell. */
function isNote(words: string, lexicon: HeaderLexicon): boolean {
  const { notes } = lexicon.footers;
  if (words.length > LONGEST_NOTE) return false;
  if (isLabel(words, lexicon) || notes.has(words.split(':', 1)[0] ?? '')) return true;
  return words.split(/[,;。]/).every((part) => PAGE.test(part) || isCount(part, lexicon));
}

/** 共 123 条, 合计：5 单. */
function isCount(words: string, { footers }: HeaderLexicon): boolean {
  const [, total = '', unit = ''] = /^(\D{1,12}?):?\d+(\D{0,8})$/.exec(words) ?? [];
  return footers.totals.has(total) && (unit === '' || footers.units.has(unit));
}
