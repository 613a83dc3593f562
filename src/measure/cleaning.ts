import type { Facts } from '../model/facts.ts';
import type { CleaningFinding, PainFinding } from '../model/findings.ts';
import { FLAGS } from '../model/flags.ts';
import { labelsOf } from '../model/labels.ts';
import { wilson } from './interval.ts';
import { metricsOf } from './metrics.ts';

/** Pain points whose share is compared. */
const COMPARED_PAINS = 5;

/** What flags there are, and metrics and heaviest pain points with all voices and without the suspect ones. */
export function cleaningOf(facts: Facts, pains: readonly PainFinding[]): CleaningFinding {
  const { flags, groups, excluded, clean } = facts.cleaning;
  const cleanMetrics = metricsOf({ ...facts, sentiment: clean.sentiment, ratings: clean.ratings });
  const cleanVoices = new Map(clean.pains.map(({ id, voices }) => [id, voices]));
  return {
    flags: labelsOf(FLAGS).flatMap((flag) =>
      flags[flag] === 0 ? [] : [{ flag, voices: flags[flag] }],
    ),
    groups,
    excluded,
    suspect: facts.scope.voices - clean.voices,
    metrics: metricsOf(facts).flatMap((all) => {
      const without = cleanMetrics.find(({ id }) => id === all.id);
      return all.n === 0 || without === undefined ? [] : [{ all, clean: without }];
    }),
    pains: pains.slice(0, COMPARED_PAINS).map(({ id, label, share }) => ({
      id,
      label,
      all: share,
      clean: wilson(cleanVoices.get(id) ?? 0, clean.voices),
    })),
  };
}
