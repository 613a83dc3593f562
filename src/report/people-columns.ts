import type { Findings } from '../model/findings.ts';
import { FLAGS } from '../model/flags.ts';
import { NINE } from '../model/journey.ts';
import {
  ASPECTS,
  KINDS,
  type Labels,
  type Language,
  type Message,
  POLARITIES,
  SENTIMENTS,
  SIGNALS,
  STAGES,
  URGENCIES,
} from '../model/labels.ts';
import type { Decision, PainEvent } from '../model/lineage.ts';
import type { Ground } from '../model/pain.ts';
import type { Cell } from '../model/store.ts';
import { CHANGES } from './changes.ts';
import { statusNames, UNITS } from './metric-figures.ts';
import { PAIN_STATUS, QUADRANTS } from './pains.ts';
import { MARKS, SOURCES, TRENDS, WORDS } from './wording.ts';

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

const OTHERS: Labels = {
  general: { zh: '说得笼统', en: 'general' },
  unclear: { zh: '看不明白', en: 'not understood' },
  hidden: { zh: '已隐藏', en: 'hidden' },
};

const GROUNDS: Labels<Ground> = {
  words: { zh: '自己的话', en: 'its own words' },
  context: { zh: '上文', en: 'what was said before' },
  reference: { zh: '指代', en: 'a reference' },
  object: { zh: '只说到东西', en: 'the thing alone' },
};

const EVENTS: Labels<PainEvent['event']> = {
  born: { zh: '新生', en: 'new' },
  grown: { zh: '变多', en: 'grown' },
  shrunk: { zh: '变少', en: 'shrunk' },
  merged: { zh: '并入', en: 'merged' },
  split: { zh: '拆出', en: 'split' },
  gone: { zh: '消失', en: 'gone' },
};

const ACTIONS: Labels<Decision['action']> = {
  rename: { zh: '改名', en: 'rename' },
  merge: { zh: '合并', en: 'merge' },
  split: { zh: '拆分', en: 'split' },
  hide: { zh: '隐藏', en: 'hide' },
};

/** Of pain points, and of decisions. */
const STATES: Labels = {
  ...PAIN_STATUS,
  holds: { zh: '有效', en: 'holds' },
  undone: { zh: '已撤销', en: 'undone' },
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
  status: column('状态', 'status', STATES),
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
  voice_id: column('编号', 'id'),
  voice_key: column('声音键', 'key'),
  rank: column('名次', 'rank'),
  other: column('归类', 'sort', OTHERS),
  span: column('观点原话', 'opinion'),
  ground: column('依据', 'told by', GROUNDS),
  run: column('聚类', 'run'),
  event: column('变化', 'event', EVENTS),
  partner: column('相关痛点', 'with'),
  opinions: column('观点数', 'opinions'),
  opinions_before: column('之前观点数', 'opinions before'),
  opinions_after: column('之后观点数', 'opinions after'),
  overlap: column('重合', 'overlap'),
  engine: column('程序版本', 'version'),
  changes: column('变化数', 'changes'),
  first_day: column('最早', 'first day'),
  last_day: column('最近', 'last day'),
  decision: column('决定', 'decision'),
  action: column('做法', 'action', ACTIONS),
  others: column('其他痛点', 'others'),
  term: column('对象', 'thing'),
  polarity: column('褒贬', 'polarity', POLARITIES),
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

/** What findings name besides the codebook. */
export type Named = Pick<Findings, 'pains' | 'metrics' | 'stages'>;
export const NOTHING_NAMED: Named = { pains: [], metrics: [], stages: [] };

/** Columns of programs as a sheet for people has them: their headings, their cells, and which hold shares. */
interface PeopleColumns {
  readonly headings: readonly string[];
  readonly cellsOf: (row: readonly Cell[]) => readonly Cell[];
  readonly percents: readonly number[];
}

/** Headings and labels that people read, for rows of programs; columns that are not known stay as they are. */
export function peopleColumns(
  columns: readonly string[],
  language: Language,
  findings: Named = NOTHING_NAMED,
): PeopleColumns {
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
    headings: columns.map((id, at) => known[at]?.name[language] ?? id),
    cellsOf: (row) => row.map((cell, at) => named(cell, labelsOf(row, at), language)),
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
