import type { AspectTerm, Domain } from '../lexicon/entries.ts';
import type { Hit } from '../lexicon/scan.ts';
import type { Aspect, Stage } from '../model/labels.ts';
import type { Judgement } from './judgement.ts';

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
/** Aspects of a dish besides its taste: it is spoiled, there is too little of it, it comes late, its smoke drifts in. */
const OF_MEALS: ReadonlySet<Aspect> = new Set([
  'quality',
  'spec',
  'service',
  'delivery',
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
  const aspect = ownAspect(judgement, thing) ?? topic ?? 'overall';
  if (domain === 'food' && aspect === 'overall' && judgement.problem === '慢') return 'delivery';
  return inDomain(aspect, object, domain);
}

/** What a judgement and its object tell: an entry that names its object knows better than the object alone. */
function ownAspect({ aspect, core, entry }: Judgement, thing: Hit | null): Aspect | null {
  const object = thing?.term.aspect ?? null;
  if (thing === null || object === null) return aspect;
  const isNamed = thing.start >= core.start && thing.end <= core.end;
  if (isNamed && aspect !== null) return aspect;
  // What is missing of a meal is not what it tastes of.
  if (entry.startsWith(MISSING) && isDish(object)) return 'spec';
  return wordOrObject(aspect, object.aspect);
}

/** How the rule names its judgements that finds things to be missing: 没有+菜. */
const MISSING = '没有+';

function isDish({ aspect, object }: AspectTerm): boolean {
  return aspect === 'taste' && !SMELLS.has(object);
}

function wordOrObject(word: Aspect | null, object: Aspect | null): Aspect | null {
  if (word === null || object === null) return word ?? object;
  if (object === 'overall' || STRONG.has(word)) return word;
  if (object === 'taste' && OF_MEALS.has(word)) return word;
  if (object === 'quality' && (word === 'spec' || word === 'performance')) return word;
  if (object === 'performance' && word === 'quality') return word;
  if (word === 'appearance' && (object === 'performance' || object === 'quality')) return word;
  return object;
}

/** What an aspect means of the things that one industry sells: a film is what a phone shows, not what it is. */
const MEANT: Readonly<Partial<Record<Domain, Readonly<Partial<Record<Aspect, Aspect>>>>>> = {
  bank: { delivery: 'service' },
  car: { environment: 'quality' },
  citizen: { delivery: 'service' },
  device: { content: 'performance' },
  hospital: { delivery: 'service' },
  phone: { content: 'performance', environment: 'performance' },
  school: { delivery: 'service' },
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
  const thing = object?.term.aspect;
  return (
    judgement.stage ??
    thing?.stage ??
    STAGE_OF[aspect === 'overall' ? (thing?.aspect ?? aspect) : aspect]
  );
}
