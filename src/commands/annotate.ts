import type { Command } from 'commander';
import { outputTo } from '../io/output.ts';
import { createRejectsFile } from '../io/rejects.ts';
import { readDictionaries, readWords } from '../io/resources.ts';
import { openSource } from '../io/source.ts';
import { type TableFormat, writeTable } from '../io/table.ts';
import { EXIT } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import type { Reject } from '../model/source.ts';
import type { Cell } from '../model/store.ts';
import { type AnnotatedRow, annotateRows, layOut, loadResources } from '../pipeline.ts';
import { nameOf } from './describe.ts';
import { openingOptions } from './inputs.ts';
import { addReadingFlags, givenColumns, type ReadingFlags } from './reading.ts';
import { addOutputFlags, formatOf, isForSpreadsheets, type OutputFlags } from './show.ts';
import {
  type CommonOptions,
  type Terminal,
  type Voicing,
  voicing,
  wantsColor,
} from './terminal.ts';

type AnnotateFlags = ReadingFlags & OutputFlags & CommonOptions & { readonly rejects?: string };

const FORMATS = ['table', 'csv', 'tsv', 'ndjson', 'json', 'md', 'xlsx', 'parquet'];

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: AnnotateFlags, terminal: Terminal) => Promise<number> {
  command.argument(
    '[file]',
    text({
      zh: '一行一条文本的文件，- 表示标准输入',
      en: 'a file with one text a row, - for standard input',
    }),
    '-',
  );
  addReadingFlags(addOutputFlags(command, text, FORMATS), text)
    .option(
      '--rejects <file>',
      text({
        zh: '无效行写到哪里（默认逐行报到标准错误）',
        en: 'where invalid rows go (default: a line each on standard error)',
      }),
    )
    .addHelpText(
      'after',
      text({
        zh: '\n一行进一行出，次序不变，内存占用不变，不读写库。多轮会话请用 voc ingest。\n有无效行时退出码为 3。\n\n示例：\n  $ voc annotate --format ndjson < voices.ndjson\n  $ voc annotate 评价.csv --text 评价内容 -o 标注.xlsx\n  $ echo \'{"text":"不错，就是有点贵"}\' | voc annotate --format ndjson',
        en: '\nOne row in, one row out, in order and in constant memory; no store is read or\nwritten. Transcripts of several turns are for voc ingest. Exit status 3: some\nrows were invalid.\n\nExamples:\n  $ voc annotate --format ndjson < voices.ndjson\n  $ voc annotate reviews.csv --text content -o labels.xlsx\n  $ echo \'{"text":"不错，就是有点贵"}\' | voc annotate --format ndjson',
      }),
    );
  return async ([file], flags, terminal) =>
    annotateFile(file as string, flags, terminal, voicing(terminal, flags));
}

async function annotateFile(
  file: string,
  flags: AnnotateFlags,
  terminal: Terminal,
  say: Voicing,
): Promise<number> {
  const format = formatOf(flags, terminal, FORMATS);
  const resources = loadResources(readDictionaries(), readWords());
  const source = await openSource(
    file,
    { ...openingOptions(flags, resources, say), emptyIsFine: true },
    terminal.stdin,
  );
  const { layout, items } = await layOut(source, resources.headers, givenColumns(flags), true);
  const rejects =
    flags.rejects === undefined ? null : createRejectsFile(flags.rejects, say.language);
  let rejected = 0;
  const putAside = async (reject: Reject): Promise<void> => {
    rejected += 1;
    if (rejects !== null) return rejects.add(file, reject);
    const { zh, en } = reject.reason;
    const name = nameOf(file);
    say.warn({ zh: `${name.zh}:${reject.line}：${zh}`, en: `${name.en}:${reject.line}: ${en}` });
  };
  const rows = annotateRows(items, layout, resources, putAside);
  try {
    await write(rows, layout.columns, format, flags, terminal);
    await rejects?.commit();
  } finally {
    await rejects?.discard().catch(() => undefined);
  }
  for (const { zh, en } of source.warnings)
    say.warn({ zh: `${file}：${zh}`, en: `${file}: ${en}` });
  return rejected > 0 ? EXIT.rejected : EXIT.done;
}

async function write(
  rows: AsyncIterable<AnnotatedRow>,
  columns: readonly { readonly name: string; readonly role: string }[],
  format: string,
  flags: AnnotateFlags,
  terminal: Terminal,
): Promise<void> {
  const target = flags.output ?? '-';
  if (format === 'ndjson') return outputTo(target, lines(rows), terminal.stdout);
  if (format === 'json') return outputTo(target, document(rows), terminal.stdout);
  const iterator = rows[Symbol.asyncIterator]();
  const first = await iterator.next();
  // Nothing in, nothing out: where there are no columns, a header line would be our invention.
  if (first.done && columns.length === 0 && target === '-') return;
  const passed = passedOn(columns);
  const heads = passed.map((name) => (COLUMNS.includes(name) ? `attributes.${name}` : name));
  const table = {
    columns: [...COLUMNS, ...heads],
    rows: cells(first, iterator, passed),
  };
  await writeTable(table, format as TableFormat, target, {
    excel: isForSpreadsheets(flags),
    ...(target === '-' && terminal.stdout.isTTY ? { width: terminal.stdout.columns ?? 80 } : {}),
    color: target === '-' && wantsColor(terminal.stdout, flags.color, terminal.env),
    name: 'voices',
    stdout: terminal.stdout,
  });
}

/** The record of the contract as JSON. Fields that say nothing (`term`, `attributes`) are left out. */
function recordOf(row: AnnotatedRow): string {
  const { id, text, sentiment, kinds, stages, signals, urgency, attributes } = row;
  const opinions = row.opinions.map(({ term, span, start, end, polarity, aspect, stage }) => ({
    span,
    start,
    end,
    polarity,
    aspect,
    stage,
    ...(term === null ? {} : { term }),
  }));
  const others = Object.keys(attributes).length > 0 ? { attributes } : {};
  return JSON.stringify({
    id,
    text,
    sentiment,
    kinds,
    opinions,
    stages,
    signals,
    urgency,
    ...others,
  });
}

async function* lines(rows: AsyncIterable<AnnotatedRow>): AsyncGenerator<string> {
  for await (const row of rows) yield `${recordOf(row)}\n`;
}

async function* document(rows: AsyncIterable<AnnotatedRow>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const row of rows) {
    yield before + recordOf(row);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

const COLUMNS = [
  'id',
  'text',
  'sentiment',
  'score',
  'kinds',
  'stages',
  'signals',
  'urgency',
  'opinions',
];

/** Names of the attributes that get a column: all columns but those that the record replaces. */
function passedOn(columns: readonly { readonly name: string; readonly role: string }[]): string[] {
  const names = columns
    .filter(({ role }) => role !== 'text' && role !== 'id')
    .map(({ name }) => name)
    .filter((name) => !RECORD.test(name));
  const sentiment = columns.some(({ name }) => /^sentiment(\.|$)/.test(name));
  const passed = names.filter((name) => !(sentiment && name === 'score'));
  return [...new Set(passed.map((name) => name.replace(/^attributes\./, '')))];
}

/** What `voc annotate` wrote itself, where its output is its input again. */
const RECORD = /^(id|text|attributes|(sentiment|kinds|opinions|stages|signals|urgency)(\..*)?)$/;

async function* cells(
  first: IteratorResult<AnnotatedRow>,
  rest: AsyncIterator<AnnotatedRow>,
  passed: readonly string[],
): AsyncGenerator<readonly Cell[]> {
  for (let next = first; !next.done; next = await rest.next()) {
    const row = next.value;
    yield [
      row.id,
      row.text,
      row.sentiment.label,
      row.sentiment.score,
      row.kinds.join('|'),
      row.stages.join('|'),
      row.signals.join('|'),
      row.urgency,
      JSON.stringify(row.opinions),
      ...passed.map((name) => cellOf(valueAt(row.attributes, name))),
    ];
  }
}

/** The value of an attribute, also of one inside another (`customer.city`). */
function valueAt(fields: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(fields, name)) return fields[name];
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
    const inner = fields[name.slice(0, dot)];
    if (typeof inner !== 'object' || inner === null) continue;
    const found = valueAt(inner as Readonly<Record<string, unknown>>, name.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

function cellOf(value: unknown): Cell {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  return JSON.stringify(value);
}
