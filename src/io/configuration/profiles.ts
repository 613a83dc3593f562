import { z } from 'zod';
import type { Profile } from '../../model/configuration.ts';
import { COLUMN_ROLES } from '../../model/source.ts';

const NAME = z.string().min(1).max(200);

/** Section `profiles` of `voc.yaml`: what `voc ingest --save-profile NAME` writes, and a person may edit. */
export const PROFILES: z.ZodType<Readonly<Record<string, Profile>>> = z.record(
  NAME,
  z.strictObject({
    columns: z
      .array(
        z.strictObject({
          name: NAME,
          role: z.enum(COLUMN_ROLES),
          shape: z.enum(['empty', 'date', 'number', 'code', 'word', 'text', 'turns']),
        }),
      )
      .min(1)
      .max(16_384),
    header: z.int().min(0),
    source: NAME,
    channel: NAME.exactOptional(),
    tz: z
      .string()
      .regex(/^[+-](0\d|1[0-4]):[0-5]\d$/)
      .exactOptional(),
    sheet: NAME.exactOptional(),
    encoding: NAME.exactOptional(),
    delimiter: NAME.exactOptional(),
  }),
);
