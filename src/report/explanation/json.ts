import type {
  Contribution,
  ExplainedOpinion,
  Explanation,
  Quoted,
} from '../../model/explanation.ts';

/** Raised when a field changes its meaning or goes; a field more does not raise it. */
const EXPLANATION_VERSION = 1;

/**
 * An explanation as one JSON document, ending in a line break.
 * @param indent spaces a level; 0 for one line
 */
export function renderExplanationJson(found: Explanation, indent: number): string {
  const { annotation, sentiment, opinions, labels, judgements, cues, ...rest } = found;
  const document = {
    version: EXPLANATION_VERSION,
    text: found.text,
    sentiment: {
      ...annotation.sentiment,
      reason: sentiment.reason,
      praise: sentiment.praise,
      blame: sentiment.blame,
      log_odds: sentiment.logOdds,
      contributions: sentiment.contributions.map((one) => contributionFields(one, found)),
    },
    opinions: opinions.map(opinionFields),
    candidates: rest.candidates,
    labels,
    judgements,
    cues: cues.map(({ blockedBy, ...cue }) => ({ ...cue, blocked_by: blockedBy })),
    domain: rest.domain,
    clauses: rest.clauses,
    tokens: rest.tokens,
    cleaning: rest.cleaning,
    ...(rest.wording ? { wording: rest.wording } : {}),
  };
  return `${JSON.stringify(document, null, indent)}\n`;
}

function opinionFields({ aspectChoice, ...opinion }: ExplainedOpinion): object {
  if (aspectChoice === null) return { ...opinion, aspect_choice: null };
  const { logOdds, words, ...choice } = aspectChoice;
  const weighed = words.map(({ logOdds: own, ...word }) => ({ ...word, log_odds: own }));
  return { ...opinion, aspect_choice: { log_odds: logOdds, ...choice, words: weighed } };
}

function contributionFields({ logOdds, ...one }: Contribution, found: Explanation): object {
  const { start, end, span } = placeOf(one, found) ?? { start: null, end: null, span: null };
  return { log_odds: logOdds, ...one, start, end, span };
}

/** Where in the text a contribution comes from; null for the bias. */
export function placeOf(
  { source, index }: Pick<Contribution, 'source' | 'index'>,
  { judgements, cues, tokens }: Explanation,
): Quoted | null {
  if (index === null) return null;
  const lists = { judgement: judgements, model: tokens, bias: [] };
  const list: readonly Quoted[] =
    source === 'judgement' || source === 'model' || source === 'bias' ? lists[source] : cues;
  return list[index] ?? null;
}
