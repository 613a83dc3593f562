import { z } from 'zod';
import type { PriorityWeights } from '../../model/configuration.ts';

const weight = z.number().min(0).max(100);

/** `priority:` with the weights of volume, severity, burst and rise; what is not there is what it is without a file. */
export const PRIORITY: z.ZodType<PriorityWeights> = z.strictObject({
  volume: z.number().min(0).max(2).default(1),
  severity: weight.default(1),
  burst: weight.default(3),
  rise: weight.default(0.5),
});
