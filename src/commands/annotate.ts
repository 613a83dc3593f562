import type { Command } from 'commander';
import { isLarge } from '../io/input-file.ts';
import { outputTo } from '../io/output.ts';
import { createRejectsFile } from '../io/rejects.ts';
import { readShipped } from '../io/resources.ts';
import { openSource } from '../io/source.ts';
import { type TableFormat, writeTable } from '../io/table.ts';
import { EXIT, InputError } from '../model/errors.ts';
import type { Message } from '../model/labels.ts';
import type { Reject } from '../model/source.ts';
import type { Cell } from '../model/store.ts';
import {
  type FilterRow,
  filterRows,
  layOut,
  loadFilter,
  privacyOf,
  protectedBy,
} from '../pipeline.ts';
import { compileBriefly } from './compiling.ts';
import { nameOf } from './describe.ts';
import { addDictionaryFlag, type DictionaryFlags, readUserWords } from './dictionary.ts';
import { openingOptions } from './inputs.ts';
import { type LabelledRows, labelRows, startLabelling } from './label-rows.ts';
import { type Job, LABEL_COLUMNS } from './labelling.ts';
import { addOutputFlags, formatOf, isForSpreadsheets, type OutputFlags } from './output-flags.ts';
import { keyedHash } from './privacy.ts';
import { addReadingFlags, givenColumns, type ReadingFlags } from './reading.ts';
import { addJobsFlag, type JobsFlags, jobsOf } from './settings.ts';
import {
  type CommonOptions,
  type Terminal,
  type Voicing,
  voicing,
  wantsColor,
} from './terminal.ts';

type AnnotateFlags = ReadingFlags &
  OutputFlags &
  JobsFlags &
  DictionaryFlags &
  CommonOptions & { readonly rejects?: string; readonly mask?: boolean };

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
  addJobsFlag(addReadingFlags(addOutputFlags(command, text, FORMATS), text), text, 'filter');
  addDictionaryFlag(command, text)
    .option(
      '--rejects <file>',
      text({
        zh: '无效行写到哪里（默认逐行报到标准错误；- 表示留在原位，空文本，原因在 attributes.rejected，用于 ndjson、json）',
        en: 'where invalid rows go (default: a line each on standard error; -: in their place in ndjson and json, with an empty text and the reason in attributes.rejected)',
      }),
    )
    .option(
      '--mask',
      text({
        zh: '脱敏：姓名、电话、证件号等换成 [手机] 这样的标记，位置按换后的文本算',
        en: 'marks such as [手机] in the place of personal data; offsets are those of the masked text',
      }),
    )
    .addHelpText(
      'after',
      text({
        zh: '\n一行进一行出，次序不变，内存占用不变，不读写库，默认用上所有处理器核。多轮会话请用 voc ingest。\n有无效行时退出码为 3。\n\n示例：\n  $ voc annotate --format ndjson < voices.ndjson\n  $ voc annotate 评价.csv --text 评价内容 -o 标注.xlsx\n  $ voc annotate 评价.ndjson --format ndjson --jobs 1\n  $ echo \'{"text":"不错，就是有点贵"}\' | voc annotate --format ndjson',
        en: '\nOne row in, one row out, in order and in constant memory, on all cores; no store\nis read or written. Transcripts of several turns are for voc ingest. Exit status\n3: some rows were invalid.\n\nExamples:\n  $ voc annotate --format ndjson < voices.ndjson\n  $ voc annotate reviews.csv --text content -o labels.xlsx\n  $ voc annotate reviews.ndjson --format ndjson --jobs 1\n  $ echo \'{"text":"不错，就是有点贵"}\' | voc annotate --format ndjson',
      }),
    );
  return async ([file], flags, terminal) => {
    compileBriefly();
    return annotateFile(file as string, flags, terminal, voicing(terminal, flags));
  };
}

async function annotateFile(
  file: string,
  flags: AnnotateFlags,
  terminal: Terminal,
  say: Voicing,
): Promise<number> {
  const format = formatOf(flags, terminal, FORMATS);
  if (flags.rejects === '-' && format !== 'ndjson' && format !== 'json') throw noPlace(format);
  const shipped = readShipped();
  const userWords = await readUserWords(flags, terminal.stdin);
  const jobs = jobsOf(flags);
  const early =
    jobs > 1 && (await isLarge(file)) ? startLabelling(jobs, { shipped, userWords }) : null;
  const resources = loadFilter(shipped, userWords);
  const source = await openSource(
    file,
    { ...openingOptions(flags, resources, say), emptyIsFine: true },
    terminal.stdin,
  );
  const asReceived = await layOut(source, resources.headers, {
    given: givenColumns(flags),
    emptyIsFine: true,
  });
  const keyed = keyedHash(terminal, { mayMakeKey: true });
  const { layout, batches } = flags.mask
    ? protectedBy(privacyOf(asReceived, resources, keyed), asReceived)
    : asReceived;
  const inPlace = flags.rejects === '-';
  const rejects =
    flags.rejects === undefined || inPlace ? null : createRejectsFile(flags.rejects, say.language);
  let rejected = 0;
  const putAside = async (reject: Reject): Promise<FilterRow | undefined> => {
    rejected += 1;
    if (inPlace) return standIn(reject, say);
    if (rejects !== null) await rejects.add(file, reject);
    else tellOf(reject, file, say);
    return undefined;
  };
  const rows = filterRows(batches, layout, putAside);
  const label: Label = (jobOf) => labelRows(rows, jobOf, resources, jobs, early);
  try {
    await write(label, layout.columns, format, flags, terminal);
    await rejects?.commit();
  } finally {
    await rejects?.discard().catch(() => undefined);
  }
  for (const { zh, en } of source.warnings)
    say.warn({ zh: `${file}：${zh}`, en: `${file}: ${en}` });
  return rejected > 0 ? EXIT.rejected : EXIT.done;
}

/** The row that stands where an invalid one was: one line in, one line out, for engines that pipe rows through. */
function standIn({ line, code, reason, raw }: Reject, { language }: Voicing): FilterRow {
  const rejected = { line, code, reason: reason[language], raw };
  return { id: String(line), text: '', attributes: { rejected } };
}

function tellOf({ line, reason: { zh, en } }: Reject, file: string, say: Voicing): void {
  const name = nameOf(file);
  say.warn({ zh: `${name.zh}:${line}：${zh}`, en: `${name.en}:${line}: ${en}` });
}

function noPlace(format: string): InputError {
  return new InputError(
    {
      zh: `--rejects - 只用于 ndjson 和 json，不能用于 ${format}；请改用 --format ndjson，或写明一个文件`,
      en: `--rejects - is for ndjson and json, not for ${format}; use --format ndjson, or name a file`,
    },
    { status: EXIT.usage },
  );
}

/** Labels the rows at hand for one kind of output. */
type Label = (jobOf: (rows: readonly FilterRow[]) => Job) => AsyncIterable<LabelledRows>;

async function write(
  label: Label,
  columns: readonly { readonly name: string; readonly role: string }[],
  format: string,
  flags: AnnotateFlags,
  terminal: Terminal,
): Promise<void> {
  const target = flags.output ?? '-';
  if (format === 'ndjson') return outputTo(target, lines(label), terminal.stdout);
  if (format === 'json') return outputTo(target, document(label), terminal.stdout);
  const passed = passedOn(columns);
  const rows = cells(label, passed);
  const first = await rows.next();
  // Nothing in, nothing out: where there are no columns, a header line would be our invention.
  if (first.done && columns.length === 0 && target === '-') return;
  const heads = passed.map((name) => (COLUMNS.includes(name) ? `attributes.${name}` : name));
  const table = {
    columns: [...COLUMNS, ...heads],
    rows: startingWith(first, rows),
  };
  await writeTable(table, format as TableFormat, target, {
    excel: isForSpreadsheets(flags),
    ...(target === '-' && terminal.stdout.isTTY ? { width: terminal.stdout.columns ?? 80 } : {}),
    color: target === '-' && wantsColor(terminal.stdout, flags.color, terminal.env),
    name: 'voices',
    stdout: terminal.stdout,
  });
}

/** Whole records of the contract, as JSON. */
function recordsOf(rows: readonly FilterRow[], between: string): Job {
  const ids = rows.map(({ id }) => id);
  const attributes = rows.map((row) => jsonOf(row.attributes));
  return { texts: rows.map(({ text }) => text), records: { ids, attributes, between } };
}

function jsonOf(attributes: FilterRow['attributes']): string {
  const json = JSON.stringify(attributes);
  return json === '{}' ? '' : json;
}

async function* lines(label: Label): AsyncGenerator<string | Uint8Array> {
  for await (const { labelled } of label((rows) => recordsOf(rows, '\n'))) {
    yield labelled.bytes;
    yield '\n';
  }
}

async function* document(label: Label): AsyncGenerator<string | Uint8Array> {
  let before = '[\n';
  for await (const { labelled } of label((rows) => recordsOf(rows, ',\n'))) {
    yield before;
    yield labelled.bytes;
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

const COLUMNS = ['id', 'text', ...LABEL_COLUMNS];

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
  label: Label,
  passed: readonly string[],
): AsyncGenerator<readonly Cell[], undefined> {
  const batches = label((rows) => ({ texts: rows.map(({ text }) => text), records: null }));
  for await (const { rows, labelled } of batches) {
    for (const [at, { id, text, attributes }] of rows.entries()) {
      const others = passed.map((name) => cellOf(valueAt(attributes, name)));
      yield [id, text, ...(labelled.cells[at] ?? []), ...others];
    }
  }
}

async function* startingWith<Row>(
  first: IteratorResult<Row, undefined>,
  rest: AsyncGenerator<Row, undefined>,
): AsyncGenerator<Row> {
  try {
    for (let next = first; !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return(undefined);
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
