import type { Scorer } from '../classify/score.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import type { Annotation } from '../model/annotation.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import { cuedLabels, type Findings, kindsOf, signalsOf, stagesOf, urgencyOf } from './labels.ts';
import { findOpinions } from './opinions.ts';
import { findJudgements } from './polarity.ts';
import { type Prepared, prepareTexts, type Reading, readText } from './reading.ts';
import { type Balance, balanceOf, logOddsOf, sentimentOf, trustIn } from './sentiment.ts';
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

/** All that the labels of a voice follow from. */
export interface Analysis {
  readonly findings: Findings;
  readonly balance: Balance;
  /** In the order of `SIGNS`. */
  readonly signs: readonly number[];
  /** How much the model's score of the text's own words counts, from 0 to 1; 0 where there is none. */
  readonly trust: number;
  /** Log-odds that the speaker is satisfied. */
  readonly logOdds: number;
  readonly sentiment: ReturnType<typeof sentimentOf>;
}

/** Cleans a text and takes it apart. Where a model scores, its `contributions()` are then those of this text. */
export function analyseText(text: string, resources: AnnotateResources): Analysis {
  return analyse(prepare([text], resources)[0] as Prepared, resources);
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
  const trust = polarity && reading.words ? trustIn(reading.clauses.length, balance) : 0;
  const signs = signsOf(reading, judgements, cues, balance);
  const logOdds = logOddsOf(signs, polarity?.model ?? null, own * trust);
  const sentiment = sentimentOf(balance, logOdds, cues);
  const findings = { reading, judgements, found, cues, sentiment: sentiment.label };
  return { findings, balance, signs, trust, logOdds, sentiment };
}

/** There is nothing to choose between in an empty text. */
export function isWordless({ folded }: Reading): boolean {
  return folded.trim() === '';
}

/** The labels that follow from what the steps found. */
export function conclude({ findings, sentiment }: Analysis): Annotation {
  const { label, score } = sentiment;
  const kinds = kindsOf(findings);
  const signals = signalsOf(findings);
  return {
    sentiment: { label, score: isWordless(findings.reading) ? 0 : score },
    kinds,
    opinions: findings.found.map(({ opinion }) => opinion),
    stages: stagesOf(findings, kinds),
    signals,
    urgency: urgencyOf(findings, kinds, signals),
  };
}
