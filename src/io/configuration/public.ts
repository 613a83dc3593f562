import { z } from 'zod';
import type { PublicSettings } from '../../model/public.ts';

const TEXT = z.string().min(1);

/** `public:` what is told to customers: the smallest number that is told, and what was done, by id of the pain point. */
export const PUBLIC: z.ZodType<PublicSettings> = z.strictObject({
  title: TEXT.exactOptional(),
  least: z.int().min(1).max(1000).exactOptional(),
  actions: z
    .record(
      TEXT,
      z.strictObject({
        did: TEXT,
        since: z.iso.date().exactOptional(),
        state: z.enum(['planned', 'doing', 'done']).exactOptional(),
      }),
    )
    .exactOptional(),
});
