import type { Domain } from '../lexicon/entries.ts';
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
import { appeals, askingCues, asksAtLast, asksInEarnest } from './questions.ts';
import { type Reading, roleBefore } from './reading.ts';

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
  'local',
]);
/** What is sold beside the service: food and drink, what a course teaches, water and heat from the mains. */
const SOLD: ReadonlySet<Aspect> = new Set(['taste']);
const SOLD_IN: Readonly<Partial<Record<Domain, ReadonlySet<Aspect>>>> = {
  citizen: new Set(['quality', 'performance']),
  school: new Set(['taste', 'content']),
};
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
  if (served && !(SOLD_IN[domain] ?? SOLD).has(aspect)) return 'service_issue';
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

/** Labels of one list as bits, by their place in it: sets of strings take longer than what is decided with them. */
type Bits = number;

/** The bit of each label of a list. */
function bitsOf<Label extends string>(labels: readonly Label[]): Readonly<Record<Label, Bits>> {
  const bits = labels.map((label, at) => [label, 1 << at]);
  return Object.fromEntries(bits) as Record<Label, Bits>;
}

/** Those labels of a list whose bits are set, in its order. */
function labelled<Label>(labels: readonly Label[], bits: Bits): Label[] {
  const found: Label[] = [];
  for (let at = 0; at < labels.length; at++) {
    if ((bits & (1 << at)) !== 0) found.push(labels[at] as Label);
  }
  return found;
}

const KIND = bitsOf(ALL_KINDS);
const STAGE = bitsOf(ALL_STAGES);

/** Kinds of a voice, in the codebook's order. */
export function kindsOf(findings: Findings): Kind[] {
  const { found, sentiment, score } = findings;
  const issues = sentiment === 'positive' ? gripesIn(findings) : issuesIn(findings);
  const cued = kindsCued(findings, issues);
  // Who asks or wishes and evaluates nothing has no problem yet.
  let kinds = sentiment === 'neutral' && appeals(findings.cues) ? cued : issues | cued;
  const clear = sentiment === 'negative' ? CLEAR_PRAISE_IN_BLAME : CLEAR_PRAISE;
  const beyond = sentiment === 'negative' && score < BEYOND_PRAISE;
  if (!beyond && found.some(({ judgement }) => judgement.weight >= clear)) kinds |= KIND.praise;
  kinds = withIssue(kinds, findings);
  return labelled(ALL_KINDS, kinds === 0 ? silentKind(sentiment) : kinds);
}

/** The kind of a voice in whose words none was found: who is satisfied praises, whatever for. */
function silentKind(sentiment: Sentiment): Bits {
  return sentiment === 'positive' ? KIND.praise : KIND.other;
}

/** The kinds that cues put on a voice beside those that it has. */
function kindsCued(findings: Findings, kinds: Bits): Bits {
  const { cues } = findings;
  if (cues.size === 0) return 0;
  let cued = 0;
  if (cues.has('kind:need')) cued |= KIND.need;
  if (cues.has('kind:suggestion')) cued |= KIND.suggestion;
  if (asks(findings, kinds)) cued |= KIND.inquiry;
  return cued;
}

/**
 * Whether a voice wants to be told something. A question in a dissatisfied voice is a reproach, unless it says that it
 * asks, states no problem or asks an authority without a complaint, and asks for something that can be told. Who
 * praises asks at last, if at all.
 */
function asks({ reading, found, cues, sentiment }: Findings, kinds: Bits): boolean {
  const isAnnounced = cues.has('kind:inquiry');
  if (!isAnnounced && !cues.has('kind:question')) return false;
  if (sentiment === 'neutral') return true;
  if (sentiment === 'positive') {
    return reading.domain === 'citizen' || !found.some(isPraise) || asksAtLast(reading);
  }
  if (!isAnnounced && (reading.domain !== 'citizen' || (kinds & KIND.complaint) !== 0))
    return false;
  return asksInEarnest(reading, askingCues(reading, isAnnounced));
}

/** The problems of a voice that is not satisfied. */
function issuesIn({ reading, found, cues, sentiment }: Findings): Bits {
  let specific = 0;
  let whole = 0;
  for (const one of found) {
    if (one.opinion.polarity !== 'negative') continue;
    const issue = KIND[issueOf(one, reading.domain)];
    if (one.opinion.aspect === 'overall') whole |= issue;
    else specific |= issue;
  }
  const issues = specific || whole;
  if (cues.size === 0 || (issues === 0 && sentiment !== 'negative')) return issues;
  // A report that did not help is a failure of those who got it.
  const failed =
    cues.has('signal:repeat') || cues.has('stage:service') || isRefused(cues, sentiment);
  return (
    issues | (failed ? KIND.service_issue : 0) | (cues.has('kind:complaint') ? KIND.complaint : 0)
  );
}

/** Kinds of a voice with the issue that its dissatisfaction or its complaint is of, where none was found in its words. */
function withIssue(kinds: Bits, { reading, sentiment }: Findings): Bits {
  const isKnown = (kinds & (KIND.product_issue | KIND.service_issue)) !== 0;
  const isTroubled = (kinds & KIND.complaint) !== 0 || sentiment === 'negative';
  if (isKnown || !isTroubled) return kinds;
  const served = reading.domain !== null && SERVICES.has(reading.domain);
  return kinds | (served ? KIND.service_issue : KIND.product_issue);
}

/** What a satisfied voice finds fault with, concessions (房间虽小) aside. */
function gripesIn(findings: Findings): Bits {
  const { reading, found } = findings;
  const isPraised = isMuchPraised(found);
  let gripes = 0;
  for (const one of found) {
    if (isGripe(reading, one, isPraised)) gripes |= KIND[issueOf(one, reading.domain)];
  }
  return gripes;
}

function isGripe(reading: Reading, { opinion, judgement }: Found, isPraised: boolean): boolean {
  if (judgement.weight > -CLEAR_GRIPE || opinion.aspect === 'overall') return false;
  const clause = reading.clauses[judgement.clause];
  if (!clause || roleBefore(clause, 'concession', judgement.core.start)) return false;
  return !isPraised || roleBefore(clause, 'contrast', judgement.core.start) !== null;
}

function isMuchPraised(found: readonly Found[]): boolean {
  return found.filter(isPraise).length > MUCH_PRAISE;
}

function isPraise({ opinion }: Found): boolean {
  return opinion.polarity === 'positive';
}

/** The label of cues that tell what was answered: whoever is dissatisfied and tells it has turned to somebody for help. */
const ANSWERED = 'told:answer';

/** Whether a voice tells what was answered, and is dissatisfied with it. */
function isRefused(cues: ReadonlySet<string>, sentiment: Sentiment): boolean {
  return sentiment === 'negative' && cues.has(ANSWERED);
}

/** Stages that signals speak of. */
const STAGE_OF_SIGNAL: Readonly<Partial<Record<Signal, Stage>>> = {
  churn: 'loyalty',
  repurchase: 'loyalty',
  recommend: 'loyalty',
  refund: 'service',
  repeat: 'service',
};

/** The cues that name a stage, in the order of `STAGES`. */
const STAGE_CUES: readonly string[] = ALL_STAGES.map((stage) => `stage:${stage}`);

/**
 * Stages that the opinions were caused in, and those that signals and cues name. A judgement of the whole tells no
 * stage of its own where others do; where all are silent, the kind decides.
 */
export function stagesOf(
  { found, cues, sentiment }: Findings,
  kinds: readonly Kind[],
  signals: readonly Signal[],
): Stage[] {
  let stages = 0;
  let whole = false;
  for (const { opinion } of found) {
    if (isWhole(opinion)) whole = true;
    else stages |= STAGE[opinion.stage];
  }
  // Nothing is told that came before the parting.
  if (whole && (stages & ~STAGE.loyalty) === 0) stages |= STAGE.use;
  stages |= stagesSignalled(signals) | stagesCued(cues);
  if (isRefused(cues, sentiment)) stages |= STAGE.service;
  if (stages === 0) stages = kinds.includes('inquiry') ? STAGE.consideration : STAGE.use;
  return labelled(ALL_STAGES, stages);
}

function stagesSignalled(signals: readonly Signal[]): Bits {
  let stages = 0;
  for (const signal of signals) {
    const stage = STAGE_OF_SIGNAL[signal];
    if (stage) stages |= STAGE[stage];
  }
  return stages;
}

function stagesCued(cues: ReadonlySet<string>): Bits {
  if (cues.size === 0) return 0;
  let stages = 0;
  for (let at = 0; at < STAGE_CUES.length; at++) {
    if (cues.has(STAGE_CUES[at] as string)) stages |= 1 << at;
  }
  return stages;
}

/** 垃圾, 很满意: of the whole, with no thing named that was used. */
function isWhole({ aspect, stage, term }: Opinion): boolean {
  return aspect === 'overall' && stage === 'use' && term === null;
}

/** The cue of each signal, in the order of `SIGNALS`. */
const SIGNAL_CUES: readonly string[] = ALL_SIGNALS.map((signal) => `signal:${signal}`);

/** Who complains of a company to an authority has gone past those whom he complains of. */
function isPastCompany(cues: ReadonlySet<string>): boolean {
  return cues.has('kind:complaint') && cues.has('citizen:company');
}

/** The label of cues that name a promise: who is dissatisfied and names one tells that it was broken. */
const VOWED = 'told:vow';

/** Signals of a voice, in the codebook's order. No citizen can leave an authority, or come back to it. */
export function signalsOf({ reading, found, cues, sentiment }: Findings): Signal[] {
  if (cues.size === 0) return [];
  const isBound = reading.domain === 'citizen';
  const isAskedOnly =
    sentiment === 'neutral' && (cues.has('kind:inquiry') || cues.has('kind:question'));
  return ALL_SIGNALS.filter((signal, at) => {
    if (!suits(signal, sentiment)) return false;
    // Who is content and finds no fault tells of a danger that nobody is in (家里有人住院，外卖太方便了).
    if (signal === 'safety' && sentiment === 'positive' && found.every(isPraise)) return false;
    // An illness or an accident in a question is the case that somebody asks about.
    if (signal === 'safety' && isAskedOnly && !cues.has('urgency:urgent')) return false;
    const past = signal === 'escalation' && isBound && isPastCompany(cues);
    const broken = signal === 'expectation' && sentiment === 'negative' && cues.has(VOWED);
    if (!past && !broken && !cues.has(SIGNAL_CUES[at] as string)) return false;
    return !isBound || STAGE_OF_SIGNAL[signal] !== 'loyalty';
  });
}

/** Whether a voice of this sentiment can send a signal. */
function suits(signal: Signal, sentiment: Sentiment): boolean {
  switch (signal) {
    case 'churn':
    case 'escalation':
    case 'expectation':
    case 'repeat':
      return sentiment === 'negative' || sentiment === 'mixed';
    case 'repurchase':
    case 'recommend':
      return sentiment !== 'negative';
    default:
      return true;
  }
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
