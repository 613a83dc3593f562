import type { Metric } from '../model/findings.ts';
import { percent, signed } from './figures.ts';

/** NPS and net sentiment with their sign, CSAT as a percentage; a dash where nothing can be said. */
export function metricValue(metric: Metric): string {
  if (metric.value === null) return '–';
  return metricNumber(metric, metric.value);
}

/** The ends of the metric's 95 % interval, a dash without one. */
export function metricInterval(metric: Metric): string {
  if (metric.low === null || metric.high === null) return '–';
  return `${metricNumber(metric, metric.low)} – ${metricNumber(metric, metric.high)}`;
}

function metricNumber(metric: Metric, value: number): string {
  return metric.id === 'csat' ? percent(value / 100) : signed(value, 1);
}
