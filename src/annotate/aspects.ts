import type { Domain } from '../lexicon/entries.ts';
import type { Aspect, Stage } from '../model/labels.ts';
import type { Judgement } from './judgement.ts';

/** Aspects of a word that win over the aspect of what it is said of: a dear room is about price. */
const STRONG: ReadonlySet<Aspect> = new Set(['price', 'safety', 'authenticity', 'aftersales']);

/** Aspects that mean the place, not a product, where the place is what is sold. */
const OF_PLACES: ReadonlySet<Aspect> = new Set(['quality', 'performance', 'appearance', 'spec']);
const PLACES: ReadonlySet<Domain> = new Set(['hotel', 'citizen', 'travel']);

/** What an opinion is about: from its object, its word, what the previous clause spoke of, and the industry. */
export function aspectOf(
  judgement: Judgement,
  topic: Aspect | null,
  domain: Domain | null,
): Aspect {
  const own = judgement.aspect;
  const object = judgement.object?.term.aspect?.aspect ?? null;
  if (own && STRONG.has(own)) return own;
  const named = object && object !== 'overall' ? object : (own ?? topic ?? object);
  return inDomain(named ?? 'overall', object, domain);
}

function inDomain(aspect: Aspect, object: Aspect | null, domain: Domain | null): Aspect {
  if (domain === null) return aspect;
  if (PLACES.has(domain) && OF_PLACES.has(aspect)) return 'environment';
  if (domain === 'food' && aspect === 'environment' && object === null) return 'environment';
  return aspect;
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

/** The stage in which an opinion was caused. */
export function stageOf(judgement: Judgement, aspect: Aspect): Stage {
  return judgement.stage ?? judgement.object?.term.aspect?.stage ?? STAGE_OF[aspect];
}
