import { z } from 'zod';
import type { Configuration } from '../../model/configuration.ts';
import { JOURNEY } from './journey.ts';
import { METRICS, TARGETS } from './metrics.ts';
import { PRIORITY } from './priority.ts';
import { PROFILES } from './profiles.ts';
import { PUBLIC } from './public.ts';

/**
 * The sections of `voc.yaml`; a section of more than a line is described in a file of its own. Unknown names are
 * faults, since they are mostly typing errors.
 */
export const CONFIGURATION: z.ZodType<Configuration> = z.strictObject({
  priority: PRIORITY.exactOptional(),
  tz: z
    .string()
    .regex(/^[+-](0\d|1[0-4]):[0-5]\d$/)
    .exactOptional(),
  journey: JOURNEY.exactOptional(),
  metrics: METRICS.exactOptional(),
  targets: TARGETS.exactOptional(),
  profiles: PROFILES.exactOptional(),
  public: PUBLIC.exactOptional(),
});
