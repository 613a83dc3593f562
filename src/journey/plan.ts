import { readJourneys } from '../lexicon/journeys.ts';
import type { Configuration } from '../model/configuration.ts';
import { InputError } from '../model/errors.ts';
import type { JourneyPlan, JourneyStage } from '../model/journey.ts';
import { labelsOf, STAGES } from '../model/labels.ts';

/** The seven stages of the codebook. */
const BUILT_IN = 'default';
/** Stages of `voc.yaml`. */
const OWN = 'own';

/**
 * The journey that is meant: the pack asked for, else stages of `voc.yaml`, else its pack, else the built-in one.
 * @param journeys the text of the dictionary of journeys
 * @throws InputError for a pack that there is not
 */
export function planOf(
  journeys: string,
  configuration: Configuration['journey'] = {},
  asked?: string,
): JourneyPlan {
  const { stages, voiced = {}, recovery = {}, method = [] } = configuration;
  const own = asked === undefined || asked === OWN ? stages : undefined;
  const pack = own === undefined ? (asked ?? configuration.pack ?? BUILT_IN) : OWN;
  return {
    pack,
    stages: own === undefined ? stagesOf(journeys, pack) : own.map(ownStage),
    voiced,
    recovery,
    method,
  };
}

/** Whether the stages of a plan are those of the codebook, which every voice is counted by already. */
export function isBuiltIn({ pack }: JourneyPlan): boolean {
  return pack === BUILT_IN;
}

function stagesOf(journeys: string, pack: string): readonly JourneyStage[] {
  if (pack === BUILT_IN) return labelsOf(STAGES).map(builtIn);
  const packs = readJourneys(journeys);
  const stages = packs.get(pack);
  if (stages !== undefined) return stages;
  const names = [BUILT_IN, ...packs.keys()].join(' ');
  throw new InputError(
    {
      zh: `没有名为 ${pack} 的旅程；可选：${names}`,
      en: `there is no journey called ${pack}; choose one of ${names}`,
    },
    { status: 2 },
  );
}

function builtIn(stage: keyof typeof STAGES): JourneyStage {
  return { id: stage, name: STAGES[stage], stages: [stage], aspects: [], words: [] };
}

type OwnStage = NonNullable<NonNullable<Configuration['journey']>['stages']>[number];

function ownStage({ name, id, stages, aspects, words }: OwnStage): JourneyStage {
  return {
    id: id ?? name,
    name: { zh: name, en: name },
    stages: stages ?? [],
    aspects: aspects ?? [],
    words: words ?? [],
  };
}
