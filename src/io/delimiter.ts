import { InputError } from '../model/errors.ts';
import { createRecordSplitter, scanLine } from './csv-records.ts';
import type { Line } from './lines.ts';

/** The character between cells, and how many cells an ordinary row has. */
export interface Delimiter {
  readonly delimiter: string;
  readonly width: number;
}

const CANDIDATES = [',', '\t', ';', '|'];
/** Lines that are looked at. */
const SAMPLE_LINES = 500;

/**
 * Finds the delimiter: the one with which most records have the same number of cells, at least two.
 * A text without one has a single column. With `given`, only the width is looked for.
 * @throws InputError where the cells are separated by the full-width comma, which no spreadsheet splits at
 */
export function sniffDelimiter(
  name: string,
  lines: readonly Line[],
  given: string | undefined,
): Delimiter {
  const sample = lines.slice(0, SAMPLE_LINES);
  if (given !== undefined) return { delimiter: given, width: commonWidth(sample, given).width };
  const ranked = CANDIDATES.map((delimiter) => ({ delimiter, ...commonWidth(sample, delimiter) }))
    .filter(({ width }) => width > 1)
    .sort((one, other) => other.share - one.share || other.width - one.width);
  const best = ranked[0];
  if (best !== undefined) return { delimiter: best.delimiter, width: best.width };
  refuseFullWidthComma(name, sample);
  return { delimiter: ',', width: 1 };
}

/** The commonest number of cells of a record (the larger of equals), and the share of records that have it. */
function commonWidth(lines: readonly Line[], delimiter: string): { width: number; share: number } {
  const widths = recordWidths(lines, delimiter);
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [best] = [...counts].sort((one, other) => other[1] - one[1] || other[0] - one[0]);
  return best === undefined
    ? { width: 1, share: 0 }
    : { width: best[0], share: best[1] / widths.length };
}

function recordWidths(lines: readonly Line[], delimiter: string): number[] {
  // The width is not known yet: a splitter that takes no line for a row keeps quoted cells together.
  const splitter = createRecordSplitter(delimiter, 0);
  return splitter
    .push(lines)
    .filter((record) => record.fault === null)
    .map((record) => scanLine(record.text, delimiter, false).cells);
}

/** What a column may be called; a longer line before a comma is a sentence. */
const NAME = /^(?:[\w .-]{1,24}|.{1,6})$/;

function refuseFullWidthComma(name: string, lines: readonly Line[]): void {
  const header = (lines[0]?.text ?? '').split('，');
  if (header.length < 2 || !header.every((cell) => NAME.test(cell.trim()))) return;
  const { width, share } = commonWidth(lines.slice(1), '，');
  if (width !== header.length || share < 0.8) return;
  throw new InputError({
    zh: `${name}：列之间用的是全角逗号「，」，表格软件和本程序都不认；请把它替换成半角逗号，或用 --delimiter ， 指定`,
    en: `${name}: the columns are separated by the full-width comma 「，」; replace it by a plain comma, or say --delimiter ，`,
  });
}
