import { z } from 'zod';
import type { JourneyConfiguration } from '../../model/configuration.ts';
import type { Process } from '../../model/journey.ts';
import { ASPECTS, labelsOf, STAGES } from '../../model/labels.ts';

const STAGE = z.enum(labelsOf(STAGES));
const NAME = z.string().min(1);

/** The section `journey`: own stages or a ready pack, where channels are voiced, and what a person fills in. */
export const JOURNEY: z.ZodType<JourneyConfiguration> = z.strictObject({
  pack: NAME.exactOptional(),
  stages: z
    .array(
      z.strictObject({
        name: NAME,
        id: NAME.exactOptional(),
        stages: z.array(STAGE).exactOptional(),
        aspects: z.array(z.enum(labelsOf(ASPECTS))).exactOptional(),
        words: z.array(NAME).exactOptional(),
      }),
    )
    .superRefine((stages, context) => {
      const taken = new Set(stages.flatMap((stage) => stage.stages ?? []));
      const left = labelsOf(STAGES).filter((stage) => !taken.has(stage));
      if (left.length > 0) {
        context.addIssue({
          code: 'custom',
          message: `${left.join(', ')}: 没有归入 / not taken in`,
        });
      }
      const ids = stages.map(({ id, name }) => id ?? name);
      const twice = ids.find((id, at) => ids.indexOf(id) !== at);
      if (twice !== undefined) {
        context.addIssue({ code: 'custom', message: `${twice}: 出现两次 / stands twice` });
      }
    })
    .exactOptional(),
  voiced: z.record(NAME, STAGE).exactOptional(),
  recovery: z.record(NAME, NAME).exactOptional(),
  method: z.array(NAME).max(5).exactOptional(),
});

/** A company's own process, for `voc journey align`. */
export const PROCESS: z.ZodType<Process> = z.strictObject({
  steps: z
    .array(
      z.strictObject({
        name: NAME,
        words: z.array(NAME).exactOptional(),
        touchpoints: z.array(NAME).exactOptional(),
      }),
    )
    .min(1),
});
