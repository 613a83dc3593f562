import type { DuckDBConnection, DuckDBDataChunk, DuckDBType } from '@duckdb/node-api';
import type duckdb from '@duckdb/node-bindings';
import { loadApi, loadBindings } from './engine.ts';

/*
 * Rows for the engine, column by column. To hand it each value by itself takes twice as long: numbers and short texts are
 * put into memory here as the engine has them in its own, and handed over some hundred rows at a time.
 */

/** Columns of a table by name, in their order. */
export type Columns = Readonly<Record<string, 'BOOLEAN' | 'DOUBLE' | 'INTEGER' | 'VARCHAR'>>;

interface Values {
  readonly BOOLEAN: boolean;
  readonly DOUBLE: number;
  readonly INTEGER: number;
  readonly VARCHAR: string;
}

/** Writes rows to a table. What is not flushed is not in the table. */
export interface RowWriter<Of extends Columns> {
  /** Puts the value of a column into the row at hand: each column once a row. */
  readonly put: { readonly [Name in keyof Of]: (value: Values[Of[Name]] | null) => void };
  readonly endRow: () => void;
  readonly flush: () => void;
  readonly close: () => void;
}

/** Rows that are handed over at once, a multiple of 64: few enough that their texts die young. */
const ROWS = 512;

/** The columns as they stand in the definition of a table. */
export function columnsSql(columns: Columns): string {
  return Object.entries(columns)
    .map(([name, type]) => `"${name}" ${type}`)
    .join(', ');
}

/** A writer to a table that has just these columns. */
export async function createRowWriter<Of extends Columns>(
  connection: DuckDBConnection,
  table: string,
  columns: Of,
  database: 'store' | 'temp' = 'store',
): Promise<RowWriter<Of>> {
  const api = loadApi();
  const engine = loadBindings();
  const appender = await connection.createAppender(table, 'main', database);
  const types = Object.values(columns);
  const chunk = api.DuckDBDataChunk.create(types.map((type): DuckDBType => api[type]));
  const filled = types.map((type) => COLUMNS[type](engine));
  let rows = 0;
  const handOver = (): void => {
    if (rows === 0) return;
    fillChunk(chunk, filled, rows, engine);
    appender.appendDataChunk(chunk);
    rows = 0;
  };
  const flush = (): void => {
    handOver();
    appender.flushSync();
  };
  const put = Object.keys(columns).map((name, at) => [name, filled[at]?.put]);
  return {
    put: Object.fromEntries(put),
    endRow: () => {
      rows += 1;
      if (rows === ROWS) handOver();
    },
    flush,
    close: () => {
      handOver();
      appender.closeSync();
    },
  };
}

type Engine = typeof duckdb;

/** The values of a column in the rows at hand. */
interface Column<Value> {
  readonly put: (value: Value | null) => void;
  /** How many were put. */
  readonly length: () => number;
  /** Copies them into a vector of the engine, and begins anew. */
  readonly moveTo: (vector: duckdb.Vector) => void;
}

function fillChunk(
  chunk: DuckDBDataChunk,
  columns: readonly Column<never>[],
  rows: number,
  engine: Engine,
): void {
  chunk.reset();
  chunk.rowCount = rows;
  for (const [at, column] of columns.entries()) {
    if (column.length() !== rows) throw new Error('a column was not put once in each row');
    column.moveTo(engine.data_chunk_get_vector(chunk.chunk, at));
  }
}

const COLUMNS = {
  BOOLEAN: (engine: Engine) => plainColumn(new Uint8Array(ROWS), engine),
  DOUBLE: (engine: Engine) => plainColumn(new Float64Array(ROWS), engine),
  INTEGER: (engine: Engine) => plainColumn(new Int32Array(ROWS), engine),
  VARCHAR: textColumn,
} as const;

function plainColumn(
  items: Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>,
  engine: Engine,
): Column<boolean | number> {
  const nulls = createNulls(engine);
  let length = 0;
  return {
    put: (value) => {
      if (value === null) nulls.add(length);
      else items[length] = Number(value);
      length += 1;
    },
    length: () => length,
    moveTo: (vector) => {
      engine.copy_data_to_vector(vector, 0, items.buffer, 0, length * items.BYTES_PER_ELEMENT);
      nulls.moveTo(vector);
      length = 0;
    },
  };
}

/** A text is its length in bytes and, where that is not above this, its bytes; else a place that the engine alone knows. */
const SHORT_BYTES = 12;
const TEXT_BYTES = 16;
const TEXT_WORDS = TEXT_BYTES / Int32Array.BYTES_PER_ELEMENT;

function textColumn(engine: Engine): Column<string> {
  const nulls = createNulls(engine);
  const bytes = new Uint8Array(ROWS * TEXT_BYTES);
  const words = new Int32Array(bytes.buffer);
  const long: string[] = [];
  const places: number[] = [];
  let length = 0;
  return {
    put: (text) => {
      if (text === null) nulls.add(length);
      else if (text.length > SHORT_BYTES || !writeShort(text, length, bytes, words)) {
        long.push(text);
        places.push(length);
      }
      length += 1;
    },
    length: () => length,
    moveTo: (vector) => {
      engine.copy_data_to_vector(vector, 0, bytes.buffer, 0, length * TEXT_BYTES);
      for (let at = 0; at < long.length; at++) {
        engine.vector_assign_string_element(vector, places[at] as number, long[at] as string);
      }
      nulls.moveTo(vector);
      long.length = 0;
      places.length = 0;
      length = 0;
    },
  };
}

/** Writes a text as the text of a row; false where it has too many bytes in UTF-8, or surrogates. */
function writeShort(text: string, row: number, bytes: Uint8Array, words: Int32Array): boolean {
  const word = row * TEXT_WORDS;
  // What is behind a short text is compared as well.
  for (let at = word; at < word + TEXT_WORDS; at++) words[at] = 0;
  const end = (row + 1) * TEXT_BYTES;
  const start = end - SHORT_BYTES;
  const { length } = text;
  let at = start;
  for (let place = 0; place < length; place++) {
    // As `codeAt` of src/text/units.ts: values have many forms.
    const unit = ''.charCodeAt.call(text, place);
    const width = unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
    if (at + width > end || (unit & 0xf800) === 0xd800) return false;
    writeUnit(unit, width, bytes, at);
    at += width;
  }
  words[word] = at - start;
  return true;
}

/** Writes a UTF-16 unit that is a character as so many bytes of UTF-8. */
function writeUnit(unit: number, width: number, bytes: Uint8Array, at: number): void {
  if (width === 1) {
    bytes[at] = unit;
    return;
  }
  if (width === 2) bytes[at] = 0xc0 | (unit >> 6);
  else {
    bytes[at] = 0xe0 | (unit >> 12);
    bytes[at + 1] = 0x80 | ((unit >> 6) & 0x3f);
  }
  bytes[at + width - 1] = 0x80 | (unit & 0x3f);
}

/** Which rows of a column hold nothing. */
function createNulls(engine: Engine): {
  readonly add: (row: number) => void;
  readonly moveTo: (vector: duckdb.Vector) => void;
} {
  // A bit for each row that holds something.
  const bits = new Uint32Array(ROWS / 32).fill(0xffffffff);
  let any = false;
  return {
    add: (row) => {
      bits[row >> 5] = (bits[row >> 5] as number) & ~(1 << (row & 31));
      any = true;
    },
    moveTo: (vector) => {
      if (!any) return;
      engine.vector_ensure_validity_writable(vector);
      engine.copy_data_to_vector_validity(vector, 0, bits.buffer, 0, bits.byteLength);
      bits.fill(0xffffffff);
      any = false;
    },
  };
}
