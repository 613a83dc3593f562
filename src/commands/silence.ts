import type { Command } from 'commander';
import { openSource } from '../io/source.ts';
import { daysAfter, mondayOf, weeksBetween } from '../measure/calendar.ts';
import { FAR_LESS, type Heard, type HeardAgainst, silencesOf } from '../measure/silence.ts';
import { EXIT, InputError } from '../model/errors.ts';
import { type Labels, labelsOf, type Message, STAGES } from '../model/labels.ts';
import type { SourceItem } from '../model/source.ts';
import type { Cell } from '../model/store.ts';
import { figure, shownFactor, shownIn } from '../report/answer-cells.ts';
import { SOURCES } from '../report/wording.ts';
import { COLUMN_NAMES, groupBy } from '../store/columns.ts';
import type { Store } from '../store/session.ts';
import { lastDayOf } from '../store/voice-rows.ts';
import { readVolumes, type Volume } from '../store/volumes.ts';
import { type Answer, type AnswerFlags, addAnswerFlags, readScoped, showAnswer } from './answer.ts';
import { columnMeant } from './grouping.ts';
import { type Terminal, type Voicing, voicing } from './terminal.ts';

type SilenceFlags = AnswerFlags & { readonly against?: string };

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: SilenceFlags, terminal: Terminal) => Promise<number> {
  addAnswerFlags(command, text)
    .option(
      '--against <file>',
      text({
        zh: '业务数据的计数表：两列（列名、数量，如 渠道,订单数），或三列（列, 值, 数量）',
        en: 'a table of counts from operations: two columns (as channel,orders), or three (column, value, count)',
      }),
    )
    .addHelpText(
      'after',
      text({
        zh: '\n听不到的声音：哪些客群、阶段、渠道、产品没有声音或少得不合理。给出业务计数时按每单（每位客户）\n应有的声音比较；没有时看最近四周比以前少了多少，以及从来没有人说起的阶段。\n\n示例：\n  $ voc silence\n  $ voc silence --against 订单数.csv\n  $ voc silence --against 客户数.xlsx -o 沉默.csv',
        en: '\nWhat is not heard: groups, stages, channels and products without voices or with far too few. With counts of\noperations, against the voices that their size lets expect; without, the last four weeks against those\nbefore, and stages that nobody speaks of.\n\nExamples:\n  $ voc silence\n  $ voc silence --against orders.csv\n  $ voc silence --against customers.xlsx -o silence.csv',
      }),
    );
  return async (_, flags, terminal) => {
    const say = voicing(terminal, flags);
    const counts = flags.against === undefined ? null : await readCounts(flags.against, terminal);
    const answer = await readScoped(flags, terminal, say, (reader) =>
      counts === null ? recentAnswer(reader) : againstAnswer(reader, counts, say),
    );
    await showAnswer(answer, flags, terminal, say);
    return EXIT.done;
  };
}

/** Operational counts by value, for each column. */
type Counts = ReadonlyMap<string, ReadonlyMap<string, number>>;

async function readCounts(path: string, terminal: Terminal): Promise<Counts> {
  const source = await openSource(path, {}, terminal.stdin);
  const counts = new Map<string, Map<string, number>>();
  let header: readonly string[] | null = null;
  for await (const items of source.batches) {
    for (const item of items) {
      if (item.kind === 'bad') throw wrongCounts(path, item.line);
      // The first row names the columns; objects name their own.
      if (item.kind === 'row' && header === null) header = item.cells.map((cell) => cell.trim());
      else addCount(counts, header, item, path);
    }
  }
  if (counts.size === 0) throw wrongCounts(path, 1);
  return counts;
}

function addCount(
  counts: Map<string, Map<string, number>>,
  header: readonly string[] | null,
  item: Exclude<SourceItem, { readonly kind: 'bad' }>,
  path: string,
): void {
  const names = item.kind === 'row' ? (header ?? []) : Object.keys(item.fields);
  const raw = item.kind === 'row' ? item.cells : Object.values(item.fields).map(String);
  const cells = raw.map((cell) => cell.trim());
  if (cells.every((cell) => cell === '')) return;
  const long = names.length >= 3;
  const [column = '', value = '', number = ''] = long
    ? cells
    : [names[0], cells[0], names.length < 2 ? '' : cells[1]];
  const count = Number(number.replaceAll(',', ''));
  if (value === '' || number === '' || !(count >= 0)) throw wrongCounts(path, item.line);
  const values = counts.get(column) ?? new Map<string, number>();
  counts.set(column, values);
  values.set(value, (values.get(value) ?? 0) + count);
}

function wrongCounts(path: string, line: number): InputError {
  return new InputError({
    zh: `${path} 第 ${line} 行：看不懂；计数表要有表头，两列（列名、数量）或三列（列, 值, 数量），如 渠道,订单数`,
    en: `${path} line ${line}: not understood; counts need a header and two columns (name of the column, count) or three (column, value, count), as channel,orders`,
  });
}

async function againstAnswer(reader: Store, counts: Counts, say: Voicing): Promise<Answer> {
  const rows: Cell[][] = [];
  for (const [name, values] of counts) {
    const column = await columnMeant(reader, name, say);
    await groupBy(reader, column);
    const volumes = new Map(
      (await readVolumes(reader, null)).map((one) => [one.value, one.voices]),
    );
    const heard: Heard[] = [...values].map(([shown, exposure]) => {
      const value = column === 'stage' ? stageOf(shown) : shown;
      return { value, exposure, voices: volumes.get(value) ?? 0 };
    });
    rows.push(...silencesOf(heard).map((one) => cellsOf(column, one)));
    const uncounted = [...volumes].filter(([value]) => !heard.some((one) => one.value === value));
    rows.push(
      ...uncounted.map(([value, voices]) => [
        column,
        value,
        voices,
        null,
        null,
        null,
        null,
        null,
        'uncounted',
      ]),
    );
  }
  return silenceAnswer(rows, {
    zh: '应有 = 业务数量 × 全部声音 ÷ 全部业务数量',
    en: 'expected = count of the value x all voices / all counts',
  });
}

function stageOf(name: string): string {
  return labelsOf(STAGES).find((id) => STAGES[id].zh === name) ?? name;
}

const RECENT_WEEKS = 4;

async function recentAnswer(reader: Store): Promise<Answer> {
  const lastDay = await lastDayOf(reader);
  const since = lastDay === null ? null : daysAfter(mondayOf(lastDay), -7 * (RECENT_WEEKS - 1));
  const rows: Cell[][] = [];
  for (const column of ['group', 'channel', 'product', 'source']) {
    await groupBy(reader, column);
    const volumes = await readVolumes(reader, since);
    const heard = volumes.map(({ value, voices, recent }) => ({
      value,
      voices: recent,
      exposure: voices - recent,
    }));
    rows.push(
      ...silencesOf(heard)
        .filter(isSilent)
        .map((one) => cellsOf(column, one)),
    );
  }
  await groupBy(reader, 'week');
  rows.push(
    ...silencesOf(weeksIn(await readVolumes(reader, null)))
      .filter(isSilent)
      .map((one) => cellsOf('week', one)),
  );
  await groupBy(reader, 'stage');
  const told = new Set((await readVolumes(reader, null)).map(({ value }) => value));
  for (const stage of labelsOf(STAGES)) {
    if (!told.has(stage)) rows.push(['stage', stage, 0, 0, null, null, null, null, 'silent']);
  }
  return silenceAnswer(rows, {
    zh: `没有业务计数：客群、渠道、产品、来源拿${since === null ? '' : `最近 ${RECENT_WEEKS} 周（${since} 起）`}与以前相比，应有 = 以前的声音 × 最近总数 ÷ 以前总数；周与平均相比；阶段只列从没有人说起的`,
    en: `no counts of operations: groups, channels, products and sources compare the last ${RECENT_WEEKS} weeks${since === null ? '' : ` (from ${since})`} with those before, expected = voices before x recent total / total before; weeks with their mean; stages are listed that nobody speaks of`,
  });
}

function isSilent({ status }: HeardAgainst): boolean {
  return status === 'silent' || status === 'quiet';
}

/** All weeks from the first to the last, those without voices too; the first and the last may be cut short. */
function weeksIn(volumes: readonly Volume[]): Heard[] {
  const known = new Map(volumes.map(({ value, voices }) => [value, voices]));
  const [first, last] = [volumes[0]?.value, volumes.at(-1)?.value];
  if (first === undefined || last === undefined) return [];
  return weeksBetween(first, last)
    .slice(1, -1)
    .map((value) => ({ value, voices: known.get(value) ?? 0, exposure: 1 }));
}

function silenceAnswer(rows: readonly (readonly Cell[])[], expected: Message): Answer {
  return {
    title: { zh: '听不到的声音', en: 'What is not heard' },
    notes: [
      expected,
      {
        zh: `声音数带 95 % 泊松区间（Byar）；区间上限还不到应有的 ${FAR_LESS * 100} %，才说太少（没有声音即沉默）；本来就该很少的说不准`,
        en: `counts with their 95 % Poisson interval (Byar); too few (or silent) where even its upper end is below ${FAR_LESS * 100} % of what is expected; where little is expected nothing can be told`,
      },
    ],
    columns: COLUMNS,
    rows,
  };
}

function cellsOf(column: string, one: HeardAgainst): Cell[] {
  const { value, voices, low, high, exposure, expected, status } = one;
  const rate = exposure > 0 ? (100 * voices) / exposure : null;
  return [
    column,
    value,
    voices,
    ...[low, high].map(figure),
    exposure,
    figure(expected),
    figure(rate),
    status,
  ];
}

const STATUSES: Readonly<Record<string, Message>> = {
  silent: { zh: '没有声音', en: 'silent' },
  quiet: { zh: '声音太少', en: 'far too few' },
  unclear: { zh: '说不准', en: 'too little to say' },
  heard: { zh: '听得到', en: 'heard' },
  uncounted: { zh: '业务数据里没有', en: 'not among the counts' },
};

/** The names of values by their column. */
const LABELS: Readonly<Record<string, Labels>> = { stage: STAGES, source: SOURCES };

const COLUMNS: Answer['columns'] = [
  { id: 'column', name: { zh: '列', en: 'column' }, shown: shownIn(COLUMN_NAMES) },
  {
    id: 'value',
    name: { zh: '值', en: 'value' },
    shown: (value, language, row) => shownIn(LABELS[String(row[0])] ?? {})(value, language, row),
  },
  { id: 'voices', name: { zh: '声音', en: 'voices' } },
  { id: 'low', name: { zh: '下限', en: 'low' }, shown: shownFactor },
  { id: 'high', name: { zh: '上限', en: 'high' }, shown: shownFactor },
  { id: 'exposure', name: { zh: '比较基数', en: 'compared with' } },
  { id: 'expected', name: { zh: '应有', en: 'expected' }, shown: shownFactor },
  { id: 'per_hundred', name: { zh: '每百', en: 'per 100' }, shown: shownFactor },
  {
    id: 'status',
    name: { zh: '状态', en: 'status' },
    shown: (status, language) => STATUSES[String(status)]?.[language] ?? '',
  },
];
