import type { Domain } from '../lexicon/entries.ts';
import type { PatternHit } from '../lexicon/scan.ts';
import type { Opinion } from '../model/annotation.ts';
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
import { type Reading, roleBefore } from './reading.ts';

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
  /** From -1, dissatisfied beyond doubt, to 1. */
  readonly score: number;
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
/** Where smells, noise and air are those of the thing that is sold. */
const THINGS: ReadonlySet<Domain> = new Set(['car', 'device', 'phone', 'beauty', 'book']);
/** Where programs and networks are what is sold, and no channel of it. */
const DIGITAL: ReadonlySet<Domain> = new Set(['app', 'telecom', 'device', 'phone', 'car']);

/** What a thing costs, against what is charged besides it or promised with it. */
const VALUE: ReadonlySet<string> = new Set(['价格', '性价比', '成本', '人均', '票价', '菜价']);

/** Whether a problem with a price is the seller's doing (fees, price drops), not the thing's worth. */
function isCharge({ judgement }: Found): boolean {
  if (judgement.problem !== null && judgement.problem !== '贵') return true;
  const object = judgement.object?.term.aspect ?? null;
  return object?.aspect === 'price' && !VALUE.has(object.object);
}

function issueOf(found: Found, domain: Domain | null): Kind {
  const { aspect, stage } = found.opinion;
  // Damage, shortage and delay on arrival, whatever arrives.
  if (stage === 'delivery') return 'service_issue';
  const served = domain !== null && SERVICES.has(domain);
  if (aspect === 'environment' && domain !== null && THINGS.has(domain)) return 'product_issue';
  if (SERVICE.has(aspect) || (aspect === 'price' && isCharge(found))) return 'service_issue';
  if (aspect === 'digital' && domain !== null && !DIGITAL.has(domain)) return 'service_issue';
  if (served && aspect !== 'taste') return 'service_issue';
  return 'product_issue';
}

/** How clear praise must be to count as a kind; more so in a voice that is dissatisfied. */
const CLEAR_PRAISE = 0.7;
const CLEAR_PRAISE_IN_BLAME = 1.1;
/** From this score down a voice is so dissatisfied that what looks like praise hardly ever is. */
const BEYOND_PRAISE = -0.9;
/** How clear a gripe must be to count in a voice that is satisfied. */
const CLEAR_GRIPE = 0.5;
/** Among more praise than this a gripe counts only where the speaker sets it against the praise. */
const MUCH_PRAISE = 3;

const ALL_KINDS = labelsOf(KINDS);
const ALL_STAGES = labelsOf(STAGES);
const ALL_SIGNALS = labelsOf(SIGNALS);

/** Kinds of a voice, in the codebook's order. */
export function kindsOf(findings: Findings): Kind[] {
  const { found, cues, sentiment, score } = findings;
  const kinds = new Set<Kind>(issuesOf(findings));
  const clear = sentiment === 'negative' ? CLEAR_PRAISE_IN_BLAME : CLEAR_PRAISE;
  const beyond = sentiment === 'negative' && score < BEYOND_PRAISE;
  if (!beyond && found.some(({ judgement }) => judgement.weight >= clear)) kinds.add('praise');
  for (const kind of ['need', 'suggestion', 'inquiry'] as const) {
    if (cues.has(`kind:${kind}`)) kinds.add(kind);
  }
  // A question in a dissatisfied voice is a reproach, unless it says that it asks, or asks an authority.
  const reproached =
    sentiment === 'negative' && (findings.reading.domain !== 'citizen' || kinds.has('complaint'));
  if (cues.has('kind:question') && !reproached) kinds.add('inquiry');
  if (kinds.size === 0) kinds.add('other');
  return ALL_KINDS.filter((kind) => kinds.has(kind));
}

function issuesOf(findings: Findings): Kind[] {
  const { reading, found, cues, sentiment } = findings;
  if (sentiment === 'positive') {
    return gripesIn(findings).map((one) => issueOf(one, reading.domain));
  }
  const negative = found.filter(({ opinion }) => opinion.polarity === 'negative');
  const specific = negative.filter(({ opinion }) => opinion.aspect !== 'overall');
  const issues = (specific.length > 0 ? specific : negative).map((one) =>
    issueOf(one, reading.domain),
  );
  const blamed = negative.length > 0 || sentiment === 'negative';
  // A report that did not help is a failure of those who got it.
  if (blamed && (cues.has('signal:repeat') || cues.has('stage:service')))
    issues.push('service_issue');
  if (blamed && cues.has('kind:complaint')) issues.push('complaint');
  return issues;
}

/** What a satisfied voice finds fault with, concessions (房间虽小) aside. */
function gripesIn({ reading, found }: Findings): Found[] {
  const praise = found.filter(({ opinion }) => opinion.polarity === 'positive').length;
  return found.filter(({ opinion, judgement }) => {
    if (judgement.weight > -CLEAR_GRIPE || opinion.aspect === 'overall') return false;
    const clause = reading.clauses[judgement.clause];
    if (!clause || roleBefore(clause, 'concession', judgement.core.start)) return false;
    return praise <= MUCH_PRAISE || roleBefore(clause, 'contrast', judgement.core.start) !== null;
  });
}

/** Stages that signals speak of. */
const STAGE_OF_SIGNAL: Readonly<Partial<Record<Signal, Stage>>> = {
  churn: 'loyalty',
  repurchase: 'loyalty',
  recommend: 'loyalty',
  refund: 'service',
  repeat: 'service',
};

/**
 * Stages that the opinions were caused in, and those that signals and cues name. A judgement of the whole tells no
 * stage of its own where others do; where all are silent, the kind decides.
 */
export function stagesOf(
  { found, cues }: Findings,
  kinds: readonly Kind[],
  signals: readonly Signal[],
): Stage[] {
  const stages = new Set<Stage>();
  for (const { opinion } of found) if (!isWhole(opinion)) stages.add(opinion.stage);
  if (isOnlyParting(stages) && found.some(({ opinion }) => isWhole(opinion))) stages.add('use');
  for (const signal of signals) {
    const stage = STAGE_OF_SIGNAL[signal];
    if (stage) stages.add(stage);
  }
  for (const stage of ALL_STAGES) if (cues.has(`stage:${stage}`)) stages.add(stage);
  if (stages.size === 0) stages.add(kinds.includes('inquiry') ? 'consideration' : 'use');
  return ALL_STAGES.filter((stage) => stages.has(stage));
}

/** 垃圾, 很满意: of the whole, with no thing named that was used. */
function isWhole({ aspect, stage, term }: Opinion): boolean {
  return aspect === 'overall' && stage === 'use' && term === null;
}

/** Whether nothing is told that came before the parting. */
function isOnlyParting(stages: ReadonlySet<Stage>): boolean {
  return stages.size === (stages.has('loyalty') ? 1 : 0);
}

export function signalsOf({ cues, sentiment }: Findings): Signal[] {
  if (cues.size === 0) return [];
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
  return ALL_SIGNALS.filter(wanted);
}

export function urgencyOf(
  { cues, sentiment }: Findings,
  kinds: readonly Kind[],
  signals: readonly Signal[],
): Urgency {
  const problem = kinds.some(
    (k) => k === 'product_issue' || k === 'service_issue' || k === 'complaint',
  );
  if (!problem && sentiment !== 'negative') return 'none';
  const urgent =
    signals.includes('safety') || signals.includes('escalation') || cues.has('urgency:urgent');
  return urgent ? 'urgent' : 'normal';
}
