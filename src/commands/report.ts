import { Argument, type Command, Option } from 'commander';
import { readDictionaries } from '../io/resources.ts';
import { cuedFacts, journeyMap } from '../journey/map.ts';
import { isBuiltIn } from '../journey/plan.ts';
import { type Period, periodBefore } from '../measure/comparison.ts';
import { EXIT, InputError } from '../model/errors.ts';
import type { Findings } from '../model/findings.ts';
import type { JourneyPlan, StageFacts } from '../model/journey.ts';
import type { Message } from '../model/labels.ts';
import type { Filter } from '../model/store.ts';
import { cueFinder } from '../pipeline/journeys.ts';
import { comparedFindings, findingsOf, quotedFindings, stagedFindings } from '../pipeline.ts';
import { OUTLINES } from '../report/audiences.ts';
import { listedPains } from '../report/extent.ts';
import { VIEW_IDS, type View } from '../report/views.ts';
import type { ReportOptions } from '../report/wording.ts';
import { WORKBOOK_VOICES } from '../report/workbook.ts';
import { readStageEvidence } from '../store/evidence.ts';
import { readFacts } from '../store/facts.ts';
import { readJourneyOfScope, readStagesOfScope } from '../store/journey-facts.ts';
import { readQuotes } from '../store/pain-facts.ts';
import type { Store } from '../store/session.ts';
import { readFirstVoices } from '../store/tables.ts';
import { configurationOf } from './configuration.ts';
import { configuredPlan } from './journey-plan.ts';
import { definitionsIn, type GroupedMetric, readMetricFindings } from './metric-findings.ts';
import { readStore } from './opening.ts';
import { publicReport } from './public-report.ts';
import { addFilterFlags, addStoreFlags, filterOf, type StoreFlags } from './settings.ts';
import {
  addShowFlags,
  isWorkbook,
  reportFormat,
  reportOptions,
  type ShowFlags,
  type ShownWords,
  showFindings,
  shownView,
  shownWords,
} from './show.ts';
import { type CommonOptions, type Terminal, type Voicing, voicing } from './terminal.ts';

type ReportFlags = StoreFlags &
  ShowFlags &
  Filter &
  CommonOptions & { readonly compareTo?: 'previous'; readonly public?: boolean };

export function declare(
  command: Command,
  text: (message: Message) => string,
): (args: readonly unknown[], flags: ReportFlags, terminal: Terminal) => Promise<number> {
  command.addArgument(
    new Argument(
      '[view]',
      text({ zh: '只看一个视图（默认全部）', en: 'one view only (default: all)' }),
    ).choices(VIEW_IDS),
  );
  command.addOption(
    new Option(
      '--compare-to <period>',
      text({
        zh: '与紧接在前、长度相同的一期比较（要有 --since）',
        en: 'compare with the period of equal length before (needs --since)',
      }),
    ).choices(['previous']),
  );
  command.addOption(
    new Option(
      '--public',
      text({
        zh: '「您说的 / 我们做的」：给客户看的一页，没有编号和个人信息，小数字不公布；行动写在 voc.yaml 的 public 一节',
        en: '"You said, we did": a page for customers without ids, personal data or small numbers; actions stand in voc.yaml under public',
      }),
    ).conflicts(['audience', 'compareTo']),
  );
  addFilterFlags(addShowFlags(addStoreFlags(command, text), text), text).addHelpText(
    'after',
    text({
      zh: '\n只读库，不改任何数据。日期按声音的时间，首尾两天都算。\ncsv、tsv、ndjson、parquet 是一个视图的数据行，不指定视图时为 pains；xlsx 不指定视图时是整份报告的工作簿，含声音。\n\n示例：\n  $ voc report\n  $ voc report --audience 管理层 -o 一页.html\n  $ voc report --public -o 您说的我们做的.html\n  $ voc report pains --since 2026-07-01 --top 20\n  $ voc report --since 2026-07-01 --until 2026-07-31 --compare-to previous\n  $ voc report -o 周报.html\n  $ voc report pains --group 大客户 --format csv > 痛点.csv',
      en: '\nReads the store, changes nothing. Days are those of the voices; both ends count.\ncsv, tsv, ndjson and parquet hold the rows of one view, by default pains; xlsx without\na view is a workbook of the whole report with its voices.\n\nExamples:\n  $ voc report\n  $ voc report --audience management -o page.html\n  $ voc report --public -o you-said.html\n  $ voc report pains --since 2026-07-01 --top 20\n  $ voc report --since 2026-07-01 --until 2026-07-31 --compare-to previous\n  $ voc report -o weekly.html\n  $ voc report pains --channel App --format csv > pains.csv',
    }),
  );
  return async ([view], flags, terminal) => {
    reportFormat(flags, terminal);
    const say = voicing(terminal, flags);
    if (flags.public && view !== undefined) throw wholeOnly(view as View);
    if (flags.public) await publicReport(flags, terminal, say);
    else await reportStore(flags, view as View | undefined, terminal, say);
    return EXIT.done;
  };
}

function wholeOnly(view: View): InputError {
  return new InputError(
    {
      zh: `--public 是一整页，没有视图 ${view}；请去掉其中一个`,
      en: `--public is a page of its own and has no view ${view}: leave out one of them`,
    },
    { status: 2 },
  );
}

/** With more, the engine only keeps for longer what it has read: a report on a million voices takes as long within these. */
const LIMITS = { memoryLimit: '512MB' };

/** What a report shows: findings, and in a workbook the first voices. */
type Shown = readonly [
  findings: Findings,
  voices: Awaited<ReturnType<typeof readFirstVoices>> | undefined,
];

/** Writes the report on the store's voices that pass the filter. */
export async function reportStore(
  flags: ReportFlags,
  view: View | undefined,
  terminal: Terminal,
  say: Voicing,
): Promise<void> {
  const { priority } = await configurationOf(terminal);
  const definitions = await definitionsIn(terminal, say);
  const plan = await configuredPlan(terminal);
  const filter = filterOf(flags);
  const shown = shownView(flags, view, terminal);
  const journey = {
    hasMap: hasMap(flags, view, terminal),
    hasStages: !isBuiltIn(plan) && (shown === undefined || shown === 'stages'),
  };
  const scored = shown === undefined || SCORED.includes(shown);
  const found = async (
    reader: Store,
    of: Filter,
    { quotes, evidence }: ShownWords,
  ): Promise<Findings> => {
    const facts = await readFacts(reader, of, {
      ...{ quotes: quotes === 'all', evidence },
      journey: journey.hasMap || journey.hasStages,
      scope: false,
    });
    const plain = findingsOf(facts, priority);
    if (!scored) return plain;
    const metrics = await readMetricFindings(reader, definitions, say, { quoted: evidence });
    return scoredFindings(plain, metrics);
  };
  const words = shownWords(flags, view, terminal);
  const read = async (reader: Store): Promise<Shown> => {
    const unquoted = await found(reader, filter, words);
    const now = await withListedQuotes(reader, unquoted, words, reportOptions(flags, view, say));
    // Before the comparison, which selects other voices.
    const staged = await withJourney(reader, now, plan, journey);
    const compared = await withComparison(flags, filter, staged, (of) =>
      found(reader, of, WORDLESS),
    );
    // In the order of their keys: as good as drawn by lot.
    const rows = isWorkbook(flags, view, terminal)
      ? await readFirstVoices(reader, filter, WORKBOOK_VOICES)
      : undefined;
    return [compared, rows];
  };
  const [findings, voices] = await readStore(flags, terminal, say, read, LIMITS);
  await showFindings(findings, flags, view, terminal, say, voices);
}

/** Findings with all metrics, and what those say who answered them. */
function scoredFindings(findings: Findings, metrics: readonly GroupedMetric[]): Findings {
  const evidence = metrics.flatMap(({ metric, quotes }) =>
    quotes.length === 0 ? [] : [{ of: 'metric' as const, label: metric.id, quotes }],
  );
  return {
    ...findings,
    metrics: metrics.map(({ metric }) => metric),
    evidence: [...findings.evidence, ...evidence],
  };
}

/** Puts the journey into the findings: the whole map where there is room for it, its stages where they are a team's own. */
async function withJourney(
  reader: Store,
  findings: Findings,
  plan: JourneyPlan,
  { hasMap, hasStages }: { readonly hasMap: boolean; readonly hasStages: boolean },
): Promise<Findings> {
  if (!hasMap && !hasStages) return findings;
  const map = hasMap ? await readJourneyOfScope(reader, plan) : null;
  const facts = map ?? (await readStagesOfScope(reader, plan));
  const staged = hasStages ? await withStages(reader, findings, facts, plan) : findings;
  if (map === null) return staged;
  const cued = cuedFacts(map, cueFinder(readDictionaries()));
  return { ...staged, journey: journeyMap(cued, plan, {}) };
}

/** Puts a team's own stages into the findings, with quotes where the findings have any. */
async function withStages(
  reader: Store,
  findings: Findings,
  facts: StageFacts,
  plan: JourneyPlan,
): Promise<Findings> {
  const evidence = findings.evidence.length === 0 ? [] : await readStageEvidence(reader);
  return stagedFindings(findings, facts, plan, evidence);
}

/** A comparison tells figures only. */
const WORDLESS: ShownWords = { quotes: 'none', evidence: false };

/** Puts quotes to the pain points that a format lists, where it does not list them all: most have no reader. */
async function withListedQuotes(
  reader: Store,
  findings: Findings,
  { quotes }: ShownWords,
  options: ReportOptions,
): Promise<Findings> {
  if (quotes === 'all' || quotes === 'none') return findings;
  const listed = listedPains(findings, options, quotes).map(({ id }) => id);
  return quotedFindings(findings, await readQuotes(reader, listed));
}

/** Views that tell metrics: only they pay for what stands beside each. */
const SCORED: readonly View[] = ['summary', 'changes', 'metrics'];

/** Whether the flags mean a page or a workbook that has room for the journey map. */
function hasMap(flags: ReportFlags, view: View | undefined, terminal: Terminal): boolean {
  const format = reportFormat(flags, terminal);
  if (view !== undefined) return view === 'stages' && format === 'html';
  const outline = flags.audience === undefined ? null : OUTLINES[flags.audience];
  const shown = outline === null || (outline.views.includes('stages') && !outline.brief);
  return shown && ['html', 'xlsx'].includes(format);
}

async function withComparison(
  flags: ReportFlags,
  filter: Filter,
  now: Findings,
  find: (filter: Filter) => Promise<Findings>,
): Promise<Findings> {
  if (flags.compareTo === undefined) return now;
  const periods = comparedPeriods(filter, now);
  const before = await find({ ...filter, ...periods.before });
  return comparedFindings({ now, before }, periods);
}

/** The period asked for, to the last day of its voices where no other is named, and the one before. */
function comparedPeriods(filter: Filter, { scope }: Findings): { now: Period; before: Period } {
  const until = filter.until ?? scope.lastDay;
  if (filter.since === undefined || until === null) {
    throw new InputError(
      {
        zh: '--compare-to previous 要知道本期从哪天开始：请加 --since 日期（--until 可不写），且本期要有带时间的声音',
        en: '--compare-to previous needs to know when the period begins: add --since DAY (--until may be left out), and dated voices in it',
      },
      { status: 2 },
    );
  }
  const now = { since: filter.since, until };
  return { now, before: periodBefore(now) };
}
