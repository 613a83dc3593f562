import { createHash } from 'node:crypto';
import type { ClusterResources } from '../../src/cluster/cluster.ts';
import type { OpinionKey } from '../../src/model/pain.ts';
import { createSegmenter } from '../../src/segment/segmenter.ts';
import { lexicon } from '../dictionaries.ts';
import { shippedWords } from '../support/words.ts';

/** The shipped dictionaries and words. */
export const resources: ClusterResources = { lexicon, segmenter: createSegmenter(shippedWords()) };

export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** An opinion of one voice about quality in use, with `rest` in place of these. */
export function opinion(span: string, rest: Partial<OpinionKey> = {}): OpinionKey {
  return { span, term: null, aspect: 'quality', stage: 'use', voices: 1, ...rest };
}
