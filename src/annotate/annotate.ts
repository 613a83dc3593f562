import type { Lexicon } from '../lexicon/lexicon.ts';
import type { Annotation, Evidence } from '../model/annotation.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import {
  cuedLabels,
  evidenceOf,
  type Findings,
  kindsOf,
  signalsOf,
  stagesOf,
  urgencyOf,
} from './labels.ts';
import { findOpinions } from './opinions.ts';
import { findJudgements } from './polarity.ts';
import { readText } from './reading.ts';
import { balanceOf, sentimentOf } from './sentiment.ts';

/** What the engine needs besides the text. Loaded once, shared by all voices. */
export interface AnnotateResources {
  readonly lexicon: Lexicon;
  /** Tells where words begin and end, so that no entry is found inside another word; without it, entries alone decide. */
  readonly segmenter?: Pick<Segmenter, 'cut'>;
}

/** Everything that the codebook says of a voice's text. Equal texts get equal annotations. */
export function annotate(text: string, resources: AnnotateResources): Annotation {
  return conclude(analyse(text, resources));
}

/** As `annotate`, with the dictionary entries and rules that put the labels there, in text order. */
export function annotateWithEvidence(
  text: string,
  resources: AnnotateResources,
): { annotation: Annotation; evidence: Evidence[] } {
  const analysis = analyse(text, resources);
  return { annotation: conclude(analysis), evidence: evidenceOf(analysis.findings) };
}

interface Analysis {
  readonly findings: Findings;
  readonly score: number;
}

function analyse(text: string, { lexicon, segmenter }: AnnotateResources): Analysis {
  const reading = readText(text, lexicon, segmenter ?? null);
  const judgements = findJudgements(reading);
  const found = findOpinions(reading, judgements);
  const cues = cuedLabels(reading);
  const prior = cues.has('kind:complaint') || cues.has('signal:churn') ? -1 : 0;
  const asks = cues.has('kind:inquiry') || cues.has('kind:question');
  const { label, score } = sentimentOf(balanceOf(reading, judgements), prior, asks);
  return { findings: { reading, judgements, found, cues, sentiment: label }, score };
}

function conclude({ findings, score }: Analysis): Annotation {
  // There is nothing to choose between in an empty text.
  const wordless = findings.reading.folded.trim() === '';
  const kinds = kindsOf(findings);
  const signals = signalsOf(findings);
  return {
    sentiment: { label: findings.sentiment, score: wordless ? 0 : score },
    kinds,
    opinions: findings.found.map(({ opinion }) => opinion),
    stages: stagesOf(findings, kinds),
    signals,
    urgency: urgencyOf(findings, kinds, signals),
  };
}
