import { z } from 'zod';
import type { MetricSettings } from '../../model/metric.ts';

const METRIC: z.ZodType<MetricSettings> = z.strictObject({
  name: z.string().min(1).exactOptional(),
  formula: z.enum(['balance', 'share', 'mean', 'median']).exactOptional(),
  column: z.string().min(1).exactOptional(),
  label: z.string().min(1).exactOptional(),
  source: z.string().min(1).exactOptional(),
  scale: z
    .tuple([z.number(), z.number()])
    .refine(([low, high]) => low < high, { error: 'lowest answer first / 先写最低分' })
    .exactOptional(),
  top: z.number().exactOptional(),
  bottom: z.number().exactOptional(),
  unit: z.enum(['seconds', 'minutes', 'hours', 'days']).exactOptional(),
  days: z.int().min(1).max(365).exactOptional(),
  better: z.enum(['high', 'low']).exactOptional(),
});

/** `metrics:` what each figure is computed from, by its id. */
export const METRICS: z.ZodType<Readonly<Record<string, MetricSettings>>> = z.record(
  z.string().min(1),
  METRIC,
);

/** `targets:` what each figure is to reach, by the id of the metric; its `better` tells from which side. */
export const TARGETS: z.ZodType<Readonly<Record<string, number>>> = z.record(
  z.string().min(1),
  z.number(),
);
