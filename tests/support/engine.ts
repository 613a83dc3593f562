import { readShipped } from '../../src/io/resources.ts';
import { loadResources, type Resources } from '../../src/pipeline.ts';
import { dictionaries } from '../dictionaries.ts';

/** The dictionaries as they stand, words and models as they are shipped. */
export const engine: Resources = loadResources({ ...readShipped(), dictionaries });
