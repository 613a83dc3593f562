import type { Hit } from '../lexicon/scan.ts';
import type {
  AspectChoice,
  ExplainedCandidate,
  ExplainedCue,
  ExplainedJudgement,
  ExplainedModifier,
  ExplainedOpinion,
  ExplainedToken,
  Explanation,
  Quoted,
} from '../model/explanation.ts';
import type { Span } from '../model/voice.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import { receivedSpan } from '../text/offsets.ts';
import {
  type Analysis,
  type AnnotateResources,
  analyseText,
  conclude,
  isWordless,
} from './annotate.ts';
import { aspectChoice, type ChosenAspect } from './aspect-choice.ts';
import { cleaningNotes } from './cleaning-notes.ts';
import { contributionsOf, type ModelShares } from './contributions.ts';
import { blockedCues } from './cues.ts';
import type { Judgement } from './judgement.ts';
import { labelOf, type Reading } from './reading.ts';
import { labelReasons } from './reasons.ts';
import { type WeighedCandidate, weighedCandidates } from './weighed-candidates.ts';

/** What an explanation needs besides the text. */
export interface ExplainResources extends AnnotateResources {
  readonly segmenter: Pick<Segmenter, 'cut' | 'tokens'>;
}

/**
 * The annotation of a text with everything that put it there: words, entries, rules, and the parts that the score
 * is the sum of. The annotation is `annotate`'s own.
 */
export function explain(text: string, resources: ExplainResources): Explanation {
  const analysis = analyseText(text, resources);
  const { findings, balance, sentiment, satisfaction } = analysis;
  const { trust } = satisfaction;
  const { reading, judgements } = findings;
  const model: ModelShares | null =
    resources.polarity && trust > 0 ? { added: resources.polarity.contributions(), trust } : null;
  const tokens = resources.segmenter.tokens(reading.folded);
  const quote = quoting(reading);
  const empty = isWordless(reading);
  return {
    text,
    annotation: conclude(analysis),
    sentiment: {
      reason: sentiment.reason,
      praise: balance.praise,
      blame: balance.blame,
      logOdds: empty ? 0 : satisfaction.logOdds,
      contributions: empty
        ? []
        : contributionsOf(analysis, resources.polarity?.model ?? null, model, tokens),
    },
    cleaning: cleaningNotes(text, { text: reading.folded, offsets: reading.offsets }),
    clauses: reading.clauses.map(quote),
    tokens: tokens.map((token): ExplainedToken => ({ ...quote(token), tag: token.tag })),
    domain: domainOf(reading, quote),
    judgements: judgements.map((one) => judgementOf(reading, one, quote)),
    cues: cuesOf(reading, quote),
    ...opinionsOf(analysis, resources, tokens, quote),
    labels: labelReasons(analysis),
  };
}

type Quoting = (span: Span) => Quoted;

function quoting({ text, offsets }: Reading): Quoting {
  return (place) => {
    const { start, end } = receivedSpan(offsets, place);
    return { start, end, span: text.slice(start, end) };
  };
}

function domainOf({ domain, clauses }: Reading, quote: Quoting): Explanation['domain'] {
  if (domain === null) return null;
  const seen = new Set<Hit['term']>();
  const words = clauses
    .flatMap(({ hits }) => hits)
    .flatMap((hit) => {
      const weight = hit.term.domains.find((one) => one.domain === domain)?.weight;
      if (weight === undefined || seen.has(hit.term)) return [];
      seen.add(hit.term);
      return [{ ...quote(hit), weight }];
    });
  return { name: domain, words };
}

function judgementOf(reading: Reading, one: Judgement, quote: Quoting): ExplainedJudgement {
  return {
    ...quote(one),
    origin: one.origin,
    entry: one.entry,
    own: one.own,
    weight: one.weight,
    modifiers: modifiersOf(reading, one, quote),
    stated: one.stated,
    aspect: one.aspect,
    problem: one.problem,
    object: one.object && quote(one.object),
    clause: one.clause,
  };
}

/** The negations and degree words directly before a judgement, and what sets its mood. */
function modifiersOf(
  { clauses }: Reading,
  { clause: index, start, core, mood, own, weight }: Judgement,
  quote: Quoting,
): ExplainedModifier[] {
  const clause = clauses[index];
  if (!clause || own === weight) return [];
  const direct = clause.hits.filter(
    (hit) => hit.start >= start && hit.end <= core.start && changes(hit),
  );
  const words = mood === null || mood === 'question' ? direct : [...direct, mood];
  const modifiers = words
    .sort((a, b) => a.start - b.start)
    .map((hit) => ({ ...quote(hit), role: hit.term.modifier?.role ?? '' }));
  return mood === 'question' ? [...modifiers, { ...quote(clause), role: mood }] : modifiers;
}

function changes({ term }: Hit): boolean {
  return term.modifier?.role === 'negation' || term.modifier?.role === 'degree';
}

function cuesOf({ cues }: Reading, quote: Quoting): ExplainedCue[] {
  const blocked = blockedCues(cues);
  const indices = new Map(cues.map((cue, index) => [cue, index]));
  return cues.map((hit) => {
    const block = blocked.get(hit);
    return {
      ...quote(hit),
      entry: hit.anchored.cue?.entry ?? '',
      label: labelOf(hit),
      weight: hit.anchored.cue?.weight ?? 0,
      blockedBy: block ? (indices.get(block) ?? null) : null,
    };
  });
}

/** The opinions, and the candidates that they were among. */
function opinionsOf(
  analysis: Analysis,
  { opinions, aspects }: ExplainResources,
  tokens: readonly Span[],
  quote: Quoting,
): { opinions: ExplainedOpinion[]; candidates: ExplainedCandidate[] } {
  const { reading, judgements, found } = analysis.findings;
  const weighed = opinions ? weighedCandidates(analysis, opinions) : [];
  // Neighbours that say the same of the same were joined: the first of them stands for all.
  const judgementAt = firstPlaces(judgements);
  const indexOf = (one: Judgement | null): number | null =>
    (one && judgementAt.get(placeOf(one))) ?? null;
  const candidateAt = firstPlaces(weighed.map(({ candidate }) => candidate.judgement ?? candidate));
  const unjudgedAt = firstPlaces(weighed.map(({ candidate }) => candidate));
  return {
    opinions: found.map(({ opinion, judgement, isAspectLearned }) => ({
      ...opinion,
      origin: judgement.origin,
      judgement: indexOf(judgement),
      weight: judgement.weight,
      candidate: candidateAt.get(placeOf(judgement)) ?? unjudgedAt.get(placeOf(judgement)) ?? null,
      aspectChoice:
        aspects && isAspectLearned
          ? quoted(aspectChoice(aspects, reading, judgement, opinion.aspect, tokens), quote)
          : null,
    })),
    candidates: weighed.map((one) => candidateOf(one, indexOf, quote)),
  };
}

/** Where each thing begins and what it is, with the index of the first of them. */
function firstPlaces(things: readonly Placed[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const [index, thing] of things.entries()) {
    const place = placeOf(thing);
    if (!places.has(place)) places.set(place, index);
  }
  return places;
}

type Placed = Span & Partial<Pick<Judgement, 'core' | 'entry'>>;

function placeOf({ start, core, entry = '' }: Placed): string {
  return `${core?.start ?? start} ${entry}`;
}

function quoted(choice: ChosenAspect, quote: Quoting): AspectChoice {
  return {
    ...choice,
    words: choice.words.map(({ logOdds, ...place }) => ({ ...quote(place), logOdds })),
  };
}

function candidateOf(
  { candidate, polarity, margin, parts }: WeighedCandidate,
  indexOf: (judgement: Judgement | null) => number | null,
  quote: Quoting,
): ExplainedCandidate {
  return { ...quote(candidate), judgement: indexOf(candidate.judgement), polarity, margin, parts };
}
