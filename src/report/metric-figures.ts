import type { Findings, Metric, MetricChange, MetricFinding } from '../model/findings.ts';
import type { Labels, Language } from '../model/labels.ts';
import type { MetricUnit, TargetStatus } from '../model/metric.ts';
import { BLANK, count, percent, signed } from './figures.ts';

/** A metric's figure in its unit: balances with their sign, shares as percentages, times in days, hours or minutes. */
export function metricText(value: number, unit: MetricUnit, language: Language): string {
  if (unit === 'points') return signed(value, 1);
  if (unit === 'percent') return percent(value / 100);
  return unit === 'minutes' ? duration(value, language) : value.toFixed(2);
}

/** The figure of a metric; a dash where nothing can be said. */
export function metricValue({ value, unit }: Metric, language: Language): string {
  return value === null ? BLANK : metricText(value, unit, language);
}

/** The ends of the metric's 95 % interval, a dash without one. */
export function metricInterval({ low, high, unit }: Metric, language: Language): string {
  if (low === null || high === null) return BLANK;
  return `${metricText(low, unit, language)} – ${metricText(high, unit, language)}`;
}

/** A difference of metrics of a unit with the ends of its 95 % interval, as far as they are known; a dash where it is not. */
export function metricDifference(
  { value, low, high }: MetricChange['difference'],
  unit: MetricUnit,
  language: Language,
): string {
  if (value === null) return BLANK;
  const largest = Math.max(...[value, low, high].map((end) => Math.abs(end ?? 0)));
  const [size, name] = unit === 'minutes' ? timeUnit(largest, language) : [1, ''];
  const digits = unit === 'score' ? 2 : 1;
  const text = (figure: number): string => signed(figure / size, digits);
  const ends = low === null || high === null ? '' : ` (${text(low)} – ${text(high)})`;
  return `${text(value)}${ends}${name === '' ? '' : ` ${name}`}`;
}

/** The metrics that somebody answered. */
export function answeredMetrics({ metrics }: Findings): readonly MetricFinding[] {
  return metrics.filter(({ n }) => n > 0);
}

/** Which metrics have no data: missing is not zero, and is said; null where all have some. */
export function blankSentence({ metrics }: Findings, language: Language): string | null {
  const blank = metrics.filter(({ n }) => n === 0).map(({ name }) => name[language]);
  if (blank.length === 0) return null;
  return language === 'zh' ? `没有数据：${blank.join('、')}。` : `No data: ${blank.join(', ')}.`;
}

/** The main pain points of those who answered, each with its voices; null where there are none. */
export function besideText({ pains }: MetricFinding, language: Language): string | null {
  if (pains.length === 0) return null;
  return pains
    .map(({ label, voices }) => `${label} ${count(voices)}`)
    .join(language === 'zh' ? '、' : ', ');
}

/** The target of a metric and how it stands to it; null without one. */
export function targetText(metric: MetricFinding, language: Language): string | null {
  const { target, status, unit } = metric;
  if (target === null) return null;
  const figure = `${language === 'zh' ? '目标 ' : 'target '}${metricText(target, unit, language)}`;
  return status === null ? figure : `${figure} ${statusNames(metric.n)[status][language]}`;
}

/** From so many answers on it is not for their number that an interval holds the target. */
const ENOUGH = 30;

/** How a metric of `n` answers stands to its target. */
export function statusNames(n: number): Labels<TargetStatus> {
  return {
    met: { zh: '达标', en: 'met' },
    missed: { zh: '未达标', en: 'missed' },
    unclear:
      n < ENOUGH
        ? { zh: '样本太少，说不准', en: 'too few to say' }
        : { zh: '区间跨目标，说不准', en: 'interval spans the target' },
  };
}

/** Minutes in the largest unit that leaves at least one. */
function duration(minutes: number, language: Language): string {
  const [size, name] = timeUnit(minutes, language);
  return `${(minutes / size).toFixed(size < 1 ? 0 : 1)} ${name}`;
}

/** The unit that so many minutes read best in: how many minutes it has, and its name. */
function timeUnit(minutes: number, language: Language): readonly [size: number, name: string] {
  const zh = language === 'zh';
  if (minutes >= 2880) return [1440, zh ? '天' : 'days'];
  if (minutes >= 120) return [60, zh ? '小时' : 'h'];
  return minutes >= 1 ? [1, zh ? '分钟' : 'min'] : [1 / 60, zh ? '秒' : 's'];
}

/** What the figures of a metric count. */
export const UNITS: Labels<MetricUnit> = {
  points: { zh: '分（−100 到 100）', en: 'points, -100 to 100' },
  percent: { zh: '百分数', en: 'percent' },
  minutes: { zh: '分钟', en: 'minutes' },
  score: { zh: '分', en: 'score' },
};
