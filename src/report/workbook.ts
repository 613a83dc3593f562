import type { ChartCells, SheetChart } from '../model/chart.ts';
import type { Findings } from '../model/findings.ts';
import type { JourneyMap } from '../model/journey.ts';
import type { Language, Message } from '../model/labels.ts';
import type { Cell } from '../model/store.ts';
import { visible } from '../model/visible.ts';
import { OUTLINES } from './audiences.ts';
import { titleOf, viewsOf } from './extent.ts';
import { count, rounded } from './figures.ts';
import { journeyGrid } from './journey/grid.ts';
import { journeyRows } from './journey/rows.ts';
import { answeredMetrics, metricInterval, metricValue } from './metric-figures.ts';
import { type Named, NOTHING_NAMED, peopleColumns } from './people-columns.ts';
import { type ViewRows, viewRows } from './rows.ts';
import { clusterHint, headline, scopeLines } from './sentences.ts';
import { VIEWS, type View } from './views.ts';
import { type ReportOptions, say, WORDS } from './wording.ts';

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
    viewSheet(findings, view, language),
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
  const map = language === 'zh' ? '旅程地图' : 'Journey map';
  return [
    {
      name: map,
      table: journeyGrid(journey, language),
      percents: [],
      wrapped: true,
      charts: [mapCurve(journey, map, language)],
    },
    journeySheet(journey, language),
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

function forPeople(
  name: string,
  { columns, rows }: ViewRows,
  findings: Named,
  language: Language,
): ReportSheet {
  const { headings, cellsOf, percents } = peopleColumns(columns, language, findings);
  return { name, table: { columns: headings, rows: rows.map(cellsOf) }, percents };
}

/** One view as a sheet. */
export function viewSheet(findings: Findings, view: View, language: Language): ReportSheet {
  return forPeople(say(VIEWS[view], language), viewRows(findings, view), findings, language);
}

/** The items of a journey map as a sheet. */
export function journeySheet(map: JourneyMap, language: Language): ReportSheet {
  const name = language === 'zh' ? '旅程明细' : 'Journey items';
  return forPeople(name, itemRows(map, language), NOTHING_NAMED, language);
}
