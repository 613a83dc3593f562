import type { AspectTerm, Domain } from '../lexicon/entries.ts';
import type { Hit } from '../lexicon/scan.ts';
import { NAMES } from '../lexicon/traits.ts';
import type { Aspect, Stage } from '../model/labels.ts';
import type { Judgement } from './judgement.ts';
import { type Reading, sentenceStart } from './reading.ts';

/** Aspects of a word that win over the aspect of what it is said of: a dear room is about price. */
const STRONG: ReadonlySet<Aspect> = new Set([
  'price',
  'safety',
  'authenticity',
  'aftersales',
  'policy',
]);

/** Aspects that mean the place, not a product, where the place is what is sold. */
const OF_PLACES: ReadonlySet<Aspect> = new Set(['quality', 'performance', 'appearance', 'spec']);
const PLACES: ReadonlySet<Domain> = new Set(['hotel', 'citizen', 'travel']);
/** Aspects of a dish besides its taste: it is spoiled, there is too little of it, it comes late or spilt, its smoke drifts in. */
const OF_MEALS: ReadonlySet<Aspect> = new Set([
  'quality',
  'spec',
  'service',
  'delivery',
  'packaging',
  'environment',
]);
/** What there is much or little of at a place, and which is not the place itself. */
const COUNTED: ReadonlySet<string> = new Set(['品种', '种类', '选择', '份量', '菜品种类']);
/** Things that are smelled as well as eaten. */
const SMELLS: ReadonlySet<string> = new Set(['味道', '气味']);

/** What an opinion of an object is about: from that, its word, what the previous clause spoke of, and the industry. */
export function aspectOf(
  judgement: Judgement,
  thing: Hit | null,
  topic: Aspect | null,
  domain: Domain | null,
): Aspect {
  const object = thing?.term.aspect ?? null;
  const sense = domain === null ? null : (object?.senses?.get(domain) ?? null);
  const aspect = ownAspect(judgement, thing, sense) ?? topic ?? 'overall';
  if (aspect === sense || isOfMains(judgement, domain)) return aspect;
  if (domain === 'food' && aspect === 'overall' && judgement.problem === '慢') return 'delivery';
  return inDomain(aspect, object, domain);
}

/** Problems with what comes from the mains: for those who write of it, it is what they pay for, and not their rooms. */
const OF_MAINS: ReadonlySet<string> = new Set(['不暖', '水压小']);

function isOfMains({ problem }: Judgement, domain: Domain | null): boolean {
  return domain === 'citizen' && OF_MAINS.has(problem ?? '');
}

/** Clauses before a judgement in which what it is about may be named. */
const REACH = 8;

/**
 * Whether the conduct that a judgement blames is that of those who see to what was reported, claimed or sent back
 * earlier in the sentence: 报修两周，没人理.
 */
export function isOfAftersales(reading: Reading, { clause, problem }: Judgement): boolean {
  if (!CONDUCT.has(problem ?? '')) return false;
  return reading.clauses
    .slice(sentenceStart(reading, clause, REACH), clause + 1)
    .some(({ hits }) => hits.some(namesAftersales));
}

function namesAftersales({ term, traits }: Hit): boolean {
  return (traits & NAMES) !== 0 && term.aspect?.aspect === 'aftersales';
}

/**
 * What a judgement and its object tell: an entry that names its object knows better than the object alone.
 * @param sense what the object is about in this industry, null for what it is about everywhere
 */
function ownAspect(
  { aspect, core, entry, problem }: Judgement,
  thing: Hit | null,
  sense: Aspect | null,
): Aspect | null {
  const object = thing?.term.aspect ?? null;
  if (thing === null || object === null) return aspect;
  const isNamed = thing.start >= core.start && thing.end <= core.end;
  if (isNamed && aspect !== null) return aspect;
  // What is missing of a meal is not what it tastes of.
  if (entry.startsWith(MISSING) && isDish(object)) return 'spec';
  const named = sense ?? object.aspect;
  // How much there is of a fault is said of the fault: 风噪小.
  if (object.more === -1 && aspect === 'spec') return named;
  if (object.object === MADE && aspect === 'appearance') return named;
  if (isDeed(aspect, problem, named)) return aspect;
  return wordOrObject(aspect, named);
}

/** What speaks of how well a thing is made in whatever words: 做工精致. */
const MADE = '做工';

/** Aspects of what people do or write for customers. */
const OF_PEOPLE: ReadonlySet<Aspect> = new Set([
  'service',
  'aftersales',
  'delivery',
  'policy',
  'content',
]);
/** Problems that somebody makes, and never the thing that he neglects: 路灯坏了没人管. */
const CONDUCT: ReadonlySet<string> = new Set([
  ...['不作为', '不兑现承诺', '不回复', '不通知', '反复跑', '拉黑', '拖延', '推诿'],
  ...['敷衍', '爽约', '联系不上', '虚假完成', '跑路', '骚扰'],
]);

/** Problems that whoever sends something makes, whatever it is: 少发一包螺丝, 发错颜色. */
const OF_PARCELS: ReadonlySet<string> = new Set(['少发错发', '少件', '发错', '丢件']);

/** Whether a judgement blames what somebody does, whatever he does it with. */
function isDeed(aspect: Aspect | null, problem: string | null, object: Aspect): boolean {
  if (aspect === 'service') return !OF_PEOPLE.has(object) && CONDUCT.has(problem ?? '');
  return aspect === 'delivery' && OF_PARCELS.has(problem ?? '');
}

/** How the rule names its judgements that finds things to be missing: 没有+菜. */
const MISSING = '没有+';

function isDish({ aspect, object }: AspectTerm): boolean {
  return aspect === 'taste' && !SMELLS.has(object);
}

/** Aspects of words that win over the aspect of what they are said of, by that. */
const WORD_WINS: Readonly<Partial<Record<Aspect, ReadonlySet<Aspect>>>> = {
  taste: OF_MEALS,
  // What leaks, peels or fades is no matter of looks, whatever it is the look of.
  appearance: new Set(['quality']),
  quality: new Set(['spec', 'performance', 'appearance']),
  // A function that fails is no matter of which functions there are.
  spec: new Set(['quality']),
  performance: new Set(['quality', 'appearance']),
  // Who keeps a place clean is judged by the place.
  service: new Set(['environment']),
  // What fails is the system, whatever it shows, books or charges: 网课的笔记全没了.
  content: new Set(['digital']),
  environment: new Set(['digital']),
  policy: new Set(['digital']),
  price: new Set(['digital']),
};

function wordOrObject(word: Aspect | null, object: Aspect | null): Aspect | null {
  if (word === null || object === null) return word ?? object;
  const wins = object === 'overall' || STRONG.has(word) || WORD_WINS[object]?.has(word);
  return wins ? word : object;
}

/** What an aspect means of the things that one industry sells: a film is what a phone shows, not what it is. */
const MEANT: Readonly<Partial<Record<Domain, Readonly<Partial<Record<Aspect, Aspect>>>>>> = {
  // What breaks in a bank is a machine, and what is short is what it grants.
  bank: { delivery: 'service', quality: 'digital', spec: 'policy', taste: 'environment' },
  car: { environment: 'quality', taste: 'quality' },
  citizen: { delivery: 'service' },
  device: { content: 'performance' },
  hospital: { delivery: 'service', taste: 'environment' },
  local: { taste: 'environment' },
  phone: { content: 'performance', environment: 'performance', taste: 'overall' },
  school: { delivery: 'service' },
  telecom: { quality: 'digital', taste: 'environment' },
  travel: { delivery: 'service' },
};
const OF_PROGRAMS: ReadonlySet<Aspect> = new Set(['quality', 'performance']);
/** Pictures of what is sold, where they are not what it takes. */
const PICTURES = '图片';

function inDomain(aspect: Aspect, object: AspectTerm | null, domain: Domain | null): Aspect {
  if (domain === null) return aspect;
  const meant = MEANT[domain]?.[aspect];
  if (meant !== undefined) return meant;
  if (domain === 'food') return object?.object === '速度' ? 'delivery' : aspect;
  // A program that is slow or fails: who names what is slow may speak of what it runs on.
  if (domain === 'app') return object === null && OF_PROGRAMS.has(aspect) ? 'digital' : aspect;
  if (domain === 'phone') return isPicture(aspect, object) ? 'performance' : aspect;
  return PLACES.has(domain) ? inPlace(aspect, object) : aspect;
}

function isPicture(aspect: Aspect, object: AspectTerm | null): boolean {
  return aspect === 'authenticity' && object?.object === PICTURES;
}

function inPlace(aspect: Aspect, object: AspectTerm | null): Aspect {
  const dish = object !== null && isDish(object);
  if (object !== null && COUNTED.has(object.object)) return aspect;
  if (OF_PLACES.has(aspect)) return dish ? 'taste' : 'environment';
  return aspect === 'taste' && !dish ? 'environment' : aspect;
}

const STAGE_OF: Readonly<Record<Aspect, Stage>> = {
  quality: 'use',
  performance: 'use',
  appearance: 'use',
  spec: 'use',
  taste: 'use',
  content: 'use',
  price: 'purchase',
  authenticity: 'use',
  packaging: 'delivery',
  delivery: 'delivery',
  service: 'service',
  aftersales: 'service',
  environment: 'use',
  location: 'use',
  digital: 'use',
  policy: 'use',
  safety: 'use',
  overall: 'use',
};

/** Aspects that are met at one stage alone: where a place is and what it is like while one is there, and who repairs or refunds helps. */
const ONLY_STAGE_OF: Readonly<Partial<Record<Aspect, Stage>>> = {
  environment: 'use',
  location: 'use',
  aftersales: 'service',
};

/** The stage in which an opinion of an object was caused. */
export function stageOf(
  judgement: Judgement,
  object: Hit | null,
  aspect: Aspect,
  domain: Domain | null,
): Stage {
  if (domain === 'citizen') {
    // Authorities deliver nothing: who waits for them waits for help.
    if (judgement.stage === 'delivery' && judgement.problem === '慢') return 'service';
    // Nobody can leave them either: who has to make a detour (绕行) warns nobody.
    if (judgement.stage === 'loyalty') return 'use';
  }
  // Whoever is satisfied with the whole is so with what he bought, whatever he named last: 快递很快，满意.
  const isPraiseOfAll = aspect === 'overall' && judgement.weight > 0;
  const thing = isPraiseOfAll ? null : object?.term.aspect;
  const only = judgement.stage === 'loyalty' ? undefined : ONLY_STAGE_OF[aspect];
  if (only !== undefined) return only;
  // Who drives, teaches or guides is what is paid for, and no help beside it.
  if (aspect === 'service' && thing?.stage === 'use' && judgement.stage === 'service') return 'use';
  return (
    judgement.stage ??
    thing?.stage ??
    STAGE_OF[aspect === 'overall' ? (thing?.aspect ?? aspect) : aspect]
  );
}
