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
/** Aspects of a dish besides its taste: it is spoiled, there is too little of it, it comes late. */
const OF_MEALS: ReadonlySet<Aspect> = new Set(['quality', 'spec', 'service', 'delivery']);
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
  const aspect = wordOrObject(judgement.aspect, object?.aspect ?? null) ?? topic ?? 'overall';
  if (domain === 'food' && aspect === 'overall' && judgement.problem === '慢') return 'delivery';
  return inDomain(aspect, object, domain);
}

function wordOrObject(word: Aspect | null, object: Aspect | null): Aspect | null {
  if (word === null || object === null) return word ?? object;
  if (object === 'overall' || STRONG.has(word)) return word;
  if (object === 'taste' && OF_MEALS.has(word)) return word;
  if (object === 'quality' && word === 'spec') return word;
  if (object === 'performance' && word === 'quality') return word;
  if (word === 'appearance' && (object === 'performance' || object === 'quality')) return word;
  return object;
}

function inDomain(aspect: Aspect, object: AspectTerm | null, domain: Domain | null): Aspect {
  if (domain === null) return aspect;
  if (domain === 'food') return object?.object === '速度' ? 'delivery' : aspect;
  if (!PLACES.has(domain)) return aspect;
  const dish = object?.aspect === 'taste' && !SMELLS.has(object.object);
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
