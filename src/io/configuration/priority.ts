import { z } from 'zod';
import type { PriorityWeights } from '../../model/configuration.ts';

const weight = z.number().min(0).max(1000);

/** `priority:` with the weights of volume, severity, burst and rise; what is not there keeps what it is without a file. */
export const PRIORITY: z.ZodType<PriorityWeights> = z
  .strictObject({
    volume: weight.default(4),
    severity: weight.default(3),
    burst: weight.default(3),
    rise: weight.default(1),
  })
  .refine(({ volume, severity, burst, rise }) => volume + severity + burst + rise > 0, {
    message: '权重不能全为 0（one weight must be more than 0）',
  });
