import stringWidth from 'string-width';
import type { SheetChart } from '../model/chart.ts';
import type { Cell } from '../model/store.ts';
import type { Rows } from './rows.ts';
import {
  chartXml,
  columnLetters,
  drawingRelations,
  drawingXml,
  escaped,
} from './workbook-charts.ts';
import { type ZipEntry, zipChunks } from './zip.ts';

/** A sheet of a workbook. */
export interface Sheet {
  readonly name: string;
  readonly table: Rows;
  /** Positions of columns whose numbers are shares from 0 to 1, to be shown as percentages. */
  readonly percents?: readonly number[];
  /** Whether cells of several lines show them all. */
  readonly wrapped?: boolean;
  /** Pictures of figures that stand in the workbook; they lie beside the table, below each other. */
  readonly charts?: readonly SheetChart[];
}

/** Limits of Excel: a longer cell or sheet makes it refuse the whole file. */
const MOST_ROWS = 1_048_576;
const MOST_CHARACTERS = 32_767;
const MOST_NAME = 31;
const MEASURED_ROWS = 200;
/** Lines of a cell that tell how wide it is. */
const MEASURED_LINES = 8;
const BATCH = 500;

/**
 * A workbook, streamed: frozen bold header with filters, column widths, pages as wide as a table, text as text (never a formula,
 * never a shortened number), numbers as numbers. Characters that XML does not know are left out, cells are
 * cut at 32,767 characters, and a table longer than a sheet goes on in the next.
 */
export function workbookChunks(sheets: readonly Sheet[]): AsyncIterable<Uint8Array> {
  return zipChunks(parts(sheets));
}

async function* parts(sheets: readonly Sheet[]): AsyncGenerator<ZipEntry> {
  const names: string[] = [];
  const drawn: number[] = [];
  let charts = 0;
  for (const sheet of sheets) {
    const rows = reader(sheet.table.rows);
    let own = sheet.charts ?? [];
    do {
      names.push(sheetName(sheet.name, names));
      const number = names.length;
      yield {
        name: `xl/worksheets/sheet${number}.xml`,
        content: sheetXml(sheet, rows, own.length > 0),
      };
      if (own.length > 0) {
        drawn.push(number);
        yield* drawing(sheet, number, charts);
      }
      charts += own.length;
      own = [];
    } while (!rows.ended);
  }
  yield { name: 'xl/workbook.xml', content: [workbookXml(names)] };
  yield { name: 'xl/_rels/workbook.xml.rels', content: [workbookRelations(names.length)] };
  yield { name: 'xl/styles.xml', content: [STYLES] };
  yield { name: '_rels/.rels', content: [RELATIONS] };
  yield {
    name: '[Content_Types].xml',
    content: [contentTypes(names.length, drawn, charts)],
  };
}

/** The charts of a sheet, of which `before` stand in the workbook already. */
function* drawing(
  { charts = [], table }: Sheet,
  number: number,
  before: number,
): Generator<ZipEntry> {
  const link = `<Relationship Id="rId1" Type="${LINK}/drawing" Target="../drawings/drawing${number}.xml"/>`;
  yield {
    name: `xl/worksheets/_rels/sheet${number}.xml.rels`,
    content: [`${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${link}</Relationships>`],
  };
  yield {
    name: `xl/drawings/drawing${number}.xml`,
    content: [HEAD + drawingXml(charts, table.columns.length)],
  };
  yield {
    name: `xl/drawings/_rels/drawing${number}.xml.rels`,
    content: [HEAD + drawingRelations(charts.length, before)],
  };
  for (const [at, chart] of charts.entries()) {
    yield { name: `xl/charts/chart${before + at + 1}.xml`, content: [HEAD + chartXml(chart)] };
  }
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
  { table: { columns }, percents = [], wrapped = false }: Sheet,
  rows: RowReader,
  hasDrawing: boolean,
): AsyncGenerator<string> {
  const styleOf = (index: number, cell: Cell): string => {
    const decimals = isLong(cell);
    if (wrapped) return decimals ? ' s="5"' : ' s="3"';
    if (percents.includes(index)) return ' s="2"';
    return decimals ? ' s="4"' : '';
  };
  // Before the first row is known, nothing is read ahead: one portion more than the measured ones.
  const first = await rows.take(MEASURED_ROWS);
  const letters = columns.map((_, index) => columnLetters(index));
  const sizes = widths(columns, first);
  yield `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${LINK}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${sizes.map((size, index) => `<col min="${index + 1}" max="${index + 1}" width="${size}" customWidth="1"/>`).join('')}</cols><sheetData>`;
  yield rowXml(columns, 1, letters, () => ' s="1"');
  let line = 1;
  let batch = first;
  while (batch.length > 0) {
    const start = line + 1;
    yield batch
      .map((row, index) => {
        const height = wrapped ? heightOf(row, sizes) : null;
        return rowXml(row, start + index, letters, styleOf, height);
      })
      .join('');
    line += batch.length;
    batch = await rows.take(Math.min(BATCH, MOST_ROWS - line));
  }
  const last = letters.at(-1);
  yield `</sheetData>${last === undefined ? '' : `<autoFilter ref="A1:${last}${line}"/>`}<pageSetup orientation="landscape" fitToHeight="0"/>${hasDrawing ? '<drawing r:id="rId1"/>' : ''}</worksheet>`;
}

/** Whether a number has more decimals than people read. One that two decimals would make nothing of is shown as it is. */
function isLong(cell: Cell): boolean {
  return typeof cell === 'number' && Math.abs(cell) >= 0.01 && !Number.isInteger(cell * 100);
}

function rowXml(
  row: readonly Cell[],
  line: number,
  letters: readonly string[],
  styleOf: (index: number, cell: Cell) => string,
  height: number | null = null,
): string {
  const cells = letters.map((letter, index) => {
    const cell = row[index] ?? null;
    const style = styleOf(index, cell);
    if (typeof cell === 'number') {
      return Number.isFinite(cell) ? `<c r="${letter}${line}"${style}><v>${cell}</v></c>` : '';
    }
    if (cell === null || cell === '') return '';
    return `<c r="${letter}${line}" t="inlineStr"${style}><is><t xml:space="preserve">${cellText(cell)}</t></is></c>`;
  });
  const high = height === null ? '' : ` ht="${height}" customHeight="1"`;
  return `<row r="${line}"${high}>${cells.join('')}</row>`;
}

function cellText(text: string): string {
  const cut = text.length > MOST_CHARACTERS ? text.slice(0, MOST_CHARACTERS) : text;
  return (
    escaped(cut)
      // Excel reads _x0041_ as a character code; the underscore written as its own code stays text.
      .replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
  );
}

/** How wide each column is, in characters. */
function widths(columns: readonly string[], rows: readonly (readonly Cell[])[]): number[] {
  return columns.map((column, index) => {
    const lines = rows.flatMap((row) => String(row[index] ?? '').split('\n', MEASURED_LINES));
    return Math.min(
      60,
      Math.max(8, stringWidth(column) + 3, ...lines.map((line) => widthOf(line) + 2)),
    );
  });
}

/** Height of a line and of the highest row, in points. */
const LINE = 15;
const HIGHEST = 409;

/** As high as the cell with the most lines needs: not every program finds that out by itself. */
function heightOf(row: readonly Cell[], sizes: readonly number[]): number {
  const lines = sizes.map((size, index) =>
    String(row[index] ?? '')
      .split('\n')
      .reduce((sum, line) => sum + Math.max(1, Math.ceil(stringWidth(line) / (size - 2))), 0),
  );
  return Math.min(HIGHEST, LINE * Math.max(1, ...lines));
}

const widthOf = (line: string): number => stringWidth(line.slice(0, 80));

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

const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEEF1F5"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf xfId="0"/><xf xfId="0" fontId="1" fillId="2" applyFont="1" applyFill="1"/><xf xfId="0" numFmtId="10" applyNumberFormat="1"/><xf xfId="0" applyAlignment="1"><alignment horizontal="left" vertical="top" wrapText="1"/></xf><xf xfId="0" numFmtId="2" applyNumberFormat="1"/><xf xfId="0" numFmtId="2" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left" vertical="top" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

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

function contentTypes(sheets: number, drawn: readonly number[], charts: number): string {
  const part = (name: string, type: string): string =>
    `<Override PartName="/xl/${name}.xml" ContentType="application/vnd.openxmlformats-officedocument.${type}+xml"/>`;
  const numbered = (count: number, name: string, type: string): string[] =>
    Array.from({ length: count }, (_, index) => part(`${name}${index + 1}`, type));
  const overrides = [
    part('workbook', 'spreadsheetml.sheet.main'),
    ...numbered(sheets, 'worksheets/sheet', 'spreadsheetml.worksheet'),
    ...drawn.map((number) => part(`drawings/drawing${number}`, 'drawing')),
    ...numbered(charts, 'charts/chart', 'drawingml.chart'),
    part('styles', 'spreadsheetml.styles'),
  ];
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`;
}
