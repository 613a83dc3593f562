import type { Facts, PainFacts } from '../model/facts.ts';
import type { StageFinding } from '../model/findings.ts';
import { labelsOf, STAGES, type Stage } from '../model/labels.ts';
import { marksOf, moodOf } from './mood.ts';

/** Pain points named at a stage. */
export const MOST_PAINS = 3;

/**
 * The seven stages in the order of the journey: voices, emotion of the opinions caused there, main
 * pain points, and which stage is the peak, the valley and the end. A stage of which nobody speaks
 * is there with 0 voices.
 */
export function journeyOf(facts: Facts): StageFinding[] {
  const counts = new Map(facts.stages.map((count) => [count.stage, count]));
  const stages = labelsOf(STAGES).map((stage) => {
    const count = counts.get(stage);
    return {
      stage,
      name: STAGES[stage],
      voices: count?.voices ?? 0,
      emotion: count === undefined ? null : moodOf(count.opinions),
      pains: mainPains(facts.pains, stage),
    };
  });
  const marks = marksOf(stages.map(({ emotion }) => emotion));
  return stages.map((one, at) => ({ ...one, marks: marks.get(at) ?? [] }));
}

function mainPains(pains: readonly PainFacts[], stage: Stage): string[] {
  return pains
    .filter((pain) => pain.other === null)
    .map((pain) => ({
      id: pain.id,
      here: pain.stages.find((count) => count.stage === stage)?.voices ?? 0,
      voices: pain.voices,
    }))
    .filter(({ here }) => here > 0)
    .sort((a, b) => b.here - a.here || b.voices - a.voices || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_PAINS)
    .map(({ id }) => id);
}
