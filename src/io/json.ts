import { InputError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import type { SourceItem } from '../model/source.ts';
import { beginningOf, MAX_COLUMNS, TOO_WIDE } from './bounds.ts';
import type { Line } from './lines.ts';

/** The two ways in which JSON holds many records: one a line, or one after the other in a document. */
export type JsonLayout = 'lines' | 'document';

const BYTE_ORDER_MARK = 0xfeff;
/** Keys under which programs wrap a list of records. */
const WRAPPERS = ['data', 'list', 'rows', 'records', 'items', 'result', 'results'];
const WRAPPED = new RegExp(`"(${WRAPPERS.join('|')})"\\s*:\\s*\\[\\s*\\{`);
/** Largest single value, in characters. */
const MAX_VALUE_CHARACTERS = 256 * 1024 * 1024;
/** Lines that tell a document from one value a line. */
const SAMPLE_LINES = 20;
const NOT_JSON: Message = { zh: '不是完整的 JSON', en: 'not complete JSON' };
const NOT_A_RECORD: Message = {
  zh: '不是 JSON 对象（{…}）',
  en: 'not a JSON object ({…})',
};
/** No export nests so deep; what does is made to exhaust the stack of whoever writes it out again. */
const MAX_LEVELS = 200;
const TOO_DEEP: Message = {
  zh: `嵌套超过 ${MAX_LEVELS} 层`,
  en: `nested more than ${MAX_LEVELS} levels deep`,
};
const UNDECODABLE: Message = {
  zh: '有字节不属于文件的编码',
  en: "holds bytes that are not of the file's encoding",
};

/** How a text that begins so holds JSON; null where it is none. */
export function jsonLayoutOf(head: string, complete: boolean): JsonLayout | null {
  const text = head.replace(/^[\s\ufeff]+/, '');
  if (/^\[\s*([{[\]]|$)/.test(text)) return 'document';
  if (!/^\{\s*("|\})/.test(text)) return null;
  const end = text.indexOf('\n');
  // A first line that fills the whole sample is one record a line, unless it wraps a list.
  if (end < 0 && !complete) return WRAPPED.test(text) ? 'document' : 'lines';
  const first = parseJson(end < 0 ? text : text.slice(0, end));
  if (first === undefined) return mostAreJson(text.split('\n').slice(1, -1)) ? 'lines' : 'document';
  return end < 0 && listWithin(first) !== null ? 'document' : 'lines';
}

/** Whether most of the lines are values of their own, so that one that is none is damaged rather than part of a document. */
function mostAreJson(lines: readonly string[]): boolean {
  const sample = lines.slice(0, SAMPLE_LINES).filter((line) => line.trim() !== '');
  return sample.filter((line) => parseJson(line) !== undefined).length * 2 > sample.length;
}

/** One JSON object a line; blank lines are skipped, a line that is none becomes a bad item. */
export async function* readNdjson(
  lines: AsyncIterable<readonly Line[]>,
): AsyncGenerator<readonly SourceItem[]> {
  for await (const batch of lines) {
    const items: SourceItem[] = [];
    for (const line of batch) {
      const json = withoutMark(line.text).trim();
      if (json !== '') items.push(itemOfLine(line, json));
    }
    yield items;
  }
}

function itemOfLine({ text, number, decoding }: Line, json: string): SourceItem {
  if (decoding !== 'failed') return objectOf(json, number);
  return { kind: 'bad', line: number, code: 'undecodable', fault: UNDECODABLE, raw: text };
}

/** A byte-order mark stands inside a file where two files were put together. */
function withoutMark(text: string): string {
  return text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
}

/** A line of objects: a list of cells would be a row without a header here. */
function objectOf(json: string, line: number): SourceItem {
  const item = itemOf(json, line);
  if (item.kind !== 'row') return item;
  return { kind: 'bad', line, code: 'bad_json', fault: NOT_A_RECORD, raw: json };
}

/** The objects of a JSON array, of objects that follow each other, or of the list inside one wrapper object. */
export async function* readJsonDocument(
  name: string,
  lines: AsyncIterable<readonly Line[]>,
): AsyncGenerator<readonly SourceItem[]> {
  for await (const values of splitValues(name, lines)) yield values.flatMap(itemsOfValue);
}

function itemsOfValue({ text, line }: Value): SourceItem[] {
  if (isWide(text)) return [tooWide(text, line)];
  const list = listWithin(parseJson(text));
  if (list === null) return [itemOf(text, line)];
  return list.map((value) => itemOfValue(value, line, () => JSON.stringify(value)));
}

function itemOf(json: string, line: number): SourceItem {
  if (isWide(json)) return tooWide(json, line);
  const value = parseJson(json);
  if (value !== undefined) return itemOfValue(value, line, () => json);
  return { kind: 'bad', line, code: 'bad_json', fault: NOT_JSON, raw: json };
}

function itemOfValue(value: unknown, line: number, raw: () => string): SourceItem {
  if (isDeeper(value, MAX_LEVELS)) {
    return { kind: 'bad', line, code: 'bad_json', fault: TOO_DEEP, raw: raw() };
  }
  if (isRecord(value)) return { kind: 'object', line, fields: value };
  if (Array.isArray(value) && value.every((cell) => !isRecord(cell) && !Array.isArray(cell))) {
    return { kind: 'row', line, cells: value.map((cell) => (cell === null ? '' : String(cell))) };
  }
  return { kind: 'bad', line, code: 'bad_json', fault: NOT_A_RECORD, raw: raw() };
}

/** Parses JSON; whole numbers too long for a double stay as they stand, as text. Undefined where it is none. */
function parseJson(json: string): unknown {
  try {
    const value: unknown = JSON.parse(json);
    return holdsLongNumber(value, MAX_LEVELS) ? JSON.parse(quoteLongNumbers(json)) : value;
  } catch {
    return undefined;
  }
}

/** The least whole number of 16 digits, which a double need not hold exactly. */
const LONG = 1e15;

/** Whether a number of 16 digits or more may stand in it; what is nested deeper than `levels` is not looked at. */
function holdsLongNumber(value: unknown, levels: number): boolean {
  if (typeof value === 'number') return value >= LONG || value <= -LONG;
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  const fields = value as Readonly<Record<string, unknown>>;
  // Runs for every record: no list of the values is made for it.
  for (const key in fields) if (holdsLongNumber(fields[key], levels - 1)) return true;
  return false;
}

/** @param json valid JSON, so that every quote has its partner */
function quoteLongNumbers(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (part) =>
    /^-?\d{16,}$/.test(part) ? `"${part}"` : part,
  );
}

function listWithin(value: unknown): readonly unknown[] | null {
  if (!isRecord(value)) return null;
  for (const key of WRAPPERS) {
    const inner = value[key];
    if (Array.isArray(inner) && inner.some(isRecord)) return inner;
    const deeper = isRecord(inner) ? listWithin(inner) : null;
    if (deeper !== null) return deeper;
  }
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  const fields = value as Readonly<Record<string, unknown>>;
  for (const key in fields) if (isDeeper(fields[key], levels - 1)) return true;
  return false;
}

/** Values shorter than this are parsed before their fields are counted. */
const LONG_JSON = 262_144;

/**
 * Whether a value, or an object in it, has more fields than a row may have: told before it is parsed, since a million
 * of them fill the memory. Lists within a value may have any number.
 */
function isWide(json: string): boolean {
  if (json.length < LONG_JSON) return false;
  const room: number[] = [];
  for (const { mark } of structure(json)) {
    if (mark === ',') room.push((room.pop() ?? 0) - 1);
    else if (mark === '{') room.push(MAX_COLUMNS - 1);
    else if (mark === '[') room.push(room.length > 0 ? Infinity : MAX_COLUMNS - 1);
    else room.pop();
    if ((room.at(-1) ?? 0) < 0) return true;
  }
  return false;
}

function tooWide(json: string, line: number): SourceItem {
  const raw = beginningOf(json);
  return { kind: 'bad', line, code: TOO_WIDE.code, fault: TOO_WIDE.message, raw };
}

interface Value {
  readonly text: string;
  readonly line: number;
}

/**
 * Cuts a document into the values of its outer array (or into the values that follow each other), holding one
 * value in memory at a time. What is left at the end is a value of its own, so that it is reported and not lost.
 */
async function* splitValues(
  name: string,
  lines: AsyncIterable<readonly Line[]>,
): AsyncGenerator<readonly Value[]> {
  const cutter = createCutter(name);
  for await (const batch of lines) {
    yield batch.flatMap((line) => cutter.cut(withoutMark(line.text) + line.end, line));
  }
  yield cutter.finish();
}

interface Cutter {
  readonly cut: (text: string, line: Line) => Value[];
  readonly finish: () => Value[];
}

function createCutter(name: string): Cutter {
  let depth = 0;
  /** Depth at which values stand: 1 inside an outer array, 0 without one. */
  let base = 0;
  let parts: string[] = [];
  let size = 0;
  let start = 1;

  function finish(): Value[] {
    const text = parts.join('').trim();
    parts = [];
    size = 0;
    return text === '' ? [] : [{ text, line: start }];
  }

  function keep(text: string, line: number): void {
    if (size === 0 && text.trim() === '') return;
    if (size === 0) start = line;
    parts.push(text);
    size += text.length;
    if (size > MAX_VALUE_CHARACTERS) throw tooLarge(name, start);
  }

  /** How a bracket or comma outside strings bears on the value at hand: it begins the list, ends a value, or neither. */
  function weigh(mark: string): 'list' | 'after' | 'before' | 'inside' {
    if (mark === ',') return depth === base ? 'before' : 'inside';
    return mark === '{' || mark === '[' ? open(mark) : close();
  }

  function open(mark: string): 'list' | 'inside' {
    depth += 1;
    if (depth > 1 || mark === '{' || size > 0) return 'inside';
    base = 1;
    return 'list';
  }

  function close(): 'after' | 'before' | 'inside' {
    depth = Math.max(depth - 1, 0);
    if (depth > 0) return 'inside';
    const wasList = base === 1;
    base = 0;
    return wasList ? 'before' : 'after';
  }

  function cut(text: string, { number }: Line): Value[] {
    const values: Value[] = [];
    let from = 0;
    for (const { mark, at } of structure(text)) {
      const place = weigh(mark);
      if (place === 'inside') continue;
      if (place !== 'list') {
        keep(text.slice(from, place === 'after' ? at + 1 : at), number);
        values.push(...finish());
      }
      from = at + 1;
    }
    keep(text.slice(from), number);
    return values;
  }

  return { cut, finish };
}

/** The brackets and commas of a line that stand outside strings. No JSON string runs over the end of a line. */
function* structure(text: string): Generator<{ mark: string; at: number }> {
  const marks = /["\\[\]{},]/g;
  let inString = false;
  for (let found = marks.exec(text); found !== null; found = marks.exec(text)) {
    const mark = found[0];
    if (mark === '"') inString = !inString;
    else if (mark === '\\') marks.lastIndex = found.index + 2;
    else if (!inString) yield { mark, at: found.index };
  }
}

function tooLarge(name: string, line: number): InputError {
  return new InputError({
    zh: `${name}:${line}：一个 JSON 值超过 ${MAX_VALUE_CHARACTERS / 1048576} MB；请改成每行一条的 NDJSON`,
    en: `${name}:${line}: one JSON value is larger than ${MAX_VALUE_CHARACTERS / 1048576} MB; convert the file to NDJSON`,
  });
}
