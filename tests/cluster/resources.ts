import { createHash } from 'node:crypto';
import type { ClusterResources } from '../../src/cluster/cluster.ts';
import type { StatedOpinion } from '../../src/model/pain.ts';
import { createSegmenter } from '../../src/segment/segmenter.ts';
import { lexicon } from '../dictionaries.ts';
import { shippedWords } from '../support/words.ts';

/** The shipped dictionaries and words. */
export const resources: ClusterResources = { lexicon, segmenter: createSegmenter(shippedWords()) };

export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** An opinion about quality in use, alone in a voice of its own, with `rest` in place of these. */
export function opinion(span: string, rest: Partial<StatedOpinion> = {}): StatedOpinion {
  const stated = {
    span,
    term: null,
    aspect: 'quality',
    stage: 'use',
    before: '',
    head: '',
  } as const;
  const voiceKey = digest(JSON.stringify([span, rest]));
  return { voiceKey, seq: 0, ...stated, ...rest };
}
