import type { Scorer } from '../classify/score.ts';
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
import { type Prepared, prepareTexts, readText } from './reading.ts';
import { balanceOf, logOddsOf, sentimentOf, trustIn } from './sentiment.ts';
import { signsOf, turnedIn } from './signs.ts';

/** What the engine needs besides the text. Loaded once, shared by all voices. */
export interface AnnotateResources {
  readonly lexicon: Lexicon;
  /** Tells where words begin and end, so that no entry is found inside another word; without it, entries alone decide. */
  readonly segmenter?: Pick<Segmenter, 'cut'>;
  /** Tells how satisfied customers are who write like this; without it, or without words, the rules alone decide. */
  readonly polarity?: Scorer;
}

/** Everything that the codebook says of a voice's text. Equal texts get equal annotations. */
export function annotate(text: string, resources: AnnotateResources): Annotation {
  return annotateAll([text], resources)[0] as Annotation;
}

/** Texts that are prepared together: enough to fill the cache with the word list once for many of them. */
const AT_ONCE = 512;

/** As `annotate` for each of many texts, in less time than one by one. */
export function annotateAll(texts: readonly string[], resources: AnnotateResources): Annotation[] {
  const annotations: Annotation[] = [];
  for (let from = 0; from < texts.length; from += AT_ONCE) {
    for (const prepared of prepare(texts.slice(from, from + AT_ONCE), resources)) {
      annotations.push(conclude(analyse(prepared, resources)));
    }
  }
  return annotations;
}

/** As `annotate`, with the dictionary entries and rules that put the labels there, in text order. */
export function annotateWithEvidence(
  text: string,
  resources: AnnotateResources,
): { annotation: Annotation; evidence: Evidence[] } {
  const [prepared] = prepare([text], resources);
  const analysis = analyse(prepared as Prepared, resources);
  return { annotation: conclude(analysis), evidence: evidenceOf(analysis.findings) };
}

interface Analysis {
  readonly findings: Findings;
  readonly score: number;
}

function prepare(texts: readonly string[], { lexicon, segmenter }: AnnotateResources): Prepared[] {
  return prepareTexts(texts, lexicon, segmenter ?? null);
}

function analyse(prepared: Prepared, { lexicon, polarity }: AnnotateResources): Analysis {
  const reading = readText(prepared, lexicon);
  const judgements = findJudgements(reading);
  const found = findOpinions(reading, judgements);
  const cues = cuedLabels(reading);
  const balance = balanceOf(reading, judgements);
  const own =
    polarity && reading.words
      ? polarity.score(reading.folded, reading.words, turnedIn(judgements))
      : 0;
  const trusted = own * trustIn(reading.clauses.length, balance);
  const signs = signsOf(reading, judgements, cues, balance);
  const logOdds = logOddsOf(signs, polarity?.model ?? null, trusted);
  const { label, score } = sentimentOf(balance, logOdds, cues);
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
