import type { Scorer } from '../classify/score.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import type { Annotation } from '../model/annotation.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import type { AspectModel } from './aspect-model.ts';
import { tellsFact } from './facts.ts';
import { labelsHeard } from './heard.ts';
import type { Found, Judgement } from './judgement.ts';
import { type Findings, kindsOf, signalsOf, stagesOf, urgencyOf } from './labels.ts';
import type { OpinionModel } from './opinion-model.ts';
import { findOpinions } from './opinions.ts';
import { findJudgements } from './polarity.ts';
import { withoutReproaches } from './questions.ts';
import { type Prepared, prepareTexts, type Reading, readText } from './reading.ts';
import { type Balance, balanceOf, type Stated, sentimentOf } from './sentiment.ts';
import { type Satisfaction, satisfactionOf } from './signs.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** What the engine needs besides the text. Loaded once, shared by all voices. */
export interface AnnotateResources {
  readonly lexicon: Lexicon;
  /** Tells where words begin and end, so that no entry is found inside another word; without it, entries alone decide. */
  readonly segmenter?: Pick<Segmenter, 'cut'>;
  /** Tells how satisfied customers are who write like this; without it, or without words, the rules alone decide. */
  readonly polarity?: Scorer;
  /** Decides what is an opinion; without it, the dictionaries' judgements are. */
  readonly opinions?: OpinionModel;
  /** Tells what opinions are about whose words no dictionary knows; without it, they are about the whole. */
  readonly aspects?: AspectModel;
}

/** Everything that the codebook says of a voice's text. Equal texts get equal annotations. */
export function annotate(text: string, resources: AnnotateResources): Annotation {
  return annotateAll([text], resources)[0] as Annotation;
}

/** Texts that go through a step together: enough to fill the cache with its tables once for many of them, and few enough to be forgotten soon. */
const AT_ONCE = 512;

/** As `annotate` for each of many texts, in less time than one by one. */
export function annotateAll(texts: readonly string[], resources: AnnotateResources): Annotation[] {
  const annotations: Annotation[] = [];
  annotateEach(texts, resources, (annotation) => annotations.push(annotation));
  return annotations;
}

/**
 * As `annotateAll`, but hands each annotation on before the next text is looked at: what is done with at once never
 * has to be moved by the collector of garbage.
 * @param visit gets each annotation with the index of its text
 */
export function annotateEach(
  texts: readonly string[],
  resources: AnnotateResources,
  visit: (annotation: Annotation, at: number) => void,
): void {
  const space = createWorkspace();
  for (let from = 0; from < texts.length; from += AT_ONCE) {
    // A step for all of them before the next one: each has tables of its own, and the cache has no room for two.
    const heard = prepare(texts.slice(from, from + AT_ONCE), resources)
      .map((prepared) => readText(prepared, resources.lexicon))
      .map(hear);
    const satisfactions = heard.map((one) => satisfactionIn(one, resources));
    for (let at = 0; at < heard.length; at++) {
      const satisfaction = satisfactions[at] as Satisfaction;
      visit(conclude(analyse(heard[at] as Heard, satisfaction, resources, space)), from + at);
    }
  }
}

/** All that the labels of a voice follow from. */
export interface Analysis {
  readonly findings: Findings;
  readonly balance: Balance;
  readonly satisfaction: Satisfaction;
  readonly sentiment: ReturnType<typeof sentimentOf>;
}

/** Cleans a text and takes it apart. Where a model scores, its `contributions()` are then those of this text. */
export function analyseText(text: string, resources: AnnotateResources): Analysis {
  const heard = hear(readText(prepare([text], resources)[0] as Prepared, resources.lexicon));
  return analyse(heard, satisfactionIn(heard, resources), resources, createWorkspace());
}

function prepare(texts: readonly string[], { lexicon, segmenter }: AnnotateResources): Prepared[] {
  return prepareTexts(texts, lexicon, segmenter ?? null);
}

/** What the dictionaries and rules find in a text, before any model is asked. */
interface Heard {
  readonly reading: Reading;
  readonly judgements: readonly Judgement[];
  readonly cues: ReadonlySet<string>;
  readonly balance: Balance;
}

function hear(reading: Reading): Heard {
  const judgements = findJudgements(reading);
  const cues = labelsHeard(reading);
  return { reading, judgements, cues, balance: balanceOf(reading, judgements) };
}

function satisfactionIn(
  { reading, judgements, cues, balance }: Heard,
  { polarity }: AnnotateResources,
): Satisfaction {
  return satisfactionOf(reading, judgements, cues, balance, polarity ?? null);
}

function analyse(
  { reading, judgements, cues: heard, balance }: Heard,
  satisfaction: Satisfaction,
  { opinions, aspects }: AnnotateResources,
  space: Workspace,
): Analysis {
  const { logOdds } = satisfaction;
  const cues = withoutReproaches(reading, heard, logOdds);
  const models = { opinions: opinions ?? null, aspects: aspects ?? null };
  const found = findOpinions(reading, judgements, logOdds, models, space);
  const sentiment = sentimentOf(balance, logOdds, cues, countsOf(found));
  const { label, score } = sentiment;
  const findings = { reading, judgements, found, cues, sentiment: label, score };
  return { findings, balance, satisfaction, sentiment };
}

function countsOf(found: readonly Found[]): Stated {
  let praise = 0;
  let granted = 0;
  let blame = 0;
  let facts = 0;
  for (const { opinion, judgement } of found) {
    if (opinion.polarity === 'positive') {
      praise++;
      if (isGranted(judgement)) granted++;
    } else {
      if (!judgement.relieved) blame++;
      if (judgement.origin !== 'lexicon' && tellsFact(opinion.span)) facts++;
    }
  }
  return { praise, granted, blame, facts };
}

/** Whether praise is only granted before what counts: 虽然很好吃，但是…. */
function isGranted({ mood }: Judgement): boolean {
  return mood !== null && mood !== 'question' && mood.term.modifier?.role === 'concession';
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
    stages: stagesOf(findings, kinds, signals),
    signals,
    urgency: urgencyOf(findings, kinds, signals),
  };
}
