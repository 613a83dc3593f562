import stringWidth from 'string-width';
import type { Cell } from '../model/store.ts';
import type { Rows } from './rows.ts';
import { type ZipEntry, zipChunks } from './zip.ts';

/** A sheet of a workbook. */
export interface Sheet {
  readonly name: string;
  readonly table: Rows;
  /** Positions of columns whose numbers are shares from 0 to 1, to be shown as percentages. */
  readonly percents?: readonly number[];
}

/** Limits of Excel: a longer cell or sheet makes it refuse the whole file. */
const MOST_ROWS = 1_048_576;
const MOST_CHARACTERS = 32_767;
const MOST_NAME = 31;
const MEASURED_ROWS = 200;
const BATCH = 500;

/**
 * A workbook, streamed: frozen bold header with filters, column widths, text as text (never a formula,
 * never a shortened number), numbers as numbers. Characters that XML does not know are left out, cells are
 * cut at 32,767 characters, and a table longer than a sheet goes on in the next.
 */
export function workbookChunks(sheets: readonly Sheet[]): AsyncIterable<Uint8Array> {
  return zipChunks(parts(sheets));
}

async function* parts(sheets: readonly Sheet[]): AsyncGenerator<ZipEntry> {
  const names: string[] = [];
  for (const { name, table, percents } of sheets) {
    const rows = reader(table.rows);
    do {
      names.push(sheetName(name, names));
      yield {
        name: `xl/worksheets/sheet${names.length}.xml`,
        content: sheetXml(table.columns, rows, percents ?? []),
      };
    } while (!rows.ended);
  }
  yield { name: 'xl/workbook.xml', content: [workbookXml(names)] };
  yield { name: 'xl/_rels/workbook.xml.rels', content: [workbookRelations(names.length)] };
  yield { name: 'xl/styles.xml', content: [STYLES] };
  yield { name: '_rels/.rels', content: [RELATIONS] };
  yield { name: '[Content_Types].xml', content: [contentTypes(names.length)] };
}

/** Rows taken in portions; `ended` is true as soon as no row is left. */
interface RowReader {
  ended: boolean;
  readonly take: (most: number) => Promise<(readonly Cell[])[]>;
}

function reader(rows: Rows['rows']): RowReader {
  const iterator = (async function* () {
    yield* rows;
  })();
  let ahead: readonly Cell[] | null = null;
  const state: RowReader = {
    ended: false,
    // One row is read ahead, so that a full sheet is not followed by an empty one.
    async take(most) {
      const taken: (readonly Cell[])[] = [];
      while (taken.length < most && !state.ended) {
        const next = await iterator.next();
        if (ahead !== null) taken.push(ahead);
        ahead = next.done ? null : next.value;
        state.ended = next.done === true;
      }
      return taken;
    },
  };
  return state;
}

async function* sheetXml(
  columns: readonly string[],
  rows: RowReader,
  percents: readonly number[],
): AsyncGenerator<string> {
  const styleOf = (index: number): string => (percents.includes(index) ? ' s="2"' : '');
  // Before the first row is known, nothing is read ahead: one portion more than the measured ones.
  const first = await rows.take(MEASURED_ROWS);
  const letters = columns.map((_, index) => columnLetters(index));
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths(columns, first)}</cols><sheetData>`;
  yield rowXml(columns, 1, letters, () => ' s="1"');
  let line = 1;
  let batch = first;
  while (batch.length > 0) {
    const start = line + 1;
    yield batch.map((row, index) => rowXml(row, start + index, letters, styleOf)).join('');
    line += batch.length;
    batch = await rows.take(Math.min(BATCH, MOST_ROWS - line));
  }
  const last = letters.at(-1);
  yield `</sheetData>${last === undefined ? '' : `<autoFilter ref="A1:${last}${line}"/>`}</worksheet>`;
}

function rowXml(
  row: readonly Cell[],
  line: number,
  letters: readonly string[],
  styleOf: (index: number) => string,
): string {
  const cells = letters.map((letter, index) => {
    const cell = row[index] ?? null;
    const style = styleOf(index);
    if (typeof cell === 'number') {
      return Number.isFinite(cell) ? `<c r="${letter}${line}"${style}><v>${cell}</v></c>` : '';
    }
    if (cell === null || cell === '') return '';
    return `<c r="${letter}${line}" t="inlineStr"${style}><is><t xml:space="preserve">${cellText(cell)}</t></is></c>`;
  });
  return `<row r="${line}">${cells.join('')}</row>`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write these
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

function cellText(text: string): string {
  const cut = text.length > MOST_CHARACTERS ? text.slice(0, MOST_CHARACTERS) : text;
  return (
    escaped(cut)
      // Excel reads _x0041_ as a character code; the underscore written as its own code stays text.
      .replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
  );
}

function escaped(text: string): string {
  return text
    .replace(NOT_XML, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

/** 0 is `A`, 25 `Z`, 26 `AA`. */
function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

function widths(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return columns
    .map((column, index) => {
      const cells = rows.map((row) => stringWidth(String(row[index] ?? '').slice(0, 80)));
      const width = Math.min(
        60,
        Math.max(8, stringWidth(column) + 3, ...cells.map((wide) => wide + 2)),
      );
      return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`;
    })
    .join('');
}

/** A name that Excel takes: none of `[]:*?/\`, at most 31 characters, not twice in any case of letters. */
function sheetName(wanted: string, taken: readonly string[]): string {
  const clean =
    wanted
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/^'+|'+$/g, '')
      .trim() || 'voc';
  const used = new Set(taken.map((name) => name.toLowerCase()));
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : ` ${number}`;
    const name = clean.slice(0, MOST_NAME - suffix.length) + suffix;
    if (!used.has(name.toLowerCase())) return name;
  }
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OOXML = 'http://schemas.openxmlformats.org';
const MAIN = `${OOXML}/spreadsheetml/2006/main`;
const LINK = `${OOXML}/officeDocument/2006/relationships`;
const PACKAGE = `${OOXML}/package/2006`;
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEEF1F5"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf xfId="0" fontId="1" fillId="2" applyFont="1" applyFill="1"/><xf xfId="0" numFmtId="10" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

const RELATIONS = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${LINK}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

function workbookXml(names: readonly string[]): string {
  const sheets = names.map(
    (name, index) =>
      `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${LINK}"><sheets>${sheets.join('')}</sheets></workbook>`;
}

function workbookRelations(sheets: number): string {
  const links = Array.from(
    { length: sheets },
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${LINK}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${links.join('')}<Relationship Id="rId${sheets + 1}" Type="${LINK}/styles" Target="styles.xml"/></Relationships>`;
}

function contentTypes(sheets: number): string {
  const overrides = Array.from(
    { length: sheets },
    (_, index) =>
      `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
  );
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>${overrides.join('')}<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`;
}
