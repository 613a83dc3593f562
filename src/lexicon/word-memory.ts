/** Cuts a text, given by its UTF-16 units, into words, as the segmenter does: where each ends, and its number in the word list, 0 for none. */
export interface WordCutter {
  cut(text: Uint16Array): {
    readonly count: number;
    readonly ends: Int32Array;
    readonly ids: Int32Array;
  };
}

/**
 * What is remembered between texts of the words of one segmenter: each is looked at once, however often it comes.
 */
export interface WordMemory {
  /** Whose words they are. */
  words: WordCutter | null;
  /** What is known of words, by their number; 0 for one that has not come yet, or is long. */
  shapes: Uint8Array;
}

export function createWordMemory(): WordMemory {
  return { words: null, shapes: new Uint8Array(0) };
}
