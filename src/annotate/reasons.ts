import type { Annotation } from '../model/annotation.ts';
import type { ExplainedLabel, Reason } from '../model/explanation.ts';
import { type Analysis, conclude } from './annotate.ts';
import { blockedCues, isBlock } from './cues.ts';
import type { Found } from './judgement.ts';
import { labelOf, type Reading, roleBefore } from './reading.ts';

/**
 * The labels of a voice, each with the opinions and cues that bring it. The rules themselves are asked: one is a
 * reason if its label stands with nothing else there, but not without it; or if it falls without it.
 */
export function labelReasons(analysis: Analysis): ExplainedLabel[] {
  const all = labelsIn(conclude(analysis));
  const none = namesOf(labelsWith(analysis, [], []));
  const silent = labelsOfSilence(analysis);
  const { found, cues } = analysis.findings;
  const names = [...cues];
  const effectOf = effects(analysis, names);
  const opinionsFor = found.map(effectOf);
  const cuesFor = new Map(
    names.map((name) => [
      name,
      {
        alone: namesOf(labelsWith(analysis, [], [name])),
        without: namesOf(
          labelsWith(
            analysis,
            found,
            names.filter((other) => other !== name),
          ),
        ),
      },
    ]),
  );
  const liveCues = cueIndices(analysis);
  return all.map((label) => {
    const name = nameOf(label);
    const brings = ({ alone, without }: Effect): boolean =>
      (alone.has(name) && !none.has(name)) || !without.has(name);
    // The stage that is said where nothing tells one may be an opinion's own.
    const isOwn = (one: Found | undefined): boolean =>
      label.field === 'stages' && one?.opinion.stage === label.label;
    const opinions = opinionsFor.flatMap((effect, index): Reason[] =>
      brings(effect) || isOwn(found[index]) ? [{ source: 'opinion', index }] : [],
    );
    const cued = liveCues.flatMap(({ index, cue }): Reason[] => {
      const effect = cuesFor.get(cue);
      return effect && brings(effect) ? [{ source: 'cue', index }] : [];
    });
    const reasons = [...opinions, ...cued];
    if (reasons.length > 0) return { ...label, reasons };
    return {
      ...label,
      reasons: [silent.has(name) ? { source: 'default' } : { source: 'sentiment' }],
    };
  });
}

/**
 * What each opinion does to the labels. Of opinions that the rules cannot tell apart each does the same, so that of
 * a long text's thousands only so many are tried.
 */
function effects(analysis: Analysis, cues: readonly string[]): (one: Found) => Effect {
  const { found, reading } = analysis.findings;
  const known = new Map<string, Effect>();
  return (one) => {
    const look = lookOf(one, reading);
    const effect = known.get(look) ?? {
      alone: namesOf(labelsWith(analysis, [one], [])),
      without: namesOf(
        labelsWith(
          analysis,
          found.filter((other) => other !== one),
          cues,
        ),
      ),
    };
    known.set(look, effect);
    return effect;
  };
}

/** All that `labels.ts` asks of an opinion. */
function lookOf({ opinion, judgement }: Found, { clauses }: Reading): string {
  const { polarity, aspect, stage, term } = opinion;
  const { weight, problem, object, core } = judgement;
  const named = object?.term.aspect;
  const clause = clauses[judgement.clause];
  const moods = (['concession', 'contrast'] as const).map(
    (role) => clause !== undefined && roleBefore(clause, role, core.start) !== null,
  );
  const look = [polarity, aspect, stage, term === null, weight, problem, named?.aspect];
  return [...look, named?.object, ...moods].join('\t');
}

/** The labels of a voice that says nothing and takes no side. */
function labelsOfSilence(analysis: Analysis): Set<string> {
  const findings = { ...analysis.findings, sentiment: 'neutral', score: 0 } as const;
  return namesOf(labelsWith({ ...analysis, findings }, [], []));
}

interface Effect {
  readonly alone: ReadonlySet<string>;
  readonly without: ReadonlySet<string>;
}

type Label = Omit<ExplainedLabel, 'reasons'>;

function labelsWith(analysis: Analysis, found: readonly Found[], cues: readonly string[]): Label[] {
  const findings = { ...analysis.findings, found, cues: new Set(cues) };
  return labelsIn(conclude({ ...analysis, findings }));
}

function labelsIn({ kinds, stages, signals, urgency }: Annotation): Label[] {
  return [
    ...kinds.map((label): Label => ({ field: 'kinds', label })),
    ...stages.map((label): Label => ({ field: 'stages', label })),
    ...signals.map((label): Label => ({ field: 'signals', label })),
    { field: 'urgency', label: urgency },
  ];
}

function nameOf({ field, label }: Label): string {
  return `${field}:${label}`;
}

function namesOf(labels: readonly Label[]): Set<string> {
  return new Set(labels.map(nameOf));
}

/** The cues that put labels on the voice, by index. */
function cueIndices({ findings }: Analysis): { index: number; cue: string }[] {
  const { cues } = findings.reading;
  const blocked = blockedCues(cues);
  return [...cues.entries()].flatMap(([index, hit]) =>
    isBlock(hit) || blocked.has(hit) ? [] : [{ index, cue: labelOf(hit) }],
  );
}
