import type { Domain } from '../lexicon/entries.ts';
import type { PatternHit } from '../lexicon/scan.ts';
import {
  type Aspect,
  KINDS,
  type Kind,
  labelsOf,
  type Sentiment,
  SIGNALS,
  type Signal,
  STAGES,
  type Stage,
  type Urgency,
} from '../model/labels.ts';
import type { Found, Judgement } from './judgement.ts';
import type { Reading } from './reading.ts';

/** Labels that cues put on a voice (`kind:complaint` …), after those that take labels away. */
export function cuedLabels(reading: Reading): Set<string> {
  const labels = new Set<string>();
  const blocks = reading.cues.filter(isBlock);
  for (const cue of reading.cues) {
    if (isBlock(cue) || blockOf(cue, blocks)) continue;
    labels.add(cue.anchored.cue?.label ?? '');
  }
  return labels;
}

/** Whether a cue takes a label away, and puts none there. */
export function isBlock({ anchored }: PatternHit): boolean {
  return anchored.cue?.label.startsWith('not') === true;
}

/** The one of the `blocks` that takes the label of a cue away; undefined for none. */
export function blockOf(
  { start, end, anchored }: PatternHit,
  blocks: readonly PatternHit[],
): PatternHit | undefined {
  if (blocks.length === 0) return undefined;
  const label = `not${anchored.cue?.label}`;
  return blocks.find(
    (block) => block.anchored.cue?.label === label && block.start < end && block.end > start,
  );
}

/** What the steps after the opinions know of a voice. */
export interface Findings {
  readonly reading: Reading;
  readonly judgements: readonly Judgement[];
  /** Opinions in text order. */
  readonly found: readonly Found[];
  readonly cues: ReadonlySet<string>;
  readonly sentiment: Sentiment;
}

const SERVICE: ReadonlySet<Aspect> = new Set([
  'packaging',
  'delivery',
  'service',
  'aftersales',
  'environment',
  'location',
  'policy',
]);
/** Where the whole is a service: a judgement of it is one of people, process or place. */
const SERVICES: ReadonlySet<Domain> = new Set([
  'hotel',
  'bank',
  'citizen',
  'hospital',
  'travel',
  'school',
]);

/** Problems with a price that are the seller's doing, not the thing's worth. */
const CHARGES: ReadonlySet<string> = new Set(['降价', '乱收费', '涨价']);

function issueOf({ opinion, judgement }: Found, domain: Domain | null): Kind {
  const served = domain !== null && SERVICES.has(domain);
  if (SERVICE.has(opinion.aspect) || CHARGES.has(judgement.problem ?? '')) return 'service_issue';
  if (served && opinion.aspect !== 'taste') return 'service_issue';
  return 'product_issue';
}

/** How clear praise must be to count as a kind; more so in a voice that is dissatisfied. */
const CLEAR_PRAISE = 0.7;
const CLEAR_PRAISE_IN_BLAME = 1.1;

/** Kinds of a voice, in the codebook's order. */
export function kindsOf(findings: Findings): Kind[] {
  const { found, cues, sentiment } = findings;
  const kinds = new Set<Kind>(issuesOf(findings));
  const clear = sentiment === 'negative' ? CLEAR_PRAISE_IN_BLAME : CLEAR_PRAISE;
  if (found.some(({ judgement }) => judgement.weight >= clear)) kinds.add('praise');
  for (const kind of ['need', 'suggestion', 'inquiry'] as const) {
    if (cues.has(`kind:${kind}`)) kinds.add(kind);
  }
  // A question in a dissatisfied voice is a reproach, unless it says that it asks.
  if (cues.has('kind:question') && sentiment !== 'negative') kinds.add('inquiry');
  if (kinds.size === 0) kinds.add('other');
  return labelsOf(KINDS).filter((kind) => kinds.has(kind));
}

function issuesOf({ reading, found, cues, sentiment }: Findings): Kind[] {
  if (sentiment === 'positive') return [];
  const negative = found.filter(({ opinion }) => opinion.polarity === 'negative');
  const specific = negative.filter(({ opinion }) => opinion.aspect !== 'overall');
  const issues = (specific.length > 0 ? specific : negative).map((one) =>
    issueOf(one, reading.domain),
  );
  const blamed = negative.length > 0 || sentiment === 'negative';
  return blamed && cues.has('kind:complaint') ? [...issues, 'complaint'] : issues;
}

/** Stages that the opinions were caused in, and those that cues name; where both are silent, one by the kind. */
export function stagesOf({ found }: Findings, kinds: readonly Kind[]): Stage[] {
  const stages = new Set<Stage>(found.map(({ opinion }) => opinion.stage));
  if (stages.size === 0) stages.add(kinds.includes('inquiry') ? 'consideration' : 'use');
  return labelsOf(STAGES).filter((stage) => stages.has(stage));
}

export function signalsOf({ cues, sentiment }: Findings): Signal[] {
  const wanted = (signal: Signal): boolean => {
    if (!cues.has(`signal:${signal}`)) return false;
    if (
      signal === 'churn' ||
      signal === 'escalation' ||
      signal === 'expectation' ||
      signal === 'repeat'
    ) {
      return sentiment === 'negative' || sentiment === 'mixed';
    }
    if (signal === 'repurchase' || signal === 'recommend') return sentiment !== 'negative';
    return true;
  };
  return labelsOf(SIGNALS).filter(wanted);
}

export function urgencyOf(
  { cues, sentiment, found }: Findings,
  kinds: readonly Kind[],
  signals: readonly Signal[],
): Urgency {
  const problem = kinds.some(
    (k) => k === 'product_issue' || k === 'service_issue' || k === 'complaint',
  );
  if (!problem && !(sentiment === 'negative' && found.length > 0)) return 'none';
  const urgent =
    signals.includes('safety') || signals.includes('escalation') || cues.has('urgency:urgent');
  return urgent ? 'urgent' : 'normal';
}
