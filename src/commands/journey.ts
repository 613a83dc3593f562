import { resolve } from 'node:path';
import { Argument, type Command, Option } from 'commander';
import { readProcess } from '../io/configuration/read.ts';
import { outputTo } from '../io/output.ts';
import { readDictionaries } from '../io/resources.ts';
import { type TableFormat, writeTable } from '../io/table.ts';
import { cuedFacts, journeyMap } from '../journey/map.ts';
import {
  alignmentSheet,
  checkSheet,
  churnSheet,
  concernSheet,
  firstBlank,
  soughtSteps,
} from '../journey/sheets.ts';
import { EXIT, InputError } from '../model/errors.ts';
import type { JourneyMap, JourneyPlan, JourneyScope, Sheet } from '../model/journey.ts';
import type { Message } from '../model/labels.ts';
import type { Filter } from '../model/store.ts';
import { concernWords, cueFinder, touchpointFinder } from '../pipeline/journeys.ts';
import { journeyHtml } from '../report/journey/html.ts';
import { journeyJson } from '../report/journey/json.ts';
import { journeyMarkdown } from '../report/journey/markdown.ts';
import { journeyMermaid } from '../report/journey/mermaid.ts';
import { journeyRows } from '../report/journey/rows.ts';
import {
  sheetHtml,
  sheetMarkdown,
  sheetRows,
  sheetTable,
  sheetTerminal,
} from '../report/journey/sheet.ts';
import { journeyTerminal } from '../report/journey/terminal.ts';
import type { ViewRows } from '../report/rows.ts';
import { journeySheet } from '../report/workbook.ts';
import { groupBy } from '../store/columns.ts';
import {
  hasProblem,
  hasVoices,
  journeyVoices,
  largestProblem,
  readJourney,
} from '../store/journey-facts.ts';
import { readAlignment, readChurn, readConcerns } from '../store/journey-views.ts';
import { selectScope } from '../store/scope.ts';
import type { Store } from '../store/session.ts';
import { noSuchGroup } from './grouping.ts';
import { configuredPlan } from './journey-plan.ts';
import { readStore } from './opening.ts';
import { addOutputFlags, formatOf, isForSpreadsheets, type OutputFlags } from './output-flags.ts';
import { addFilterFlags, addStoreFlags, filterOf, type StoreFlags } from './settings.ts';
import {
  type CommonOptions,
  type Terminal,
  type Voicing,
  voicing,
  wantsColor,
} from './terminal.ts';

interface JourneyFlags extends StoreFlags, OutputFlags, Filter, CommonOptions {
  readonly pack?: string;
  /** True without an id: the largest problem. */
  readonly fromProblem?: string | true;
  readonly fromGroup?: string;
  readonly strict?: boolean;
}

const VIEWS = ['map', 'align', 'check', 'concerns', 'churn', 'voices'] as const;
type View = (typeof VIEWS)[number];
const FORMATS = [
  ...['table', 'md', 'mermaid', 'html', 'json'],
  ...['csv', 'tsv', 'ndjson', 'xlsx', 'parquet'],
];

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: JourneyFlags, terminal: Terminal) => Promise<number> {
  command
    .addArgument(
      new Argument(
        '[view]',
        text({ zh: '看什么（默认 map，旅程地图）', en: 'what to see (default: map)' }),
      ).choices(VIEWS),
    )
    .argument('[process]', text({ zh: 'align 的流程文件', en: 'the process, for align' }));
  addFilterFlags(addOutputFlags(addStoreFlags(command, text), text, FORMATS), text)
    .addOption(
      new Option(
        '--pack <name>',
        text({
          zh: '旅程：default，或行业 app bank car citizen education hospital hotel insurance restaurant shop telecom',
          en: 'the journey: default, or an industry: app bank car citizen education hospital hotel insurance restaurant shop telecom',
        }),
      ),
    )
    .option(
      '--from-problem [id]',
      text({
        zh: '从一个痛点画起：先讲一位客户的经过，再数有同样痛点的声音（不写编号则取最大的）',
        en: "start from a pain point: one customer's way, then all voices that have it (without an id: the largest)",
      }),
    )
    .option(
      '--from-group <name>',
      text({
        zh: '画一个客户群的旅程，从这群人最大的痛点讲起；这群人没说到而别人说到的阶段会标明',
        en: 'the map of one customer group, from its largest pain point; stages that only others speak of are marked',
      }),
    )
    .option(
      '--strict',
      text({
        zh: 'check 有空白时以 1 退出',
        en: 'check ends with status 1 where something is blank',
      }),
    )
    .addHelpText(
      'after',
      text({
        zh: '\nmap 九要素旅程地图；align 与公司流程对照；check 九要素有没有空白；concerns 五项关切；\nchurn 流失两问；voices 每个数字背后的声音，一行一条。\n阶段、渠道、补救和方法步骤写在 voc.yaml 的 journey 一节。\n\n示例：\n  $ voc journey --pack hotel\n  $ voc journey -o 旅程.html\n  $ voc journey --from-problem\n  $ voc journey --from-group 金卡\n  $ voc journey align process.yaml\n  $ voc journey check --strict\n  $ voc journey voices --format csv > 依据.csv',
        en: '\nmap: the nine elements by stage; align: beside a process; check: what is blank; concerns: the five concerns;\nchurn: the two questions behind leaving; voices: the voices behind every number, a row each.\nStages, channels, recovery and steps of the method stand in voc.yaml under journey.\n\nExamples:\n  $ voc journey --pack hotel\n  $ voc journey -o journey.html\n  $ voc journey --from-problem\n  $ voc journey --from-group Gold\n  $ voc journey align process.yaml\n  $ voc journey check --strict\n  $ voc journey voices --format csv > evidence.csv',
      }),
    );
  return async ([view, process], flags, terminal) => {
    const say = voicing(terminal, flags);
    const dictionaries = readDictionaries();
    const plan = await configuredPlan(terminal, flags.pack);
    const job = {
      flags,
      terminal,
      say,
      plan,
      dictionaries,
      format: formatOf(flags, terminal, FORMATS),
    };
    return VIEW[(view ?? 'map') as View](job, process as string | undefined);
  };
}

/** What a view needs. */
interface Job {
  readonly flags: JourneyFlags;
  readonly terminal: Terminal;
  readonly say: Voicing;
  readonly plan: JourneyPlan;
  readonly dictionaries: Uint8Array;
  readonly format: string;
}

const VIEW: Readonly<Record<View, (job: Job, process?: string) => Promise<number>>> = {
  map: async (job) => showMap(await readMap(job), job),
  check,
  align,
  concerns: async (job) =>
    showSheet(
      concernSheet(
        await ask(job, (reader, filter) =>
          readConcerns(reader, filter, job.plan, concernWords(job.dictionaries)),
        ),
      ),
      job,
    ),
  churn: async (job) =>
    showSheet(
      churnSheet(
        await ask(job, (reader, filter) => readChurn(reader, filter, job.plan)),
        cueFinder(job.dictionaries),
      ),
      job,
    ),
  voices: async (job) => {
    await ask(job, async (reader, filter) => {
      const rows = await journeyVoices(
        reader,
        filter,
        job.plan,
        await scopeOf(reader, filter, job.flags),
      );
      await writeTable(
        rows,
        tableFormat(job.format),
        job.flags.output ?? '-',
        tableOptions(job, 'voices'),
      );
    });
    return EXIT.done;
  },
};

/** Reads from the store with the filter that the flags mean. */
function ask<T>(job: Job, use: (reader: Store, filter: Filter) => Promise<T>): Promise<T> {
  const { flags, terminal, say } = job;
  const filter = {
    ...filterOf(flags),
    ...(flags.fromGroup === undefined ? {} : { group: flags.fromGroup }),
  };
  return readStore(flags, terminal, say, async (reader) => {
    if (flags.fromGroup !== undefined) await refuseNoGroup(reader, filter, flags.fromGroup);
    return use(reader, filter);
  });
}

/** @throws InputError that names the groups there are, for one that no voice of the filter is of */
async function refuseNoGroup(reader: Store, filter: Filter, name: string): Promise<void> {
  if (await hasVoices(reader, filter)) return;
  const { group: _, ...others } = filter;
  await selectScope(reader, others);
  await groupBy(reader, 'group');
  throw await noSuchGroup(reader, 'group', name);
}

function readMap(job: Job): Promise<JourneyMap> {
  return ask(job, async (reader, filter) => {
    const scope = await scopeOf(reader, filter, job.flags);
    const facts = await readJourney(reader, filter, job.plan, scope);
    return journeyMap(cuedFacts(facts, cueFinder(job.dictionaries)), job.plan, scope);
  });
}

/** What the map starts from. @throws InputError for a pain point that the store does not have */
async function scopeOf(reader: Store, filter: Filter, flags: JourneyFlags): Promise<JourneyScope> {
  const { fromProblem, fromGroup } = flags;
  if (fromProblem === undefined && fromGroup === undefined) return {};
  const asked = typeof fromProblem === 'string' ? fromProblem : null;
  if (asked !== null && !(await hasProblem(reader, asked))) throw noProblem(asked);
  const problem = asked ?? (await largestProblem(reader, filter));
  if (problem === null && fromProblem !== undefined) throw noProblem('');
  return {
    ...(problem === null ? {} : { problem }),
    ...(fromProblem === undefined ? {} : { problemOnly: true }),
    ...(fromGroup === undefined ? {} : { group: fromGroup }),
  };
}

function noProblem(id: string): InputError {
  return new InputError({
    zh: `库里没有痛点 ${id}；请先运行 voc cluster，再用 voc report pains 看编号`,
    en: `the store has no pain point ${id}: run voc cluster first, then see the ids with voc report pains`,
  });
}

async function showMap(map: JourneyMap, job: Job): Promise<number> {
  const { format, terminal } = job;
  const { language } = job.say;
  const texts: Readonly<Record<string, () => string>> = {
    table: () => journeyTerminal(map, { language, ...lookOf(job) }),
    md: () => journeyMarkdown(map, language),
    mermaid: () => journeyMermaid(map, language),
    html: () => journeyHtml(map, language),
    json: () => journeyJson(map),
  };
  const text = texts[format];
  if (format === 'xlsx') {
    const { name, table } = journeySheet(map, language);
    return showRows(table, name, job);
  }
  if (text === undefined) return showRows(journeyRows(map), 'journey', job);
  await outputTo(
    job.flags.output ?? '-',
    [text()],
    terminal.stdout,
    format === 'table' ? 'rendered' : 'data',
  );
  return written(job);
}

async function showSheet(sheet: Sheet, job: Job): Promise<number> {
  const { language } = job.say;
  const texts: Readonly<Record<string, () => string>> = {
    table: () => sheetTerminal(sheet, { language, ...lookOf(job) }),
    md: () => sheetMarkdown(sheet, language),
    html: () => sheetHtml(sheet, language),
  };
  const text = texts[job.format];
  if (job.format === 'xlsx')
    return showRows(sheetTable(sheet, language), sheet.title[language], job);
  if (text === undefined) return showRows(sheetRows(sheet), 'journey', job);
  await outputTo(
    job.flags.output ?? '-',
    [text()],
    job.terminal.stdout,
    job.format === 'table' ? 'rendered' : 'data',
  );
  return written(job);
}

async function showRows(rows: ViewRows, name: string, job: Job): Promise<number> {
  const target = job.flags.output ?? '-';
  await writeTable(rows, tableFormat(job.format), target, tableOptions(job, name));
  return written(job);
}

function written({ flags, say }: Job): number {
  const target = flags.output ?? '-';
  if (target !== '-') say.say({ zh: `旅程已写入 ${target}`, en: `journey written to ${target}` });
  return EXIT.done;
}

/** @throws InputError (wrong usage) for a picture where there are only rows */
function tableFormat(format: string): TableFormat {
  if (format !== 'mermaid' && format !== 'html') return format as TableFormat;
  throw new InputError(
    {
      zh: `这个视图没有 ${format} 格式：mermaid 只画 map；表格可用 table、md、html、csv、tsv、ndjson、json、xlsx、parquet（voices 没有 html）`,
      en: `this view has no ${format}: mermaid draws the map alone; tables come as table, md, html, csv, tsv, ndjson, json, xlsx, parquet (voices not as html)`,
    },
    { status: 2 },
  );
}

function tableOptions({ flags, terminal }: Job, name: string): Parameters<typeof writeTable>[3] {
  const { stdout } = terminal;
  const isRead = (flags.output ?? '-') === '-' && stdout.isTTY === true;
  return {
    excel: isForSpreadsheets(flags),
    name,
    stdout,
    ...(isRead ? { width: stdout.columns ?? 80 } : {}),
  };
}

function lookOf({ flags, terminal }: Job): { readonly width: number; readonly color: boolean } {
  const toTerminal = (flags.output ?? '-') === '-';
  return {
    width: (toTerminal && terminal.stdout.columns) || 80,
    color: toTerminal && wantsColor(terminal.stdout, flags.color, terminal.env),
  };
}

async function check(job: Job): Promise<number> {
  const map = await readMap(job);
  await showSheet(checkSheet(map), job);
  const blank = firstBlank(map);
  if (job.flags.strict !== true || blank === null) return EXIT.done;
  const { stage, element } = blank;
  throw new InputError({
    zh: `旅程有空白：「${stage.zh}」没有${element.zh}；收集这方面的声音，或去掉 --strict`,
    en: `the journey has a blank: ${stage.en} has no ${element.en}; collect voices on it, or leave out --strict`,
  });
}

async function align(job: Job, process: string | undefined): Promise<number> {
  if (process === undefined) {
    throw new InputError(
      {
        zh: 'align 需要流程文件：voc journey align process.yaml',
        en: 'align needs a process: voc journey align process.yaml',
      },
      { status: 2 },
    );
  }
  const steps = soughtSteps(
    await readProcess(resolve(job.terminal.cwd, process)),
    touchpointFinder(job.dictionaries),
  );
  const facts = await ask(job, (reader, filter) => readAlignment(reader, filter, job.plan, steps));
  return showSheet(alignmentSheet(facts, steps), job);
}
