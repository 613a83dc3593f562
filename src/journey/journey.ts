import type { Facts, PainFacts, StageCount } from '../model/facts.ts';
import type { StageFinding } from '../model/findings.ts';
import { labelsOf, STAGES, type Stage } from '../model/labels.ts';

/** Opinions that a stage must have to be called peak, valley or end: a valley of four voices is not a finding. */
export const LEAST_OPINIONS = 10;
/** Pain points named at a stage. */
const MOST_PAINS = 3;
const Z95 = 1.959963984540054;

type Emotion = StageFinding['emotion'];

/**
 * The seven stages in the order of the journey: voices, emotion of the opinions caused there, main
 * pain points, and which stage is the peak, the valley and the end. A stage of which nobody speaks
 * is there with 0 voices.
 */
export function journeyOf(facts: Facts): StageFinding[] {
  const counts = new Map(facts.stages.map((count) => [count.stage, count]));
  const stages = labelsOf(STAGES).map((stage) => ({
    stage,
    voices: counts.get(stage)?.voices ?? 0,
    emotion: emotionOf(counts.get(stage)),
    pains: mainPains(facts.pains, stage),
  }));
  const marks = marksOf(stages);
  return stages.map((one) => ({ ...one, marks: marks.get(one.stage) ?? [] }));
}

/** Mean polarity; the interval inverts the multinomial variance as Wilson's does the binomial one. */
function emotionOf(count: StageCount | undefined): Emotion {
  if (count === undefined) return null;
  const { positive, negative, neutral } = count.opinions;
  const n = positive + negative + neutral;
  if (n === 0) return null;
  const mean = (positive - negative) / n;
  const z2 = Z95 * Z95;
  const sided = positive + negative;
  const spread = Math.max(sided / n, (sided + z2 / 2) / (n + z2));
  const shrink = 1 + z2 / n;
  const root = Math.sqrt(Math.max(0, mean * mean - shrink * (mean * mean - (z2 * spread) / n)));
  return {
    mean,
    low: Math.max(-1, Math.min(mean, (mean - root) / shrink)),
    high: Math.min(1, Math.max(mean, (mean + root) / shrink)),
    n,
  };
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

type Mark = StageFinding['marks'][number];

/** With fewer than two stages that differ there is neither peak nor valley; of equals, the earlier stage has the mark. */
function marksOf(
  stages: readonly { readonly stage: Stage; readonly emotion: Emotion }[],
): Map<Stage, Mark[]> {
  const heard = stages.flatMap(({ stage, emotion }) =>
    emotion !== null && emotion.n >= LEAST_OPINIONS ? [{ stage, mean: emotion.mean }] : [],
  );
  const marks = new Map<Stage, Mark[]>();
  const last = heard.at(-1);
  if (last === undefined) return marks;
  const peak = heard.reduce((best, one) => (one.mean > best.mean ? one : best));
  const valley = heard.reduce((worst, one) => (one.mean < worst.mean ? one : worst));
  if (peak.mean > valley.mean) {
    marks.set(peak.stage, ['peak']);
    marks.set(valley.stage, ['valley']);
  }
  marks.set(last.stage, [...(marks.get(last.stage) ?? []), 'end']);
  return marks;
}
