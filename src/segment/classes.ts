/** What a word class says of its words. */
export interface WordSense {
  /** How often the word counts, at least 1. */
  readonly frequency: number;
  /** Part of speech. */
  readonly tag: string;
}

/** The distinct pairs of frequency and tag, numbered from 1 in the order in which they first come. */
export interface WordClasses {
  /** Log probability by class; entry 0 is that of an unknown character. */
  readonly weights: Float64Array;
  /** Index into `tags` by class. */
  readonly classTags: Uint16Array;
  /** Distinct tags, `x` first. */
  readonly tags: readonly string[];
  /** Class of each sense, in the order given. */
  readonly wordClasses: Uint16Array;
}

/** The tag of what no list knows. */
export const UNKNOWN_TAG = 'x';

/** Groups words by what is known of them: some thousand classes for some hundred thousand words. */
export function groupIntoClasses(senses: readonly WordSense[], total: number): WordClasses {
  const tags = [...new Set([UNKNOWN_TAG, ...senses.map((sense) => sense.tag)])];
  const tagIndex = new Map(tags.map((tag, index) => [tag, index]));
  const numbers = new Map<string, number>();
  const weights = [-Math.log(total)];
  const classTags = [0];
  const wordClasses = senses.map(({ frequency, tag }) => {
    const key = `${frequency} ${tag}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const number = weights.length;
    numbers.set(key, number);
    weights.push(Math.log(frequency) - Math.log(total));
    classTags.push(tagIndex.get(tag) ?? 0);
    return number;
  });
  if (weights.length > 0x10000)
    throw new RangeError('more word classes than a trie unit can number');
  return {
    weights: Float64Array.from(weights),
    classTags: Uint16Array.from(classTags),
    tags,
    wordClasses: Uint16Array.from(wordClasses),
  };
}
