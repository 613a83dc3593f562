import type { ChartCells, SheetChart } from '../model/chart.ts';
import type { Findings } from '../model/findings.ts';
import { FLAGS } from '../model/flags.ts';
import { type JourneyMap, NINE } from '../model/journey.ts';
import {
  ASPECTS,
  KINDS,
  type Labels,
  type Language,
  type Message,
  SENTIMENTS,
  SIGNALS,
  STAGES,
  URGENCIES,
} from '../model/labels.ts';
import type { MetricUnit } from '../model/metric.ts';
import type { Cell } from '../model/store.ts';
import { visible } from '../model/visible.ts';
import { OUTLINES } from './audiences.ts';
import { CHANGES } from './changes.ts';
import { titleOf, viewsOf } from './extent.ts';
import { count, rounded } from './figures.ts';
import { journeyGrid } from './journey/grid.ts';
import { journeyRows } from './journey/rows.ts';
import { answeredMetrics, metricInterval, metricValue, statusNames } from './metric-figures.ts';
import { PAIN_STATUS, QUADRANTS } from './pains.ts';
import { type ViewRows, viewRows } from './rows.ts';
import { clusterHint, headline, scopeLines } from './sentences.ts';
import { VIEWS, type View } from './views.ts';
import { MARKS, type ReportOptions, SOURCES, say, TRENDS, WORDS } from './wording.ts';

/** A sheet of the workbook: its name, its rows, and which columns are shares. */
export interface ReportSheet {
  readonly name: string;
  readonly table: ViewRows;
  readonly percents: readonly number[];
  readonly wrapped?: boolean;
  readonly charts?: readonly SheetChart[];
}

/** Voices that a workbook holds at most: a spreadsheet still opens it at once. */
export const WORKBOOK_VOICES = 20_000;

/** Views with a sheet of their own; the others are columns of one of these, or sentences of the summary. */
const SHEETS: readonly View[] = [
  ...(['changes', 'metrics', 'pains', 'themes', 'sentiment', 'stages'] as const),
  ...(['urgent', 'kinds', 'signals', 'cleaning'] as const),
];

/**
 * The whole report for a spreadsheet: a summary in words, a sheet for each view, the journey map, and `voices` with their
 * labels. Names and labels are those that people read; figures are numbers, the same as in every other format. An
 * audience has the sheets of its views, in their order.
 */
export function reportSheets(
  findings: Findings,
  voices: ViewRows,
  options: ReportOptions,
): readonly ReportSheet[] {
  const { language, audience } = options;
  const shown = viewsOf(findings, options);
  const views =
    audience === undefined
      ? SHEETS.filter((view) => shown.includes(view))
      : shown.filter((view) => SHEETS.includes(view));
  const summary = summaryTable(findings, voices, options);
  const brief = audience !== undefined && OUTLINES[audience].brief;
  const parts = views.flatMap((view) => [
    forPeople(say(VIEWS[view], language), viewRows(findings, view), findings, language),
    ...(view === 'stages' ? journeySheets(findings, language) : []),
  ]);
  const charts = chartsOf(findings, parts, language);
  return [
    { name: say(VIEWS.summary, language), table: summary, percents: [], wrapped: true, charts },
    ...parts,
    ...(brief
      ? []
      : [forPeople(language === 'zh' ? '声音' : 'Voices', voices, findings, language)]),
  ];
}

/** The map as people draw it, and every item of it as a row. */
function journeySheets(findings: Findings, language: Language): ReportSheet[] {
  const { journey } = findings;
  if (journey === undefined) return [];
  const [map, items] =
    language === 'zh' ? ['旅程地图', '旅程明细'] : ['Journey map', 'Journey items'];
  return [
    {
      name: map,
      table: journeyGrid(journey, language),
      percents: [],
      wrapped: true,
      charts: [mapCurve(journey, map, language)],
    },
    forPeople(items, itemRows(journey, language), findings, language),
  ];
}

/** Every item of the map; the stage stands there by its id and by its name. */
function itemRows(journey: JourneyMap, language: Language): ViewRows {
  const { columns, rows } = journeyRows(journey, language);
  return { columns: columns.map((id) => (id === 'stage' ? 'stage_id' : id)), rows };
}

/** The emotion curve beside the map: its points are the second row of the map. */
function mapCurve({ stages }: JourneyMap, sheet: string, language: Language): SheetChart {
  const along = { sheet, column: 1, direction: 'right' } as const;
  return {
    kind: 'line',
    title: say(CURVE, language),
    format: '0.00',
    ...MOODS,
    labels: { ...along, row: 0, values: stages.map(({ name }) => say(name, language)) },
    figures: { ...along, row: 2, values: stages.map(({ mood }) => mood && rounded(mood.mean)) },
  };
}

/** A mood is a mean from -1 to 1. */
const MOODS = { low: -1, high: 1 } as const;
const CURVE: Message = { zh: '旅程情绪曲线', en: 'Emotion along the journey' };

/** Pain points in the chart of them. */
const CHARTED = 10;

/** The heaviest pain points, the course of the negative share, and the emotion curve, as far as their sheets are there. */
function chartsOf(
  findings: Findings,
  sheets: readonly ReportSheet[],
  language: Language,
): SheetChart[] {
  const cells = <Value>(
    view: View,
    id: string,
    row: number,
    values: readonly Value[],
  ): ChartCells<Value> | null => {
    const sheet = say(VIEWS[view], language);
    const column = viewRows(findings, view).columns.indexOf(id);
    const there = column >= 0 && values.length > 1 && sheets.some(({ name }) => name === sheet);
    return there ? { sheet, column, row, direction: 'down', values } : null;
  };
  const pains = findings.pains.slice(0, CHARTED);
  const { months, stages } = findings;
  const charts: readonly Partial<SheetChart>[] = [
    {
      ...chart('bars', { zh: '主要痛点的声量', en: 'Voices of the main pain points' }, '#,##0'),
      ...axes(
        cells(
          'pains',
          'label',
          1,
          pains.map(({ label }) => visible(label)),
        ),
        cells(
          'pains',
          'voices',
          1,
          pains.map(({ voices }) => voices),
        ),
      ),
    },
    {
      ...chart('line', { zh: '每月负面占比', en: 'Negative share by month' }, '0%'),
      low: 0,
      ...axes(
        // The first row is that of all voices.
        cells(
          'sentiment',
          'period',
          2,
          months.map(({ period }) => period),
        ),
        cells(
          'sentiment',
          'negative_share',
          2,
          months.map(({ negative }) => rounded(negative.value)),
        ),
      ),
    },
    {
      ...chart('line', CURVE, '0.00'),
      ...MOODS,
      ...axes(
        cells(
          'stages',
          'stage',
          1,
          stages.map(({ name }) => say(name, language)),
        ),
        cells(
          'stages',
          'emotion',
          1,
          stages.map(({ emotion }) => emotion && rounded(emotion.mean)),
        ),
      ),
    },
  ];
  return charts.filter((one): one is SheetChart => one.labels !== undefined);

  function chart(kind: SheetChart['kind'], title: Message, format: string) {
    return { kind, title: say(title, language), format };
  }
}

/** Both axes of a chart, or none where a sheet is missing. */
function axes(
  labels: ChartCells<string> | null,
  figures: ChartCells<number | null> | null,
): Partial<SheetChart> {
  return labels === null || figures === null ? {} : { labels, figures };
}

function summaryTable(findings: Findings, voices: ViewRows, options: ReportOptions): ViewRows {
  const { language } = options;
  const { scope } = findings;
  const title = titleOf(options);
  const hint = clusterHint(findings, language);
  const held = Math.min(scope.voices, voices.rows.length);
  const limit =
    language === 'zh'
      ? `「声音」表有 ${count(held)} 条，共 ${count(scope.voices)} 条；最多放 ${count(WORKBOOK_VOICES)} 条，全部见 voc export voices -o 声音.xlsx。`
      : `The sheet of voices has ${count(held)} of ${count(scope.voices)}, at most ${count(WORKBOOK_VOICES)}; voc export voices -o voices.xlsx has all.`;
  return {
    columns: [title, language === 'zh' ? '内容' : 'Content'],
    rows: [
      ...headline(findings, language).map((text): Cell[] => [title, text]),
      [say(WORDS.voices, language), scope.voices],
      ...scopeLines(findings, language).map(([heading, text]): Cell[] => [heading, text]),
      ...answeredMetrics(findings).map((metric): Cell[] => [
        say(metric.name, language),
        `${metricValue(metric, language)} (${metricInterval(metric, language)}, n = ${count(metric.n)})`,
      ]),
      ...[...findings.notes.map((note) => say(note, language)), ...(hint ? [hint] : []), limit].map(
        (text): Cell[] => [say(WORDS.notes, language), text],
      ),
    ],
  };
}

/** What a column is called, the labels that its cells hold, and whether they are shares. */
interface Column {
  readonly name: Message;
  readonly labels?: Labels;
  readonly share?: true;
}

const column = (zh: string, en: string, labels?: Labels): Column => ({
  name: { zh, en },
  ...(labels ? { labels } : {}),
});
const share = (zh: string, en: string): Column => ({ name: { zh, en }, share: true });

const TYPES: Labels = {
  all: { zh: '全部', en: 'all' },
  month: { zh: '月', en: 'month' },
  week: { zh: '周', en: 'week' },
  kind: WORDS.kind,
  signal: WORDS.signal,
  urgency: WORDS.urgency,
  flag: { zh: '标记', en: 'flag' },
  metric: WORDS.metric,
  pain: WORDS.pain,
  period: WORDS.period,
  voices: WORDS.voices,
  share: WORDS.share,
  aspect: WORDS.theme,
  product: WORDS.products,
};

const UNITS: Labels<MetricUnit> = {
  points: { zh: '分（−100 到 100）', en: 'points, -100 to 100' },
  percent: { zh: '百分数', en: 'percent' },
  minutes: { zh: '分钟', en: 'minutes' },
  score: { zh: '分', en: 'score' },
};

const COLUMNS: Readonly<Record<string, Column>> = {
  pain_id: column('编号', 'id'),
  label: column('名称', 'label'),
  aspect: column('方面', 'aspect', ASPECTS),
  theme: column('主题', 'theme', ASPECTS),
  unit: column('单位', 'unit', UNITS),
  with_text: column('有文字', 'with words'),
  target: column('目标', 'target'),
  stage_name: column('阶段', 'stage'),
  stage_id: column('阶段标识', 'id of stage'),
  element: column('要素', 'element', NINE),
  item: column('标识', 'id'),
  voice_keys: column('声音键', 'keys of voices'),
  stage: column('阶段', 'stage', STAGES),
  voices: column('声量', 'voices'),
  customers: column('客户', 'customers'),
  share: share('占比', 'share'),
  share_low: share('占比下限', 'share, low'),
  share_high: share('占比上限', 'share, high'),
  severity: column('严重度', 'severity'),
  trend: column('走势', 'trend', TRENDS),
  first_seen: column('最早', 'first seen'),
  last_seen: column('最近', 'last seen'),
  stability: column('稳定性', 'stability'),
  status: column('状态', 'status', PAIN_STATUS),
  quotes: column('客户原话', 'in their words'),
  priority: column('优先级', 'priority'),
  quadrant: column('象限', 'quadrant', QUADRANTS),
  told: column('自己说出问题', 'say what is wrong'),
  surge: column('突增倍数', 'surge'),
  candidates: column('集中在', 'gathers at'),
  grain: column('粒度', 'grain', TYPES),
  period: column('时间', 'period'),
  positive: column('正面', 'positive'),
  negative: column('负面', 'negative'),
  mixed: column('褒贬参半', 'mixed'),
  neutral: column('中性', 'neutral'),
  negative_share: share('负面占比', 'negative share'),
  negative_low: share('负面下限', 'negative, low'),
  negative_high: share('负面上限', 'negative, high'),
  mean_score: column('平均分', 'mean score'),
  emotion: column('情绪', 'emotion'),
  emotion_low: column('情绪下限', 'emotion, low'),
  emotion_high: column('情绪上限', 'emotion, high'),
  emotion_n: column('观点数', 'opinions'),
  marks: column('峰谷终', 'marks', MARKS),
  pains: column('主要痛点', 'main pain points'),
  type: column('类别', 'type', TYPES),
  of: column('共', 'of'),
  metric: column('指标', 'metric'),
  value: column('数值', 'value'),
  n: column('回答数', 'answers'),
  low: column('95% 下限', '95% low'),
  high: column('95% 上限', '95% high'),
  name: column('名称', 'name'),
  all: column('全部声音', 'all voices'),
  clean: column('去掉有标记的', 'without flagged'),
  now: column('本期', 'now'),
  before: column('前一期', 'before'),
  now_n: column('本期共', 'now, of'),
  before_n: column('前一期共', 'before, of'),
  change: column('变化', 'change', CHANGES),
  // Of shares and of metrics in their own units: no one format suits all of its cells.
  difference: column('相差', 'difference'),
  difference_low: column('相差下限', 'difference, low'),
  difference_high: column('相差上限', 'difference, high'),
  id: column('编号', 'id'),
  source: column('来源', 'source', SOURCES),
  channel: column('渠道', 'channel'),
  created_at: column('时间', 'time'),
  customer_id: column('客户', 'customer'),
  customer_group: column('客群', 'customer group'),
  rating: column('评分', 'rating'),
  text: column('原文', 'text'),
  sentiment: column('情感', 'sentiment', SENTIMENTS),
  score: column('情感分', 'score'),
  kinds: column('类型', 'kinds', KINDS),
  stages: column('阶段', 'stages', STAGES),
  signals: column('信号', 'signals', SIGNALS),
  urgency: column('紧急程度', 'urgency', URGENCIES),
  rating_max: column('满分', 'rating, of'),
  product: column('产品', 'product'),
  attributes: column('其他列', 'other columns'),
  flags: column('标记', 'flags', FLAGS),
  duplicate_group: column('雷同组', 'near-duplicates of'),
  key: column('声音键', 'key'),
  q: column('误报率 q', 'q'),
  spun: column('套版换词', 'template wording'),
};

function forPeople(
  name: string,
  { columns, rows }: ViewRows,
  findings: Findings,
  language: Language,
): ReportSheet {
  const known = columns.map((id) => COLUMNS[id]);
  const pains = namesOf(findings.pains.map(({ id, label }) => [id, { zh: label, en: label }]));
  const metrics = namesOf(findings.metrics.map((metric) => [metric.id, metric.name]));
  const found: Readonly<Record<string, Labels>> = {
    pains,
    metric: metrics,
    name: { ...FLAGS, ...metrics, ...pains },
    // Where a stage stands beside its emotion, it is one of the journey; else it is one of the codebook.
    ...(columns.includes('emotion')
      ? { stage: namesOf(findings.stages.map(({ stage, name }) => [stage, name])) }
      : {}),
    // Where a label stands beside how many it is a part of, it is one of the codebook; else it is somebody's words.
    ...(columns.includes('of') ? { label: { ...KINDS, ...SIGNALS, ...URGENCIES } } : {}),
  };
  const [target, n] = [columns.indexOf('target'), columns.indexOf('n')];
  const labelsOf = (row: readonly Cell[], at: number): Labels | undefined =>
    target >= 0 && columns[at] === 'status'
      ? statusNames(Number(row[n]))
      : (found[columns[at] ?? ''] ?? known[at]?.labels);
  return {
    name,
    table: {
      columns: columns.map((id, at) => known[at]?.name[language] ?? id),
      rows: rows.map((row) => row.map((cell, at) => named(cell, labelsOf(row, at), language))),
    },
    percents: known.flatMap((found, at) => (found?.share ? [at] : [])),
  };
}

const namesOf = (names: readonly (readonly [string, Message])[]): Labels =>
  Object.fromEntries(names);

/** Labels of a cell by their names, joined as they were; anything else as it is. */
function named(cell: Cell, labels: Labels | undefined, language: Language): Cell {
  if (labels === undefined || typeof cell !== 'string') return cell;
  return cell
    .split('|')
    .map((id) => (Object.hasOwn(labels, id) ? (labels[id]?.[language] ?? id) : id))
    .join('|');
}
