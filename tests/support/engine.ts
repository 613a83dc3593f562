import { readShipped } from '../../src/io/resources.ts';
import { loadResources, type Resources } from '../../src/pipeline.ts';

/** The dictionaries, words and model as they are shipped. */
export const engine: Resources = loadResources(readShipped());
