import type { AnnotateResources } from '../annotate/annotate.ts';
import { openAspectModel } from '../annotate/aspect-model.ts';
import { openOpinionModel } from '../annotate/opinion-model.ts';
import { openModel } from '../classify/model.ts';
import { createScorer } from '../classify/score.ts';
import { createWordingReader } from '../cluster/copies/wording.ts';
import { openLexicon } from '../lexicon/lexicon.ts';
import { openSections } from '../lexicon/sections.ts';
import { parseSpun, SPUN_FILE } from '../lexicon/spun.ts';
import type { ExplainedWording } from '../model/explanation.ts';
import type { Shipped } from '../model/shipped.ts';
import type { Segmenter, UserWord } from '../segment/segmenter.ts';
import { cleanUserWords } from '../segment/user-words.ts';
import { loadSegmenter, neverSplit } from './segmenting.ts';

export type { UserWord };

/** What texts are annotated with, all of it. */
export type Annotating = Required<AnnotateResources> & { readonly segmenter: Segmenter };

/**
 * Loads what texts are annotated with, and no other stage: who asks for one text waits for nothing else.
 * @param userWords words that a person adds; texts are cleaned before they are cut, and so are these
 * @throws InputError that names file and line of what is wrong in one
 */
export function loadAnnotating(
  { dictionaries, words, polarity, opinions, aspects }: Shipped,
  userWords: readonly UserWord[] = [],
): Annotating {
  const lexicon = openLexicon(dictionaries);
  const added = cleanUserWords([...neverSplit(dictionaries), ...userWords], lexicon.cleaning);
  return {
    lexicon,
    segmenter: loadSegmenter(words, added),
    polarity: createScorer(openModel(polarity)),
    opinions: openOpinionModel(opinions),
    aspects: openAspectModel(aspects),
  };
}

/** Tells what speaks for spun wording in one text: what explaining it asks besides. */
export function loadWording(
  { dictionaries }: Pick<Shipped, 'dictionaries'>,
  { lexicon }: Pick<Annotating, 'lexicon'>,
): (text: string) => ExplainedWording | null {
  return createWordingReader(lexicon, parseSpun(openSections(dictionaries).text(SPUN_FILE)));
}
